import { completedYears } from '../forms/age.ts'
import { MISSING_REASONS, reasonKey, type ItemDefinition } from '../forms/define.ts'
import { addDays, parseDay, parsePartialDate, toIsoDate } from '../kernel/dates.ts'
import { limitBirthDate } from '../protocol/birth-date.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { findTerm, SYSTEM_ORGAN_CLASSES } from '../safety/ctcae-catalogue.ts'
import { fileLayouts, SUBJECT_FORM } from '../trial/layout.ts'
import type { Row, Trial, TrialSubject } from '../trial/trial.ts'

/** What a subject becomes: never derived from what it was, and kept apart from the files. */
export interface SubjectCover {
  readonly code: string
  /** Days that every date of the subject goes back; above 0. */
  readonly daysBack: number
}

/** Chooses covers. The same question gets the same answer, so that a second copy fits the first. */
export interface Covers {
  /**
   * The cover of a subject. `wholeYears`: some of its dates are partial, and only a shift by whole
   * four-year cycles moves a month onto a month of the same days.
   */
  subject(subjid: string, wholeYears: boolean): SubjectCover
  site(siteId: string): string
}

/** A de-identified copy with the key that leads back, which belongs to whoever made it. */
export interface Twin {
  readonly trial: Trial
  readonly definition: ProtocolDefinition
  readonly key: readonly (SubjectCover & { readonly subjid: string })[]
  /** The code that stands for a site in the copy: one for all that are small. */
  readonly siteCode: (siteId: string) => string
}

/** Ages from here on are one group. */
const OLDEST = 90
/** A site with fewer subjects is joined with the others that are as small. */
const SMALL_SITE = 5
/** SITEID of all that are joined. */
export const SMALL_SITES = 'SMALL'
const OTHER = 'OTHER'
const READER = 'READER'

/**
 * The twin of a study for people outside it: other subject and site codes, each subject's dates moved
 * by days of its own so that intervals stay, no birth date but the age at consent (90 and above in one),
 * no free text, small sites joined. Subjects are ordered by their new codes. Rows, coded answers,
 * numbers and lesions stay as they are, and so do responses and endpoints.
 * @source PR-03; ICH E6(R3) 3.16.1(t); EMA 4.9
 */
export function deidentified(trial: Trial, definition: ProtocolDefinition, covers: Covers): Twin {
  const items = itemsByFile(definition)
  const large = largeSites(trial)
  const siteCode = (id: string): string => (large.has(id) ? covers.site(id) : SMALL_SITES)
  const made = trial.subjects.map((subject) => {
    const cover = covers.subject(subject.subjid, hasPartialDate(subject, items))
    const rules = { cover, items, site: siteCode }
    return { subjid: subject.subjid, cover, twin: twinOf(subject, rules) }
  })
  made.sort((a, b) => (a.cover.code < b.cover.code ? -1 : 1))
  return {
    trial: { subjects: made.map(({ twin }) => twin) },
    definition: limitBirthDate(definition, 'age'),
    key: made.map(({ subjid, cover }) => ({ subjid, ...cover })),
    siteCode,
  }
}

type ItemsByFile = ReadonlyMap<string, ReadonlyMap<string, ItemDefinition>>

function itemsByFile(definition: ProtocolDefinition): ItemsByFile {
  return new Map(
    fileLayouts(definition).map(({ file, items }) => [
      file,
      new Map(items.map((item) => [item.key, item])),
    ]),
  )
}

function largeSites({ subjects }: Trial): ReadonlySet<string> {
  const counts = new Map<string, number>()
  for (const { files } of subjects) {
    const site = files[SUBJECT_FORM]?.[0]?.['SITEID'] ?? ''
    counts.set(site, (counts.get(site) ?? 0) + 1)
  }
  return new Set([...counts].flatMap(([site, count]) => (count < SMALL_SITE ? [] : [site])))
}

/** The birth date aside, which leaves the copy altogether. */
function hasPartialDate({ files }: TrialSubject, items: ItemsByFile): boolean {
  return Object.entries(files).some(([file, rows]) =>
    [...(items.get(file)?.values() ?? [])].some(
      ({ kind, key }) =>
        kind === 'date' && key !== 'BRTHDAT' && rows.some((row) => isPartial(row[key] ?? '')),
    ),
  )
}

function isPartial(text: string): boolean {
  return text !== '' && parseDay(text) === null
}

interface Rules {
  readonly cover: SubjectCover
  readonly items: ItemsByFile
  /** What stands for the identifier of a lesion. */
  readonly lesion: (id: string) => string
  readonly site: (siteId: string) => string
}

function twinOf(subject: TrialSubject, given: Omit<Rules, 'lesion'>): TrialSubject {
  const rules: Rules = { ...given, lesion: lesionCodes() }
  const files: Record<string, Row[]> = {}
  for (const [file, rows] of Object.entries(subject.files)) {
    const items = rules.items.get(file)
    if (items === undefined) continue
    files[file] = rows.map((row) => withAge(file, row, twinRow(row, items, rules)))
  }
  return { subjid: rules.cover.code, files }
}

function twinRow(row: Row, items: ReadonlyMap<string, ItemDefinition>, rules: Rules): Row {
  const twin: Record<string, string> = {}
  for (const [column, text] of Object.entries(row)) {
    const kept = twinText(column, text, { item: items.get(column), ...rules })
    if (kept !== '') twin[column] = kept
  }
  return twin
}

