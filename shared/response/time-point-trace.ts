import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { Judgement } from './judge-assessment.ts'
import type { JudgedPoint } from './judged-point.ts'
import { markerInputs, newLesionSteps, nonTargetSteps } from './lesion-steps.ts'
import { targetSteps } from './target-steps.ts'

/** The steps that led to one time point, in the order of the rules. Lengths in millimetres. */
export function traceOf(point: JudgedPoint): readonly Trace[] {
  return [
    ...targetSteps(point),
    ...nonTargetSteps(point),
    ...newLesionSteps(point),
    ...overallSteps(point),
    inForceStep(point),
    ...dateSteps(point),
  ]
}

function overallSteps({ judgement, course }: JudgedPoint): Trace[] {
  const { target, nonTargetAfterMarker, newLesions, assessment, marker } = judgement
  const of = (part: string): string => FACTS.at(course.criterion, assessment.visit, part)
  const under = course.criterion
  const component = (name: string, value: string | undefined, part: string): TraceInput =>
    value === undefined ? { name, value: 'NA', absent: 'lesions' } : { name, value, of: of(part) }
  const inputs = [
    component('target', target?.response, 'target'),
    component('nonTarget', nonTargetAfterMarker ?? undefined, 'nonTarget'),
    { name: 'newLesion', value: newLesions.adjudicated ? 'YES' : 'NO', of: of('newLesion') },
  ]
  const byMarker = judgement.overall !== judgement.overallBeforeMarker
  // K-2 without non-target disease: the marker speaks within the table of overall responses.
  const withinTable = nonTargetAfterMarker === null && marker.nonTarget !== null
  const table: Trace = {
    fact: of(byMarker ? 'overallBeforeMarker' : 'overall'),
    rule: withinTable ? 'K-2' : 'O-1',
    under,
    inputs: withinTable ? [...inputs, ...markerInputs(judgement)] : inputs,
    result: judgement.overallBeforeMarker,
  }
  if (!byMarker) return [table]
  const before = { name: 'response', value: table.result, of: of('overallBeforeMarker') }
  return [
    table,
    {
      fact: of('overall'),
      rule: marker.rule,
      under,
      inputs: [before, component('target', target?.response, 'target'), ...markerInputs(judgement)],
      result: judgement.overall,
    },
  ]
}

/** The response that counts: the recorded one, or the derived one where none is or it was asked for. */
function inForceStep({ judgement, course }: JudgedPoint): Trace {
  const { assessment, baseline, overall, inForce, marker } = judgement
  const { criterion: under, source } = course
  const of = (part: string): string => FACTS.at(under, assessment.visit, part)
  const recorded: TraceInput = {
    name: 'recorded',
    ...(baseline.places?.review(assessment.visit) ?? { value: assessment.recorded ?? 'none' }),
  }
  const taken = source === 'investigator' ? assessment.recorded : null
  return {
    fact: of('inForce'),
    rule: 'O-in-force',
    under,
    inputs: [
      { name: 'source', value: source, constant: 'question' },
      recorded,
      { name: 'derived', value: overall, of: of('overall') },
      ...(taken === null || taken === inForce
        ? []
        : [
            targetInput(judgement, of('target')),
            ...markerInputs(judgement),
            { name: 'markerRule', value: marker.rule, constant: 'definition' } as const,
          ]),
    ],
    result: inForce,
  }
}

/** Whether a blocked complete response becomes PR depends on there being targets. */
function targetInput({ target }: Judgement, of: string): TraceInput {
  return target === null
    ? { name: 'target', value: 'NA', absent: 'lesions' }
    : { name: 'target', value: target.response, of }
}

function dateSteps({ judgement, course, span }: JudgedPoint): Trace[] {
  const { assessment, baseline, inForce, date } = judgement
  const { criterion: under, settings } = course
  const of = (part: string): string => FACTS.at(under, assessment.visit, part)
  const scan = (part: 'earliest' | 'latest', day: Day): Trace => ({
    fact: of(part),
    rule: 'D-scan',
    under,
    inputs: [
      {
        name: part,
        ...(baseline.places?.scan(assessment.visit, day) ?? { value: toIsoDate(day) }),
      },
    ],
    result: toIsoDate(day),
  })
  const scans = [scan('earliest', span.earliest), scan('latest', span.latest)]
  const asInput = ({ fact = '', inputs: [input], result }: Trace): TraceInput => ({
    name: input?.name ?? '',
    value: result,
    of: fact,
  })
  return [
    ...scans,
    {
      fact: of('date'),
      rule: 'D-1',
      under,
      inputs: [
        { name: 'inForce', value: inForce, of: of('inForce') },
        ...scans.map(asInput),
        { name: 'stableDate', value: settings.stableDate, constant: 'definition' },
      ],
      result: toIsoDate(date),
    },
  ]
}
