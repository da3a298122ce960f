import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { PlannedVisit, Schedule } from '../../shared/protocol/define.ts'
import { inOrder } from './map-codes.ts'
import { titleOf } from './labels.ts'
import { Names, toVisitName } from './names.ts'
import { childrenOf, ownPartsOf, type OdmElement } from './read-odm.ts'
import type { Report } from './report.ts'

/** What the events of a file say of the schedule. */
export interface MappedEvents {
  readonly single: readonly PlannedVisit[]
  readonly repeating: Schedule['repeating']
  readonly unscheduledForms: readonly string[]
}

/** The forms that an event names, in order, by their identifier in the file. */
export function formOidsOf(event: OdmElement): readonly string[] {
  return inOrder(childrenOf(event, 'FormRef')).map(({ attributes }) => attributes['FormOID'] ?? '')
}

export function isCommon({ attributes }: OdmElement): boolean {
  return attributes['Type'] === 'Common'
}

/** Keys of the forms that came of a form of the file, and can be filled at visits. */
export type FormsAtVisits = (oid: string) => readonly string[]

/** Reads the events; those of this product's own files come back as they were. */
export function mapEvents(
  events: readonly OdmElement[],
  formsOf: FormsAtVisits,
  report: Report,
): MappedEvents {
  const names = new Names()
  const mapped: Mapped = { single: [], repeating: [], unscheduledForms: [] }
  for (const event of events) {
    const own = ownPartsOf(event)
    if (own === undefined) mapForeign(event, { formsOf, report, names, mapped })
    else takeOwn(own, mapped)
  }
  return mapped
}

interface Mapped {
  readonly single: PlannedVisit[]
  readonly repeating: Schedule['repeating'][number][]
  readonly unscheduledForms: string[]
}

function takeOwn(own: Readonly<Record<string, unknown>>, mapped: Mapped): void {
  const list = (member: string): readonly unknown[] => {
    const value = own[member]
    return Array.isArray(value) ? value : []
  }
  // What the lists hold is checked with the whole definition.
  mapped.single.push(...(list('single') as readonly PlannedVisit[]))
  mapped.repeating.push(...(list('repeating') as Schedule['repeating']))
  mapped.unscheduledForms.push(...(list('unscheduledForms') as readonly string[]))
}

interface Mapping {
  readonly formsOf: FormsAtVisits
  readonly report: Report
  readonly names: Names
  readonly mapped: Mapped
}

function mapForeign(event: OdmElement, mapping: Mapping): void {
  if (isCommon(event)) return
  const { formsOf, mapped } = mapping
  const forms = [...new Set(formOidsOf(event).flatMap(formsOf))]
  if (event.attributes['Type'] !== 'Unscheduled') {
    planVisit(event, forms, mapping)
    return
  }
  mapped.unscheduledForms.push(...forms.filter((form) => !mapped.unscheduledForms.includes(form)))
}

function planVisit(
  event: OdmElement,
  forms: readonly string[],
  { report, names, mapped }: Mapping,
): void {
  const { Repeating: repeating, Name: name, OID: oid = '' } = event.attributes
  const { label: title } = titleOf(event, oid)
  const visit = names.take(toVisitName(name ?? oid), ' ', 40)
  const found = dayIn([visit, title])
  const { day, before } = found ?? { day: (mapped.single.at(-1)?.day ?? -1) + 1, before: 0 }
  mapped.single.push({ visit, title, day, before, after: 0, forms })
  if (found === null) report.add('changed', event, ['odm.report.visitDay', { day }])
  else report.add('note', event, ['odm.report.visitDayRead', { day }])
  if (repeating === 'Yes') report.add('changed', event, ['odm.report.eventRepeats'])
}

/** Screening and baseline are in the weeks before the study begins. */
const SCREENING_DAYS = 28

interface FoundDay {
  readonly day: number
  readonly before: number
}

/** The day that a visit's name tells: `Week 8`, `第8周`, `D15`. ODM 1.3 has no place for days. */
function dayIn([visit, { en, zh }]: readonly [string, Bilingual]): FoundDay | null {
  for (const text of [visit, en, zh]) {
    const week =
      /(?:\bweeks?\s*|\bwk\s*|\bW)(\d{1,3})\b/i.exec(text) ?? /第\s*(\d{1,3})\s*周/.exec(text)
    if (week !== null) return { day: Number(week[1]) * 7, before: 0 }
    const day = /^(?:day\s*|D)(\d{1,3})\b/i.exec(text) ?? /^第\s*(\d{1,3})\s*天/.exec(text)
    // The first day of a study is day 1: the anchor itself.
    if (day !== null) return { day: Math.max(0, Number(day[1]) - 1), before: 0 }
    if (/screening|baseline|筛选|基线/i.test(text)) return { day: 0, before: SCREENING_DAYS }
  }
  return null
}
