import type { LimitSources } from '../checks/lab-results.ts'
import type { FormDefinition } from '../forms/define.ts'
import type { Day } from '../kernel/brand.ts'
import { parseDay } from '../kernel/dates.ts'
import type { Course, CourseEnd, KnownSpan } from './define.ts'
import { laboratoryCurves, tumourCurves, type CourseDerivation } from './curves.ts'
import { eventLanes, moments, treatmentLanes } from './lanes.ts'
import { recordsOf, type CourseRecord } from './records.ts'

/** Tests that tell how the liver and the marrow bear the treatment, after the tumour marker. */
export const COURSE_TESTS = ['AFP', 'ALT', 'AST', 'TBIL', 'BILI', 'PLAT', 'PLT'] as const

export interface CourseInput {
  readonly records: readonly CourseRecord[]
  readonly forms: readonly FormDefinition[]
  readonly derivation: CourseDerivation
  readonly sources: LimitSources
  /** Of the subject, ISO 8601; null before they are known. */
  readonly origin: string | null
  readonly lastContact: string | null
}

/** One subject's records as marks and curves on one time axis. Never throws, whatever is recorded. */
export function buildCourse(input: CourseInput): Course {
  const { records, forms, derivation, sources, origin } = input
  const of = (file: string): readonly CourseRecord[] => recordsOf(records, forms, file)
  const visits = moments(of('visits'), 'SVSTDAT')
  const treatments = treatmentLanes(of('exposure'))
  const procedures = moments(of('procedures'), 'PRSTDAT')
  const newTherapies = moments(of('new-therapies'), 'CMSTDAT')
  const events = eventLanes(of('adverse-events'))
  const marks = {
    visits: visits.lanes,
    treatments: treatments.lanes,
    procedures: procedures.lanes,
    newTherapies: newTherapies.lanes,
    events: events.lanes,
    tumour: tumourCurves(derivation, of('measurements')),
    laboratory: laboratoryCurves(of('labs'), COURSE_TESTS, sources),
  }
  const end = endOf(derivation, input.lastContact)
  const first = dayOrNull(origin)
  const placed = [treatments, procedures, newTherapies, events]
  return {
    ...marks,
    origin: first,
    end,
    axis: axisOf(marks, [first, end?.day ?? null]),
    undated: placed.flatMap(({ undated }) => undated),
  }
}

function endOf({ dates }: CourseDerivation, lastContact: string | null): CourseEnd | null {
  const death = dayOrNull(dates.death)
  if (death !== null) return { kind: 'death', day: death }
  const contact = dayOrNull(lastContact)
  return contact === null ? null : { kind: 'last-contact', day: contact }
}

function dayOrNull(text: string | null): Day | null {
  return text === null ? null : parseDay(text)
}

type Marks = Omit<Course, 'origin' | 'axis' | 'end' | 'undated'>

/** From the first to the last day that anything may mean. */
function axisOf(marks: Marks, others: readonly (Day | null)[]): Course['axis'] {
  const spans: readonly (KnownSpan | null)[] = [
    ...[marks.visits, marks.procedures, marks.newTherapies].flat().map(({ when }) => when),
    ...marks.treatments.flatMap(({ periods }) => periods.flatMap(({ start, end }) => [start, end])),
    ...marks.events.flatMap(({ events }) => events.flatMap(({ start, end }) => [start, end])),
    ...marks.tumour.map(({ baseline }) => baseline?.when ?? null),
    ...marks.tumour.flatMap(({ points }) =>
      points.map(({ day }) => ({ earliest: day, latest: day })),
    ),
    ...marks.laboratory.flatMap(({ points }) => points.map(({ when }) => when)),
    ...others.map((day) => (day === null ? null : { earliest: day, latest: day })),
  ]
  let from: Day | null = null
  let to: Day | null = null
  for (const span of spans) {
    if (span === null) continue
    if (from === null || span.earliest < from) from = span.earliest
    if (to === null || span.latest > to) to = span.latest
  }
  return from === null || to === null ? null : { from, to }
}
