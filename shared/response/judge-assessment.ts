import type { Day, Tenths } from '../kernel/brand.ts'
import type {
  Assessment,
  Baseline,
  NonTargetResponse,
  OverallResponse,
  ResponseSettings,
  TargetResponse,
} from './define.ts'
import type { NewLesionRules, NewLesionVerdict } from './new-lesions.ts'
import type { NonTargetVerdict } from './non-target-response.ts'
import { nonTargetResponse } from './non-target-response.ts'
import { overallResponse } from './overall.ts'
import type { ScanSpan } from './response-date.ts'
import { responseDate } from './response-date.ts'
import type { Limits, TargetSum } from './sums.ts'
import { sumTargets } from './sums.ts'
import type { TargetVerdict } from './target-response.ts'
import { targetResponse } from './target-response.ts'
import type { MarkerVerdict } from './tumour-marker.ts'
import { afterMarker, judgeMarker, nonTargetAfterMarker } from './tumour-marker.ts'

/** What is the same for all assessments of one subject under one criterion. */
export interface Course {
  /** Key of the criterion. */
  readonly criterion: string
  readonly baseline: Baseline
  readonly baselineSum: Tenths | null
  readonly settings: ResponseSettings
  readonly limits: Limits
  readonly rules: NewLesionRules
  readonly source: 'investigator' | 'derived'
}

/** What an assessment must know of the ones before it. */
export interface Before {
  readonly nadir: Tenths | null
  /** Last evaluable overall response in force; NE between does not reset it (O-5). */
  readonly lastEvaluable: OverallResponse | null
  /** T-11: date of the first PR since the last PD, and whether a second one came late enough. */
  readonly firstPr: Day | null
  readonly carryPr: boolean
}

/** Everything judged about one assessment, before it becomes a time point. */
export interface Judgement {
  readonly assessment: Assessment
  readonly baseline: Baseline
  readonly baselineSum: Tenths | null
  readonly before: Before
  readonly sum: TargetSum | null
  readonly target: TargetVerdict | null
  readonly nonTarget: NonTargetVerdict | null
  readonly nonTargetAfterMarker: NonTargetResponse | null
  readonly newLesions: NewLesionVerdict
  readonly marker: MarkerVerdict
  /** CR, had the tumour markers no say. */
  readonly crBeforeMarker: boolean
  /** Before rules K-3 and K-4. */
  readonly overallBeforeMarker: OverallResponse
  readonly overall: OverallResponse
  readonly overallAsAssessed: OverallResponse
  readonly inForce: OverallResponse
  readonly date: Day
}

/** Judges one assessment, knowing what the ones before it left behind. */
export function judgeAssessment(
  course: Course,
  assessment: Assessment,
  newLesions: NewLesionVerdict,
  before: Before,
  span: ScanSpan,
): Judgement {
  const { baseline, baselineSum, settings } = course
  const afterCr = settings.afterCr === 'PD_ON_REAPPEARANCE' && before.lastEvaluable === 'CR'
  const marker = judgeMarker(settings.tumourMarkerForCr, baseline.marker, assessment.marker)
  const { sum, target } = judgeTargets(course, assessment, before, afterCr)
  const nonTarget = nonTargetResponse({
    lesions: baseline.nonTargets,
    states: assessment.nonTargets,
    afterCr,
    effusionNeedsCytology: course.rules.effusionNeedsCytology,
  })
  const overall = judgeOverall({ target, nonTarget, newLesions, marker })
  const recorded = course.source === 'investigator' ? assessment.recorded : null
  const inForce =
    recorded === null ? overall.overall : afterMarker(recorded, marker, target !== null)
  return {
    assessment,
    baseline,
    baselineSum,
    before,
    sum,
    target,
    nonTarget,
    newLesions,
    marker,
    nonTargetAfterMarker: overall.nonTargetAfterMarker,
    crBeforeMarker: overall.crBeforeMarker,
    overallBeforeMarker: overall.overallBeforeMarker,
    overall: overall.overall,
    overallAsAssessed: overall.overallAsAssessed,
    inForce,
    date: responseDate(inForce, span, settings.stableDate),
  }
}

type Components = Pick<Judgement, 'target' | 'nonTarget' | 'newLesions' | 'marker'>

type Overall = Pick<
  Judgement,
  | 'nonTargetAfterMarker'
  | 'crBeforeMarker'
  | 'overallBeforeMarker'
  | 'overall'
  | 'overallAsAssessed'
>

function judgeOverall({ target, nonTarget, newLesions, marker }: Components): Overall {
  const targetResponse = target === null ? null : target.response
  const nonTargetRaw = nonTarget === null ? null : nonTarget.response
  const nonTargetMarked = nonTargetAfterMarker(nonTargetRaw, marker)
  const overallOf = (newLesion: boolean): OverallResponse =>
    overallWithMarker(targetResponse, nonTargetMarked, newLesion, marker)
  const overallBeforeMarker = overallOf(newLesions.adjudicated)
  return {
    nonTargetAfterMarker: nonTargetMarked,
    crBeforeMarker: overallResponse(targetResponse, nonTargetRaw, newLesions.adjudicated) === 'CR',
    overallBeforeMarker,
    overall: afterMarker(overallBeforeMarker, marker, target !== null),
    overallAsAssessed: afterMarker(overallOf(newLesions.asAssessed), marker, target !== null),
  }
}

function judgeTargets(
  { baseline, baselineSum, settings, limits }: Course,
  assessment: Assessment,
  before: Before,
  afterCr: boolean,
): { sum: TargetSum | null; target: TargetVerdict | null } {
  if (baselineSum === null || before.nadir === null) return { sum: null, target: null }
  const sum = sumTargets(baseline.targets, assessment.targets, limits)
  const target = targetResponse(
    {
      sum,
      baseline: baselineSum,
      nadir: before.nadir,
      afterCr,
      partialSumPd: settings.partialSumPd,
      carryPr: before.carryPr,
    },
    limits,
  )
  return { sum, target }
}

// K-2 without non-target disease: there is no component to change, the overall CR itself becomes PR.
function overallWithMarker(
  target: TargetResponse | null,
  nonTarget: NonTargetResponse | null,
  newLesion: boolean,
  marker: MarkerVerdict,
): OverallResponse {
  const overall = overallResponse(target, nonTarget, newLesion)
  return overall === 'CR' && marker.nonTarget !== null ? 'PR' : overall
}
