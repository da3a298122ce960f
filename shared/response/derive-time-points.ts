import type { Day, Tenths } from '../kernel/brand.ts'
import type {
  Assessment,
  Baseline,
  OverallResponse,
  ResponseSettings,
  TimePoint,
} from './define.ts'
import type { Before, Course, Judgement } from './judge-assessment.ts'
import { judgeAssessment } from './judge-assessment.ts'
import type { NewLesionRules } from './new-lesions.ts'
import { judgeNewLesions } from './new-lesions.ts'
import type { ScanSpan } from './response-date.ts'
import { spanOf } from './response-date.ts'
import { baselineSum, diameterOf, limitsOf } from './sums.ts'
import { basisOf } from './point-basis.ts'
import { queriesOf } from './time-point-queries.ts'
import { traceOf } from './time-point-trace.ts'
import type { Surroundings } from './judged-point.ts'

export interface Derivation {
  /** Key of the criterion, under which steps of the proof are named. */
  readonly criterion: string
  readonly baseline: Baseline
  /** In time order. */
  readonly assessments: readonly Assessment[]
  readonly settings: ResponseSettings
  readonly rules: NewLesionRules
  /** Which response is in force for rules that look back (O-5). */
  readonly source: 'investigator' | 'derived'
}

const START: Omit<Before, 'nadir'> = { lastEvaluable: null, firstPr: null, carryPr: false }

/** Walks the assessments in order and derives a time point for each. @source rules A to O */
export function deriveTimePoints(derivation: Derivation): readonly TimePoint[] {
  const { criterion, baseline, assessments, settings, rules, source } = derivation
  const course: Course = {
    criterion,
    baseline,
    baselineSum: baselineSum(baseline.targets),
    settings,
    limits: limitsOf(settings),
    rules,
    source,
  }
  const newLesions = judgeNewLesions(assessments, rules)
  const timePoints: TimePoint[] = []
  let before: Before = { ...START, nadir: course.baselineSum }
  assessments.forEach((assessment, index) => {
    const found = newLesions[index]
    if (found === undefined) return
    const span = spanOf(assessment.dates)
    const judgement = judgeAssessment(course, assessment, found, before, span)
    timePoints.push(
      toTimePoint(judgement, course, span, () => ({
        earlier: timePoints.slice(0, index),
        datedBackBy: visitOf(assessments, found.datedBackBy),
      })),
    )
    before = next(before, judgement, settings, span)
  })
  return timePoints
}

function visitOf(assessments: readonly Assessment[], index: number | null): string | null {
  return index === null ? null : (assessments[index]?.visit ?? null)
}

function next(
  before: Before,
  { sum, overall, inForce }: Judgement,
  settings: ResponseSettings,
  { latest }: ScanSpan,
): Before {
  const smaller =
    sum?.complete === true && before.nadir !== null && sum.measured < before.nadir
      ? sum.measured
      : before.nadir
  return {
    nadir: smaller,
    lastEvaluable: inForce === 'NE' ? before.lastEvaluable : inForce,
    ...carried(before, overall, settings, latest),
  }
}

/** T-11: two PR far enough apart carry the response over later SD, until PD. */
function carried(
  { firstPr, carryPr }: Before,
  overall: OverallResponse,
  settings: ResponseSettings,
  latest: Day,
): Pick<Before, 'firstPr' | 'carryPr'> {
  if (!settings.carryConfirmedResponse || overall === 'PD') return { firstPr: null, carryPr: false }
  if (overall !== 'PR') return { firstPr, carryPr }
  if (firstPr === null) return { firstPr: latest, carryPr }
  return { firstPr, carryPr: carryPr || latest - firstPr >= settings.minIntervalDays }
}

function toTimePoint(
  judgement: Judgement,
  course: Course,
  span: ScanSpan,
  around: () => Surroundings,
): TimePoint {
  const { baseline, limits } = course
  const { assessment, sum, baselineSum, newLesions } = judgement
  const { nadir } = judgement.before
  const complete = completeSum(sum)
  return {
    visit: assessment.visit,
    sum: complete,
    partialSum: sum === null ? null : sum.measured,
    sumComplete: sum === null ? null : sum.complete,
    nadirBefore: nadir,
    percentFromBaseline: percentChange(complete, baselineSum),
    percentFromNadir: percentChange(complete, nadir),
    changeFromNadir: change(complete, nadir),
    diameters: baseline.targets.map(({ id }) => diameterOf(assessment.targets.get(id), limits)),
    target: judgement.target === null ? null : judgement.target.response,
    nonTarget: judgement.nonTargetAfterMarker,
    newLesionAsAssessed: newLesions.asAssessed,
    newLesion: newLesions.adjudicated,
    overallAsAssessed: judgement.overallAsAssessed,
    overall: judgement.overall,
    earliest: span.earliest,
    latest: span.latest,
    recorded: assessment.recorded,
    inForce: judgement.inForce,
    date: judgement.date,
    queries: queriesOf(judgement),
    trace: () => traceOf({ judgement, course, span, ...around() }),
    basis: () => basisOf(judgement, limits),
  }
}

/** An incomplete sum is not shown as the sum and has no changes (T-4). */
function completeSum(sum: Judgement['sum']): Tenths | null {
  return sum?.complete === true ? sum.measured : null
}

function change(sum: Tenths | null, reference: Tenths | null): Tenths | null {
  return sum === null || reference === null ? null : ((sum - reference) as Tenths)
}

/** Percent change, unrounded; `null` without a sum, and from 0. */
function percentChange(sum: Tenths | null, reference: Tenths | null): number | null {
  if (sum === null || reference === null || reference === 0) return null
  return ((sum - reference) / reference) * 100
}
