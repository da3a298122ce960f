import type { LimitSources } from '../checks/lab-results.ts'
import type { AdverseEventRecord } from '../endpoints/adverse-events.ts'
import type { SubjectDerivation } from '../endpoints/derivation.ts'
import type { FormDefinition } from '../forms/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Day, IsoDate } from '../kernel/brand.ts'
import { parseDay } from '../kernel/dates.ts'
import type {
  DaySpan,
  DoseChange,
  DosePeriod,
  DrugLane,
  FormPlace,
  LesionTimeLineData,
  LiverCourseData,
  MarkerLine,
  MomentLane,
  OpenMark,
  StoryMoment,
  StoryTerm,
  SubjectStoryData,
  SubjectTime,
} from '../plots/story-data.ts'
import { treatmentWindow } from '../laboratory/treatment-window.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { findLaboratoryTest, LABORATORY_TESTS } from '../safety/laboratory-tests.ts'
import { LIVER_LINES } from '../safety/liver-safety.ts'
import { termWords } from '../safety/term-words.ts'
import { laboratoryCurves } from './curves.ts'
import type { LaboratoryCurve, MarkSource, Moment, TreatmentLane } from './define.ts'
import { eventLanes, moments, treatmentLanes } from './lanes.ts'
import { liverLines } from './liver-lines.ts'
import { recordsOf, type CourseRecord } from './records.ts'
import { tumourCourse } from './story-lesions.ts'
import { codedWords, codedWordsOrNull, same } from './story-words.ts'

interface StoryInput {
  readonly subject: string
  /** Those that are not removed. */
  readonly records: readonly CourseRecord[]
  readonly definition: ProtocolDefinition
  /** Of the engine, at the cut-off. */
  readonly derivation: SubjectDerivation
  readonly sources: LimitSources
  readonly cutoff: IsoDate
  readonly open: readonly OpenMark[]
}

export interface SubjectFigures {
  readonly story: SubjectStoryData
  readonly lesions: LesionTimeLineData
  readonly liver: LiverCourseData
}

/**
 * One subject's records and what the engine derived from them as the data of three figures. What begins
 * after the cut-off does not exist; what ends after it goes on at the cut-off.
 */
export function buildStory(input: StoryInput): SubjectFigures {
  const { definition, derivation, subject } = input
  const cutoff = parseDay(input.cutoff) ?? (0 as Day)
  const read = { ...input, forms: definition.forms, cutoff }
  const { lanes, undated, goesOn } = lanesAt(read)
  const tumour = tumourCourse(read)
  const markers = markerLines(read)
  const firstDose = dayOrNull(derivation.dates.firstDose)
  const end = endOf(derivation)
  const time = { subject, firstDose, cutoff, end }
  const own = { ...lanes, tumour }
  const extent = extentOf(own, markers, { ...time, goesOn })
  return {
    story: {
      ...{ kind: 'subject-story', ...time, extent, ...own, markers, undated },
      open: input.open.filter(({ day }) => day === null || day <= cutoff),
    },
    lesions: { kind: 'lesion-time-line', ...time, extent, moments: lanes.moments, tumour },
    liver: { kind: 'liver-course', ...time, ...liverCourse(read, own, { ...time, goesOn }) },
  }
}

/** The liver values, with the time that they and all the rest take. */
function liverCourse(
  { records, forms, sources, cutoff, derivation, definition }: At,
  own: Parameters<typeof extentOf>[0],
  time: Parameters<typeof extentOf>[2],
): Omit<LiverCourseData, 'kind' | keyof SubjectTime> & Pick<SubjectTime, 'extent'> {
  const window = treatmentWindow(derivation, definition)
  const limits = { cutoff, death: dayOrNull(derivation.dates.death) }
  const tests = liverLines(recordsOf(records, forms, 'labs'), { sources, window, limits })
  const { drugs, moments: lanes } = own
  const { firstDose } = time
  const { emergenceDaysAfterLastDose: days } = definition.conventions
  const to = window.lastDose === null ? null : ((window.lastDose + days) as Day)
  return {
    ...{ of: 'limit', drugs, moments: lanes, tests, lines: LIVER_LINES },
    window: firstDose === null ? null : { from: firstDose, to, days },
    extent: extentOf(own, tests, time),
  }
}

type At = Omit<StoryInput, 'cutoff'> & {
  readonly forms: readonly FormDefinition[]
  readonly cutoff: Day
}

function endOf({ dates }: SubjectDerivation): SubjectStoryData['end'] {
  const death = dayOrNull(dates.death)
  if (death !== null) return { kind: 'death', day: death }
  const contact = dayOrNull(dates.lastKnownAlive)
  return contact === null ? null : { kind: 'last-contact', day: contact }
}

