import { toIsoDate } from '../../shared/kernel/dates.ts'
import { toMillimetres } from '../../shared/kernel/number-text.ts'
import type {
  Assessment,
  Baseline,
  MarkerFinding,
  NewLesionFinding,
  NonTargetState,
  ResponseSettings,
  TargetState,
  TimePoint,
} from '../../shared/response/define.ts'
import { responseCriteria } from '../../shared/response/registry.ts'
import { responseDate } from '../../shared/response/response-date.ts'
import { unreachable } from '../../shared/kernel/unreachable.ts'
import type { Comparison } from './case-result.ts'
import type { TimepointCase } from './response-case-files.ts'
import { compare, dayOfText, percentOfTenths, tenthsOf } from './response-case-values.ts'

type CaseVisit = TimepointCase['timepoints'][number]
type CaseMarker = NonNullable<CaseVisit['tumourMarker']>

/** Derives every visit of a case and compares all that the case expects. */
export function compareTimepointCase(item: TimepointCase): Comparison {
  const { criterion, settings, baseline, assessments } = readTimepointCase(item)
  const found = criterion.derive(baseline, assessments, settings, 'derived')
  const parts = item.timepoints.map((visit, index) => {
    const timePoint = found[index]
    return timePoint === undefined
      ? { compared: 1, differences: [`${visit.id}: no time point`] }
      : named(visit.id, compareVisit(visit, timePoint, sumOf(baseline), settings))
  })
  const start = compare(item.baseline.expected, { sumMm: mm(sumOf(baseline)) })
  const all = [named('baseline', start), ...parts]
  return {
    compared: all.reduce((sum, { compared }) => sum + compared, 0),
    differences: all.flatMap(({ differences }) => differences),
  }
}

function named(name: string, { compared, differences }: Comparison): Comparison {
  return { compared, differences: differences.map((difference) => `${name} ${difference}`) }
}

/** The case in the engine's terms. */
export function readTimepointCase(item: TimepointCase): {
  criterion: ReturnType<typeof responseCriteria.get>
  settings: ResponseSettings
  baseline: Baseline
  assessments: readonly Assessment[]
} {
  const criterion = responseCriteria.get(item.criteria)
  const baseline: Baseline = {
    targets: item.baseline.targetLesions.map(({ id, nodal, diameterMm }) => ({
      id,
      nodal,
      baseline: tenthsOf(diameterMm),
    })),
    nonTargets: item.baseline.nonTargetLesions,
    marker: item.baseline.tumourMarker === undefined ? null : findingOf(item.baseline.tumourMarker),
  }
  const effusions = new Set(
    baseline.nonTargets.filter(({ kind }) => kind === 'EFFUSION_OR_ASCITES').map(({ id }) => id),
  )
  let raised = item.baseline.tumourMarker !== undefined && isRaised(item.baseline.tumourMarker)
  const assessments = item.timepoints.map((visit) => {
    const assessment = assessmentOf(visit, effusions, raised)
    if (visit.tumourMarker !== undefined && isRaised(visit.tumourMarker)) raised = true
    return assessment
  })
  const settings = { ...criterion.defaults, ...defined(item.settings) }
  return { criterion, settings, baseline, assessments }
}

function defined(settings: TimepointCase['settings']): Partial<ResponseSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

function isRaised({ value, upperLimitNormal }: CaseMarker): boolean {
  return value !== null && upperLimitNormal !== null && value > upperLimitNormal
}

function findingOf({ value, upperLimitNormal }: CaseMarker): MarkerFinding {
  return { value, upperLimit: upperLimitNormal }
}

function assessmentOf(
  visit: CaseVisit,
  effusions: ReadonlySet<string>,
  earlierRaised: boolean,
): Assessment {
  return {
    visit: visit.id,
    dates: visit.imagingDates.map(dayOfText),
    targets: new Map(visit.targetLesions.map((lesion) => [lesion.id, targetState(lesion)])),
    nonTargets: new Map(
      visit.nonTargetLesions.map((lesion) => [lesion.id, nonTargetEntry(lesion, effusions)]),
    ),
    newLesions: visit.newLesions.map(newLesionOf),
    marker: {
      ...findingOf(visit.tumourMarker ?? { value: null, upperLimitNormal: null }),
      earlierRaised,
    },
    recorded: null,
  }
}

