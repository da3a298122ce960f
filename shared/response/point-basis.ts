import { toIsoDate } from '../kernel/dates.ts'
import { toMillimetres } from '../kernel/number-text.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { Assessment, Baseline, TargetState } from './define.ts'
import type { Judgement } from './judge-assessment.ts'
import type { Limits } from './sums.ts'

/**
 * What one time point was made from, in the form in which signatures and reviews bind it: it must
 * stay as it is, byte for byte, however a proof is told. Lengths in millimetres.
 */
export function basisOf(judgement: Judgement, limits: Limits): readonly Trace[] {
  const steps: Trace[] = []
  addTarget(steps, judgement, limits)
  addNonTarget(steps, judgement)
  addNewLesions(steps, judgement)
  addOverall(steps, judgement)
  return steps
}

function addTarget(
  steps: Trace[],
  { sum, target, baselineSum, before, baseline, assessment }: Judgement,
  limits: Limits,
): void {
  if (sum === null || target === null) return
  steps.push({
    rule: sum.complete ? 'A-2' : 'T-4',
    inputs: diameters(baseline, assessment, limits),
    result: String(toMillimetres(sum.measured)),
  })
  steps.push({
    rule: target.rule,
    inputs: [
      { name: 'sum', value: String(toMillimetres(sum.measured)) },
      { name: 'baseline', value: String(toMillimetres(baselineSum ?? 0)) },
      { name: 'nadir', value: String(toMillimetres(before.nadir ?? 0)) },
      { name: 'lastEvaluable', value: before.lastEvaluable ?? '' },
    ],
    result: target.response,
  })
}

function diameters(baseline: Baseline, assessment: Assessment, limits: Limits): TraceInput[] {
  return baseline.targets.map(({ id, column }) => {
    const value = stateText(assessment.targets.get(id), limits)
    if (column === undefined) return { name: id, value }
    return {
      name: id,
      value,
      from: { file: 'measurements', row: `${assessment.visit} ${id}`, column },
    }
  })
}

function stateText(state: TargetState | undefined, limits: Limits): string {
  switch (state?.kind) {
    case 'measured':
      return String(toMillimetres(state.tenths))
    case 'absent':
      return '0'
    case 'too-small':
      return String(toMillimetres(limits.tooSmall))
    case 'split':
      return state.fragments.map(toMillimetres).join(' + ')
    case 'merged':
      return `-> ${state.into}`
    case 'not-evaluable':
    case undefined:
      return 'NE'
  }
}

function addNonTarget(
  steps: Trace[],
  { nonTarget, nonTargetAfterMarker, baseline, assessment, marker }: Judgement,
): void {
  if (nonTarget === null || nonTargetAfterMarker === null) return
  steps.push({
    rule: nonTarget.rule,
    inputs: baseline.nonTargets.map(({ id }) => ({
      name: id,
      value: assessment.nonTargets.get(id)?.state.kind ?? 'not-evaluable',
    })),
    result: nonTarget.response,
  })
  if (nonTarget.response !== nonTargetAfterMarker) {
    steps.push({
      rule: marker.rule,
      inputs: markerInputs(assessment),
      result: nonTargetAfterMarker,
    })
  }
}

function addNewLesions(steps: Trace[], { newLesions, assessment }: Judgement): void {
  if (assessment.newLesions.length === 0) return
  steps.push({
    rule: newLesions.adjudicated && !newLesions.asAssessed ? 'L-2' : 'L-1',
    inputs: assessment.newLesions.map(({ id, certainty }) => ({ name: id, value: certainty })),
    result: newLesions.adjudicated ? 'YES' : 'NO',
  })
}

function addOverall(steps: Trace[], judgement: Judgement): void {
  const { target, nonTargetAfterMarker, newLesions, assessment } = judgement
  if (nonTargetAfterMarker === null && judgement.marker.nonTarget !== null) {
    steps.push({
      rule: 'K-2',
      inputs: markerInputs(assessment),
      result: judgement.marker.nonTarget,
    })
  }
  steps.push({
    rule: 'O-1',
    inputs: [
      { name: 'target', value: target?.response ?? 'NA' },
      { name: 'nonTarget', value: nonTargetAfterMarker ?? 'NA' },
      { name: 'newLesion', value: newLesions.adjudicated ? 'YES' : 'NO' },
    ],
    result: judgement.overallBeforeMarker,
  })
  if (judgement.overall !== judgement.overallBeforeMarker) {
    steps.push({
      rule: judgement.marker.rule,
      inputs: markerInputs(assessment),
      result: judgement.overall,
    })
  }
  steps.push({
    rule: 'D-1',
    inputs: [{ name: 'inForce', value: judgement.inForce }],
    result: toIsoDate(judgement.date),
  })
}

function markerInputs({ marker }: Assessment): TraceInput[] {
  return [
    { name: 'value', value: text(marker?.value) },
    { name: 'upperLimit', value: text(marker?.upperLimit) },
  ]
}

function text(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}