function dayOrNull(text: string | null): Day | null {
  return text === null ? null : parseDay(text)
}

type Lanes = Pick<SubjectStoryData, 'visits' | 'drugs' | 'moments' | 'terms'>

/** The lanes at the cut-off, what has no date, and whether something is known of later days. */
interface LanesAt {
  readonly lanes: Lanes
  readonly undated: SubjectStoryData['undated']
  readonly goesOn: boolean
}

function lanesAt(input: At): LanesAt {
  const { records, forms, cutoff } = input
  const of = (file: string): readonly CourseRecord[] => recordsOf(records, forms, file)
  const treatments = treatmentLanes(of('exposure'))
  const procedures = moments(of('procedures'), 'PRSTDAT')
  const therapies = moments(of('new-therapies'), 'CMSTDAT')
  const events = eventLanes(of('adverse-events'), analysedEvents(input))
  const visits = moments(of('visits'), 'SVSTDAT')
  const placed = [treatments, procedures, therapies, events]
  const stretches = [
    ...treatments.lanes.flatMap(({ periods }) => periods),
    ...events.lanes.flatMap((lane) => lane.events),
  ].flatMap(({ start, end }) => [start, end ?? start])
  return {
    goesOn: [...stretches, ...visits.lanes.map(({ when }) => when)].some(
      ({ earliest }) => earliest > cutoff,
    ),
    lanes: {
      visits: visits.lanes
        .filter(({ when }) => when.earliest <= cutoff)
        .map((mark) => ({ when: mark.when, text: same(mark.visit ?? ''), place: placeOf(mark) })),
      drugs: treatments.lanes.flatMap((lane) => drugLane(lane, input) ?? []),
      moments: [...procedureLanes(procedures.lanes, input), ...therapyLane(therapies.lanes, input)],
      terms: events.lanes.flatMap((lane) => termLane(lane, cutoff) ?? []),
    },
    undated: placed
      .flatMap(({ undated }) => undated)
      .map((source) => ({ text: nameOf(source), place: placeOf(source) })),
  }
}

/** The adverse events as the analysis has them at the cut-off, by the id of their record. */
function analysedEvents({
  records,
  forms,
  derivation,
}: At): ReadonlyMap<string, AdverseEventRecord> {
  const rows = recordsOf(records, forms, 'adverse-events')
  return new Map(
    derivation.adverseEvents.flatMap((one) => {
      const id = rows[one.row]?.id
      return id === undefined ? [] : [[id, one] as const]
    }),
  )
}

function placeOf({ form, visit }: Pick<MarkSource, 'form' | 'visit'>): FormPlace {
  return { form, visit }
}

/** What a record is about, in the words it was entered with. */
function nameOf({ values, form }: MarkSource): Bilingual {
  const named = ['AEDECOD', 'AETERM', 'EXTRT', 'PRTRT', 'CMTRT'].map((item) => values[item] ?? '')
  return termWords(named.find((text) => text !== '') ?? form)
}

/** A stretch as it is known at the cut-off; null where it had not begun. */
function stretchAt(
  { start, end }: { readonly start: DaySpan; readonly end: DaySpan | null },
  cutoff: Day,
): { readonly start: DaySpan; readonly end: DaySpan | null } | null {
  if (start.earliest > cutoff) return null
  return { start, end: end !== null && end.earliest > cutoff ? null : end }
}

function drugLane({ periods }: TreatmentLane, { forms, cutoff }: At): DrugLane | null {
  const shown: DosePeriod[] = []
  let before: number | null = null
  for (const period of periods) {
    const at = stretchAt(period, cutoff)
    if (at === null) continue
    const { values, dose } = period
    const doseText = [values['EXDOSE'] ?? '', values['EXDOSU'] ?? ''].join(' ').trim()
    shown.push({
      ...{ ...at, place: placeOf(period), doseText, dose },
      change: changeOf(dose, before),
      reason: codedWordsOrNull(forms, period, 'EXADJ'),
    })
    if (dose !== null && dose > 0) before = dose
  }
  const [first] = periods
  if (first === undefined || shown.length === 0) return null
  return { drug: codedWords(forms, first, 'EXTRT'), periods: shown }
}

function changeOf(dose: number | null, before: number | null): DoseChange {
  if (dose === 0) return 'interrupted'
  if (dose === null || before === null) return 'start'
  if (dose === before) return 'same'
  return dose > before ? 'raised' : 'reduced'
}

