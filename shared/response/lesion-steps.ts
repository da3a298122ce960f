import type { Tenths } from '../kernel/brand.ts'
import { FACTS } from '../kernel/facts.ts'
import { toMillimetres } from '../kernel/number-text.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { MarkerFinding, NewLesionFinding } from './define.ts'
import type { Judgement } from './judge-assessment.ts'
import type { JudgedPoint } from './judged-point.ts'

/** The non-target response, and what a tumour marker made of it. */
export function nonTargetSteps(point: JudgedPoint): Trace[] {
  const { judgement, course } = point
  const { nonTarget, nonTargetAfterMarker, marker } = judgement
  if (nonTarget === null || nonTargetAfterMarker === null) return []
  const byMarker = nonTarget.response !== nonTargetAfterMarker
  const own: Trace = {
    fact: factOf(point, byMarker ? 'nonTargetBeforeMarker' : 'nonTarget'),
    rule: nonTarget.rule,
    under: course.criterion,
    inputs: [...stateInputs(judgement), ...(nonTarget.rule === 'N-3' ? beforeInputs(point) : [])],
    result: nonTarget.response,
  }
  if (!byMarker) return [own]
  return [
    own,
    {
      fact: factOf(point, 'nonTarget'),
      rule: marker.rule,
      under: course.criterion,
      inputs: [
        { name: 'response', value: own.result, of: factOf(point, 'nonTargetBeforeMarker') },
        ...markerInputs(judgement),
      ],
      result: nonTargetAfterMarker,
    },
  ]
}

function stateInputs({ baseline, assessment }: Judgement): TraceInput[] {
  return baseline.nonTargets.flatMap(({ id, kind }) => {
    const cytology = assessment.nonTargets.get(id)?.cytology
    return [
      {
        name: id,
        ...(baseline.places?.nonTarget(assessment.visit, id) ?? {
          value: assessment.nonTargets.get(id)?.state.kind ?? 'NE',
        }),
      },
      ...(kind !== 'EFFUSION_OR_ASCITES' || cytology === undefined
        ? []
        : [
            {
              name: `cytology ${id}`,
              ...(baseline.places?.lesion(id, 'TUCYTOL') ?? { value: cytology }),
            },
          ]),
    ]
  })
}

function beforeInputs({ earlier, course }: JudgedPoint): TraceInput[] {
  const last = earlier.findLast(({ inForce }) => inForce !== 'NE')
  if (last === undefined) return []
  const of = FACTS.at(course.criterion, last.visit, 'inForce')
  return [{ name: 'lastEvaluable', value: last.inForce, of }]
}

/** Whether a new lesion counts here: as seen at this assessment, or dated back to it (L-2). */
export function newLesionSteps(point: JudgedPoint): Trace[] {
  const { judgement, course, datedBackBy } = point
  const { newLesions, assessment, baseline } = judgement
  const inputs: TraceInput[] = assessment.newLesions.flatMap((finding) => [
    {
      name: finding.id,
      ...(baseline.places?.newLesion(assessment.visit, finding.id) ?? { value: finding.certainty }),
    },
    ...findingInputs(point, finding),
  ])
  if (inputs.length === 0) inputs.push({ name: 'newLesion', value: 'none', absent: 'measurements' })
  const isDatedBack = newLesions.adjudicated && !newLesions.asAssessed
  if (isDatedBack && datedBackBy !== null) {
    const of = FACTS.at(course.criterion, datedBackBy, 'newLesion')
    inputs.push({ name: datedBackBy, value: 'YES', of })
  }
  return [
    {
      fact: factOf(point, 'newLesion'),
      rule: isDatedBack ? 'L-2' : 'L-1',
      under: course.criterion,
      inputs,
      result: newLesions.adjudicated ? 'YES' : 'NO',
    },
  ]
}

/** What the rules look at besides the reader's certainty, of a lesion of which they know more. */
function findingInputs(
  { judgement: { assessment, baseline }, course: { rules } }: JudgedPoint,
  { id, kind, cytology }: NewLesionFinding,
): readonly TraceInput[] {
  const { places } = baseline
  if (places === undefined) return []
  const lesion = (name: string, column: string): TraceInput => ({
    name: `${name} ${id}`,
    ...places.lesion(id, column),
  })
  const measured = (name: string, column: string): TraceInput => ({
    name: `${name} ${id}`,
    ...places.measured(assessment.visit, id, column),
  })
  const site = lesion('site', 'TULOC')
  if (kind === 'LYMPH_NODE' || kind === 'PORTA_HEPATIS_NODE') {
    const limit = kind === 'LYMPH_NODE' ? rules.node : rules.portaHepatisNode
    return [site, measured('size', 'SAXIS'), limitOf('nodeFrom', limit)]
  }
  if (kind === 'EFFUSION_OR_ASCITES') {
    return cytology === undefined ? [site] : [site, lesion('cytology', 'TUCYTOL')]
  }
  if (kind !== 'INTRAHEPATIC' || rules.intrahepatic === null) return []
  const { minimum } = rules.intrahepatic
  return [
    ...[measured('size', 'LDIAM'), measured('pattern', 'TRENH')],
    limitOf('lesionFrom', minimum),
  ]
}

function limitOf(name: string, limit: Tenths): TraceInput {
  return { name, value: String(toMillimetres(limit)), unit: 'mm', constant: 'definition' }
}

/** The marker of the visit and its upper limit; whether it was raised before (K-3). */
export function markerInputs(judgement: Judgement): TraceInput[] {
  const { assessment, baseline, marker: verdict } = judgement
  const { marker } = assessment
  const limited = limitedBy(judgement)
  const value = baseline.places?.marker(marker).value ?? { value: text(marker?.value) }
  const limit = baseline.places?.marker(limited).limit ?? { value: text(limited?.upperLimit) }
  const inputs: TraceInput[] = [
    { name: 'value', ...value },
    { name: 'upperLimit', ...limit },
  ]
  return verdict.rule === 'K-3' ? [...inputs, raisedInput(judgement)] : inputs
}

/** The result whose upper limit serves: its own, else that of the same test at baseline. */
function limitedBy({ assessment: { marker }, baseline }: Judgement): MarkerFinding | null {
  const hasOwn = marker !== null && marker.upperLimit !== null
  if (hasOwn) return marker
  return baseline.marker?.test === marker?.test ? baseline.marker : null
}

function raisedInput({ assessment: { marker }, baseline }: Judgement): TraceInput {
  const name = 'earlierRaised'
  const row = marker?.raisedRow
  if (row === undefined || marker?.earlierRaised !== true) {
    return { name, value: 'none', absent: 'labs' }
  }
  return { name, ...(baseline.places?.raised(row) ?? { value: 'YES' }) }
}

function factOf({ judgement, course }: JudgedPoint, part: string): string {
  return FACTS.at(course.criterion, judgement.assessment.visit, part)
}

function text(value: number | null | undefined): string {
  return value === null || value === undefined ? 'none' : String(value)
}