interface CellRules extends Rules {
  readonly item: ItemDefinition | undefined
}

function twinText(column: string, text: string, rules: CellRules): string {
  const { item, cover, site, lesion } = rules
  if (column === 'SUBJID') return cover.code
  if (column === 'SITEID') return site(text)
  if (column === 'VISIT') return twinVisit(text, cover)
  if (column === 'BRTHDAT') return ''
  if (item !== undefined) return twinValue(item, text, { cover, lesion })
  return isMissingReason(column, text) ? text : ''
}

/** Of a column that no item names only the coded reason of an empty item stays: nothing is known of others. */
function isMissingReason(column: string, text: string): boolean {
  const reasons: readonly string[] = MISSING_REASONS
  return column === reasonKey(column.replace(/_REASND$/, '')) && reasons.includes(text)
}

function twinValue(
  item: ItemDefinition,
  text: string,
  { cover, lesion }: Pick<Rules, 'cover' | 'lesion'>,
): string {
  switch (item.kind) {
    case 'date':
      return movedBack(text, cover)
    case 'text':
      return twinFreeText(item.key, text, lesion)
    case 'code':
      return twinCode(item, text)
    case 'term':
      return findTerm(text) === null ? OTHER : text
    case 'integer':
      return item.key === 'AGE' ? grouped(text) : text
    case 'lesion':
      return lesion(text)
    case 'number':
      return text
  }
}

/** Identifiers as the product numbers lesions; whatever else stands in their place is somebody's words. */
const LESION = /^(?:T|NT|NEW)\d{1,3}[A-Z]?$/
const MEASURE = /^\d+(?:\.\d+)?$/

/** One subject's identifiers of lesions: others than the product's own are numbered anew, the same each time. */
function lesionCodes(): (id: string) => string {
  const known = new Map<string, string>()
  return (id) => {
    if (id === '' || LESION.test(id)) return id
    const code = known.get(id) ?? `L${String(known.size + 1).padStart(2, '0')}`
    known.set(id, code)
    return code
  }
}

/** Lesions, or diameters of the parts of one, with `;` between. */
const listed: KeptText = (text, lesion) =>
  text
    .split(';')
    .map((part) => part.trim())
    .map((part) => (MEASURE.test(part) ? part : lesion(part)))
    .join(';')

type KeptText = (text: string, lesion: Rules['lesion']) => string

/**
 * What stays of a text, by its item: lesions and the parts of one that was split name nobody; terms,
 * classes and codes of dictionaries are counted. Every other free text goes.
 */
const KEPT_TEXTS: ReadonlyMap<string, KeptText> = new Map<string, KeptText>([
  ['TULNKID', (text, lesion) => lesion(text)],
  ['PRLNKID', listed],
  ['TRSPLIT', listed],
  ['AGE', grouped],
  ['RSEVALID', () => READER],
  ['AETERM', (text) => (findTerm(text) === null ? OTHER : text)],
  ['AEBODSYS', (text) => (SYSTEM_ORGAN_CLASSES.includes(text) ? text : '')],
  ['AELLTCD', (text) => (/^\d{8}$/.test(text) ? text : '')],
])

function twinFreeText(key: string, text: string, lesion: Rules['lesion']): string {
  return text === '' ? '' : (KEPT_TEXTS.get(key)?.(text, lesion) ?? '')
}

/** Answers of the list stay; what was written in place of one does not. */
function twinCode(item: ItemDefinition & { readonly kind: 'code' }, text: string): string {
  if (item.open !== true || text === '') return text
  const known = new Set(item.codes.map(({ value }) => value))
  const kept = (part: string): string => (known.has(part.trim()) ? part : OTHER)
  return item.multiple === true ? text.split(';').map(kept).join(';') : kept(text)
}

/** A complete date by days; a partial one by whole years, which its subject's days are then. */
function movedBack(text: string, { daysBack }: SubjectCover): string {
  const day = parseDay(text)
  if (day !== null) return toIsoDate(addDays(day, -daysBack))
  const partial = parsePartialDate(text)
  if (partial === null) return ''
  return toIsoDate(addDays(partial.earliest, -daysBack)).slice(0, text.length)
}

const UNSCHEDULED = /^UNS-(\d{4}-\d{2}-\d{2})(.*)$/

/** An unscheduled visit is named by its date. */
function twinVisit(text: string, cover: SubjectCover): string {
  const [, date, rest = ''] = UNSCHEDULED.exec(text) ?? []
  return date === undefined ? text : `UNS-${movedBack(date, cover)}${rest}`
}

/** Puts the age at consent where the birth date stood. */
function withAge(file: string, row: Row, twin: Row): Row {
  if (file !== SUBJECT_FORM || twin['AGE'] !== undefined) return twin
  const born = parsePartialDate(row['BRTHDAT'] ?? '')
  const consented = parseDay(row['RFICDAT'] ?? '')
  if (born === null || consented === null) return twin
  return { ...twin, AGE: grouped(String(completedYears(born.earliest, consented))) }
}

function grouped(age: string): string {
  return Number(age) >= OLDEST ? String(OLDEST) : age
}