function procedureLanes(
  procedures: readonly Moment[],
  { forms, cutoff }: At,
): readonly MomentLane[] {
  const lanes = new Map<string, StoryMoment[]>()
  const names = new Map<string, MomentLane['name']>()
  for (const mark of procedures) {
    if (mark.when.earliest > cutoff) continue
    const name = codedWords(forms, mark, 'PRTRT')
    const own = lanes.get(name.en) ?? []
    lanes.set(name.en, own)
    names.set(name.en, name)
    own.push({ when: mark.when, text: name, place: placeOf(mark) })
  }
  return [...lanes].map(([key, own]) => ({
    ...{ kind: 'procedure', name: names.get(key) ?? same(key), moments: own },
  }))
}

const FURTHER_THERAPY = { en: 'Further anticancer therapy', zh: '后续抗肿瘤治疗' }

function therapyLane(therapies: readonly Moment[], { cutoff }: At): readonly MomentLane[] {
  const own = therapies
    .filter(({ when }) => when.earliest <= cutoff)
    .map((mark) => ({
      when: mark.when,
      text: same(mark.values['CMTRT'] ?? ''),
      place: placeOf(mark),
    }))
  return own.length === 0 ? [] : [{ kind: 'new-therapy', name: FURTHER_THERAPY, moments: own }]
}

function termLane(
  { term, events }: ReturnType<typeof eventLanes>['lanes'][number],
  cutoff: Day,
): StoryTerm | null {
  const shown = events.flatMap((event) => {
    const at = stretchAt(event, cutoff)
    const { grade, serious } = event
    return at === null ? [] : [{ ...at, grade, serious, place: placeOf(event) }]
  })
  if (shown.length === 0) return null
  const grades = shown.flatMap(({ grade }) => grade ?? [])
  const worstGrade = grades.length === 0 ? null : Math.max(...grades)
  return { term, worstGrade, serious: shown.some(({ serious }) => serious), events: shown }
}

/** Tumour markers: those that the protocol reads, then the others that are known as such. */
function markerLines(input: At): readonly MarkerLine[] {
  const { records, forms, definition, sources, cutoff } = input
  const known = LABORATORY_TESTS.filter(({ panel }) => panel === 'tumour-markers')
  const tests = new Set([...definition.conventions.tumourMarkers, ...known.map(({ code }) => code)])
  return laboratoryCurves(recordsOf(records, forms, 'labs'), [...tests], sources).flatMap(
    (curve) => markerLine(curve, cutoff) ?? [],
  )
}

function markerLine({ test, unit, points, left }: LaboratoryCurve, cutoff: Day): MarkerLine | null {
  const known = points.filter(({ when }) => when.earliest <= cutoff)
  // A logarithmic axis has no place for a result of 0.
  const shown = known.filter(({ value }) => value > 0)
  if (known.length === 0 && left === 0) return null
  return {
    ...{ test, unit, name: findLaboratoryTest(test)?.label ?? same(test) },
    points: shown.map((point) => ({
      ...{ when: point.when, value: point.value, place: placeOf(point) },
      text: `${point.text} ${point.reportedUnit}`.trim(),
      high: point.high !== null && point.high > 0 ? point.high : null,
    })),
    left: left + known.length - shown.length,
  }
}

/** From the first to the last day that anything may mean; the cut-off where more is known of later. */
function extentOf(
  { visits, drugs, moments: lanes, terms, tumour }: Lanes & Pick<SubjectStoryData, 'tumour'>,
  markers: readonly { readonly points: readonly { readonly when: DaySpan }[] }[],
  of: Pick<SubjectStoryData, 'firstDose' | 'cutoff' | 'end'> & { readonly goesOn: boolean },
): SubjectStoryData['extent'] {
  const { firstDose, cutoff, end, goesOn } = of
  const isOpen = goesOn && end?.kind !== 'death'
  const stretches = [
    ...drugs.flatMap(({ periods }) => periods),
    ...terms.flatMap((one) => one.events),
  ]
  const spans = [
    ...[...visits, ...lanes.flatMap((lane) => lane.moments)].map(({ when }) => when),
    ...stretches.flatMap((one) => (one.end === null ? [one.start] : [one.start, one.end])),
    ...markers.flatMap(({ points }) => points.map(({ when }) => when)),
    ...tumour.lesions
      .flatMap(({ curves }) => curves.flatMap((one) => one.points))
      .map((one) => one.when),
  ]
  const days = [
    ...spans.flatMap(({ earliest, latest }) => [earliest, latest]),
    ...tumour.criteria.flatMap(({ assessments }) => assessments.map(({ day }) => day)),
    ...[firstDose, end?.day ?? null, isOpen ? cutoff : null].filter((day) => day !== null),
  ].map((day) => Math.min(day, cutoff) as Day)
  if (days.length === 0) return null
  return {
    from: days.reduce((a, b) => (b < a ? b : a)),
    to: days.reduce((a, b) => (b > a ? b : a)),
  }
}