function targetState(lesion: CaseVisit['targetLesions'][number]): TargetState {
  switch (lesion.state) {
    case 'MEASURED':
      return lesion.diameterMm === undefined
        ? { kind: 'not-evaluable' }
        : { kind: 'measured', tenths: tenthsOf(lesion.diameterMm) }
    case 'ABSENT':
      return { kind: 'absent' }
    case 'TOO_SMALL_TO_MEASURE':
      return { kind: 'too-small' }
    case 'NOT_EVALUABLE':
      return { kind: 'not-evaluable' }
    case 'SPLIT':
      return { kind: 'split', fragments: (lesion.fragmentDiametersMm ?? []).map(tenthsOf) }
    case 'MERGED_INTO':
      return { kind: 'merged', into: lesion.mergedInto ?? '' }
    default:
      return unreachable(lesion.state)
  }
}

const NON_TARGET_STATES: Readonly<
  Record<CaseVisit['nonTargetLesions'][number]['state'], NonTargetState>
> = {
  PRESENT: { kind: 'present' },
  ABSENT: { kind: 'absent' },
  UNEQUIVOCAL_PROGRESSION: { kind: 'unequivocal-progression' },
  NOT_EVALUABLE: { kind: 'not-evaluable' },
}

// A case captures the cytology of effusions: where it says nothing, none was done.
function nonTargetEntry(
  lesion: CaseVisit['nonTargetLesions'][number],
  effusions: ReadonlySet<string>,
): { state: NonTargetState; cytology?: 'POSITIVE' | 'NEGATIVE' | 'NOT_DONE' } {
  const state = NON_TARGET_STATES[lesion.state]
  return effusions.has(lesion.id) ? { state, cytology: lesion.cytology ?? 'NOT_DONE' } : { state }
}

function newLesionOf(lesion: CaseVisit['newLesions'][number]): NewLesionFinding {
  const { diameterMm, enhancement, cytology } = lesion
  return {
    id: lesion.id,
    kind: lesion.kind,
    tenths: diameterMm === null || diameterMm === undefined ? null : tenthsOf(diameterMm),
    certainty: lesion.certainty,
    ...(enhancement === null || enhancement === undefined ? {} : { enhancement }),
    ...(lesion.kind === 'EFFUSION_OR_ASCITES' ? { cytology: cytology ?? 'NOT_DONE' } : {}),
  }
}

function sumOf({ targets }: Baseline): number | null {
  return targets.length === 0 ? null : targets.reduce((sum, { baseline }) => sum + baseline, 0)
}

function compareVisit(
  visit: CaseVisit,
  found: TimePoint,
  baselineSum: number | null,
  settings: ResponseSettings,
): Comparison {
  const fromBaseline = found.sum === null || baselineSum === null ? null : found.sum - baselineSum
  return compare(visit.expected, {
    sumMm: mm(found.sum),
    sumComplete: found.sumComplete,
    partialSumMm: mm(found.partialSum),
    nadirBeforeMm: mm(found.nadirBefore),
    changeFromBaselinePct: shown(found.percentFromBaseline, fromBaseline, baselineSum),
    changeFromNadirMm: mm(found.changeFromNadir),
    changeFromNadirPct: shown(found.percentFromNadir, found.changeFromNadir, found.nadirBefore),
    target: found.target ?? 'NA',
    nonTarget: found.nonTarget ?? 'NA',
    newLesionAsAssessed: found.newLesionAsAssessed,
    newLesion: found.newLesion,
    overallAsAssessed: found.overallAsAssessed,
    overall: found.overall,
    responseDate: toIsoDate(responseDate(found.overall, found, settings.stableDate)),
  })
}

/** The engine's percentage to one decimal, or what it says when that is not the rounded exact one. */
function shown(percent: number | null, part: number | null, whole: number | null): number | null {
  const exact = percentOfTenths(part, whole)
  if (percent === null || exact === null) return percent
  return Math.abs(percent - exact) <= 0.05 + 1e-9 ? exact : percent
}

function mm(tenths: number | null): number | null {
  return tenths === null ? null : toMillimetres(tenths)
}
