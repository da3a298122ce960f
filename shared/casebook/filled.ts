import type { TakenCasebook } from '../api/routes/casebook.ts'
import type { RecordView } from '../api/routes/subjects.ts'
import type { FormDefinition } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { parseDay } from '../kernel/dates.ts'
import { versionOfRecord, type NumberedDefinition } from '../protocol/record-version.ts'
import type { Schedule } from '../protocol/define.ts'
import { findPlannedVisit } from '../protocol/schedule.ts'
import { bookRecord, type BookRecord } from './record.ts'

/** The records of one form that are read by one version of the definition. */
export interface BookSection {
  readonly form: string
  readonly title: Bilingual
  readonly version: number
  /** The form as these records are read; null: no version has it. */
  readonly definition: FormDefinition | null
  readonly records: readonly BookRecord[]
}

/** A line of the table of contents. */
export interface BookContent {
  readonly form: string
  readonly title: Bilingual
  readonly records: number
  readonly removed: number
}

/** A subject's casebook: what it holds, and its sections in the order of the definition's forms. */
export interface FilledCasebook {
  readonly contents: readonly BookContent[]
  readonly sections: readonly BookSection[]
  /** Values and reasons stored, in all records. */
  readonly values: number
  /** Fields that were changed after they were first saved. */
  readonly changed: number
  /** What speaks of a visit, of the subject, or of a record that the copy does not know. */
  readonly apart: Pick<BookRecord, 'queries' | 'firings' | 'signatures'>
}

/**
 * The casebook of a subject as data. `versions` are the study's definitions up to the one in force at
 * the subject's site, the first one first; throws where there are none. @source EX-01, E38
 */
export function filledCasebook(
  book: TakenCasebook,
  versions: readonly NumberedDefinition[],
): FilledCasebook {
  const inForce = versions.at(-1)
  if (inForce === undefined) throw new Error('There is no version of the definition.')
  const { forms, schedule } = inForce.definition
  const position = visitPositions(schedule, book.subject.anchorDate)
  const records = [...book.records]
    .sort((a, b) => compareNumbers(position(a.visit), position(b.visit)))
    .map((record) => readRecord(book, record, versions))
  const order = [...new Set([...forms.map(({ key }) => key), ...records.map(({ form }) => form)])]
  const sections = order.flatMap((form) => sectionsOf(form, records))
  const known = new Set(book.records.map(({ id }) => id))
  const isApart = ({ record }: { readonly record: string | null }): boolean =>
    record === null || !known.has(record)
  return {
    contents: order.flatMap((form) => contentOf(form, forms, sections) ?? []),
    sections,
    values: book.records.reduce((sum, record) => sum + storedIn(record), 0),
    changed: records.reduce((sum, { read }) => sum + read.notes.values.length, 0),
    apart: {
      queries: book.queries.filter(isApart),
      firings: book.firings.filter(isApart),
      signatures: book.signatures.filter(isApart),
    },
  }
}

interface ReadRecord {
  readonly form: string
  readonly version: number
  readonly definition: FormDefinition | null
  readonly read: BookRecord
}

function readRecord(
  book: TakenCasebook,
  record: RecordView,
  versions: readonly NumberedDefinition[],
): ReadRecord {
  const { form: key, definitionVersion } = record
  const version = versionOfRecord(versions, {
    form: key,
    definitionVersion: Number(definitionVersion),
  })
  const form = version.definition.forms.find((one) => one.key === key)
  const visit = visitName(version.definition.schedule, record.visit)
  return {
    form: key,
    version: version.number,
    definition: form ?? null,
    read: bookRecord(book, record, { form, visit }),
  }
}

/** The visit's code with its title behind it where the schedule has another one. */
function visitName(schedule: Schedule, visit: string | null): Bilingual | null {
  if (visit === null) return null
  const title = findPlannedVisit(schedule, visit)?.title ?? { en: visit, zh: visit }
  const named = (text: string): string => (text === visit ? visit : `${visit} · ${text}`)
  return { en: named(title.en), zh: named(title.zh) }
}

const AFTER_ALL = Number.MAX_SAFE_INTEGER
const UNSCHEDULED = /^UNS-(\d{4}-\d{2}-\d{2})/

/** Days from the anchor by which visits are ordered: planned ones by plan, others by their date. */
function visitPositions(
  schedule: Schedule,
  anchorDate: string | null,
): (visit: string | null) => number {
  const anchor = parseDay(anchorDate ?? '')
  return (visit) => {
    if (visit === null) return AFTER_ALL
    const planned = findPlannedVisit(schedule, visit)
    if (planned !== null) return planned.day
    const day = parseDay(UNSCHEDULED.exec(visit)?.[1] ?? '')
    return day === null || anchor === null ? AFTER_ALL : day - anchor
  }
}

function sectionsOf(form: string, records: readonly ReadRecord[]): readonly BookSection[] {
  const own = records.filter((record) => record.form === form)
  const versions = [...new Set(own.map(({ version }) => version))].sort(compareNumbers)
  return versions.map((version) => {
    const read = own.filter((record) => record.version === version)
    const definition = read[0]?.definition ?? null
    const title = definition?.title ?? { en: form, zh: form }
    return { form, title, version, definition, records: read.map((record) => record.read) }
  })
}

/** null for a form that is not offered and holds nothing. */
function contentOf(
  key: string,
  forms: readonly FormDefinition[],
  sections: readonly BookSection[],
): BookContent | null {
  const own = sections.filter(({ form }) => form === key)
  const form = forms.find((one) => one.key === key)
  if (own.length === 0 && form?.hidden === true) return null
  const records = own.flatMap((section) => section.records)
  const removed = records.filter(({ record }) => record.removed).length
  const title = form?.title ?? own[0]?.title ?? { en: key, zh: key }
  return { form: key, title, records: records.length - removed, removed }
}

function storedIn({ values: { items, rows } }: RecordView): number {
  return [items, ...rows].flatMap((row) => Object.values(row)).filter((text) => text !== '').length
}

function compareNumbers(a: number, b: number): number {
  return a - b
}
