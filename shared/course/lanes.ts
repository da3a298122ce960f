import { parseNumberText } from '../kernel/number-text.ts'
import type { EventLane, MarkSource, Moment, Stretch, TreatmentLane } from './define.ts'
import { sourceOf, type CourseRecord } from './records.ts'
import { spanOf } from './span-of.ts'

/** Marks made of records, and the records that have no date to stand at. */
export interface Placed<Lane> {
  readonly lanes: readonly Lane[]
  readonly undated: readonly MarkSource[]
}

/** Dosing periods by drug; the drug given first stands first. */
export function treatmentLanes(records: readonly CourseRecord[]): Placed<TreatmentLane> {
  const { marks, undated } = stretches(records, { start: 'EXSTDAT', end: 'EXENDAT' })
  const periods = marks.map((mark) => ({ ...mark, dose: numberOf(mark.values['EXDOSE']) }))
  const lanes = grouped(periods, ({ values }) => values['EXTRT'] ?? '').map(([drug, own]) => ({
    drug,
    highestDose: Math.max(0, ...own.map(({ dose }) => dose ?? 0)),
    periods: own,
  }))
  return { lanes, undated }
}

type EventAnswers = Pick<EventLane['events'][number], 'grade' | 'serious'>

/**
 * Adverse events by term (the code where there is one); the worst lanes first. Grade and seriousness are
 * those known of a record, by its id; as entered where none are.
 */
export function eventLanes(
  records: readonly CourseRecord[],
  known: ReadonlyMap<string, EventAnswers> = new Map(),
): Placed<EventLane> {
  const { marks, undated } = stretches(records, { start: 'AESTDAT', end: 'AEENDAT' })
  const events = marks.map((mark) => {
    const { grade, serious } = known.get(mark.record) ?? enteredAnswers(mark)
    return { ...mark, grade, serious }
  })
  const lanes = grouped(events, ({ values }) => termOf(values)).map(([term, own]) => {
    const grades = own.flatMap(({ grade }) => grade ?? [])
    const worstGrade = grades.length === 0 ? null : Math.max(...grades)
    return { term, worstGrade, serious: own.some(({ serious }) => serious), events: own }
  })
  return { lanes: lanes.sort(byWeight), undated }
}

function enteredAnswers({ values }: MarkSource): EventAnswers {
  return { grade: numberOf(values['AETOXGR']), serious: values['AESER'] === 'Y' }
}

/** The coded term, or the words it was reported in. */
export function termOf(values: Readonly<Record<string, string>>): string {
  const coded = values['AEDECOD'] ?? ''
  return coded === '' ? (values['AETERM'] ?? '') : coded
}

function byWeight(a: EventLane, b: EventLane): number {
  return (
    Number(b.serious) - Number(a.serious) ||
    (b.worstGrade ?? 0) - (a.worstGrade ?? 0) ||
    startOf(a) - startOf(b)
  )
}

function startOf({ events }: EventLane): number {
  return events[0]?.start.earliest ?? Infinity
}

/** Records with one date, in time order. */
export function moments(records: readonly CourseRecord[], item: string): Placed<Moment> {
  const lanes: Moment[] = []
  const undated: MarkSource[] = []
  for (const record of records) {
    const when = spanOf(record.values.items[item])
    if (when === null) undated.push(sourceOf(record))
    else lanes.push({ ...sourceOf(record), when })
  }
  return { lanes: lanes.sort((a, b) => a.when.earliest - b.when.earliest), undated }
}

function stretches(
  records: readonly CourseRecord[],
  items: { readonly start: string; readonly end: string },
): { readonly marks: readonly Stretch[]; readonly undated: readonly MarkSource[] } {
  const marks: Stretch[] = []
  const undated: MarkSource[] = []
  for (const record of records) {
    const start = spanOf(record.values.items[items.start])
    const end = spanOf(record.values.items[items.end])
    if (start === null) undated.push(sourceOf(record))
    else marks.push({ ...sourceOf(record), start, end })
  }
  return { marks: marks.sort((a, b) => a.start.earliest - b.start.earliest), undated }
}

function grouped<Mark>(
  marks: readonly Mark[],
  keyOf: (mark: Mark) => string,
): readonly (readonly [key: string, marks: readonly Mark[]])[] {
  const groups = new Map<string, Mark[]>()
  for (const mark of marks) {
    const key = keyOf(mark)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [mark])
    else known.push(mark)
  }
  return [...groups]
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : (parseNumberText(text)?.value ?? null)
}
