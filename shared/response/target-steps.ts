import type { Tenths } from '../kernel/brand.ts'
import { FACTS } from '../kernel/facts.ts'
import { toMillimetres } from '../kernel/number-text.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { TargetState } from './define.ts'
import type { Limits } from './sums.ts'
import type { TargetVerdict } from './target-response.ts'
import type { JudgedPoint } from './judged-point.ts'

const BASELINE = 'BASELINE'

/** From the diameters to the target response: sum, nadir, changes, and the rule that fits. */
export function targetSteps(point: JudgedPoint): Trace[] {
  const { judgement } = point
  const { sum, target, baselineSum } = judgement
  const { nadir } = judgement.before
  if (sum === null || target === null || baselineSum === null || nadir === null) return []
  const changes = [
    changeStep(point, { part: 'percentFromNadir', rule: 'A-3-nadir-percent', to: nadir }),
    changeStep(point, { part: 'changeFromNadir', rule: 'A-3-nadir-mm', to: nadir }),
    changeStep(point, {
      part: 'percentFromBaseline',
      rule: 'A-3-baseline-percent',
      to: baselineSum,
    }),
  ]
  return [
    sumStep(point, sum.measured, sum.complete),
    goneStep(point, sum.allGone),
    nadirStep(point, nadir),
    ...changes.flatMap((change) => change ?? []),
    verdictStep(point, target, baselineSum),
  ]
}

function sumStep(point: JudgedPoint, measured: Tenths, complete: boolean): Trace {
  return {
    fact: factOf(point, 'sum'),
    rule: complete ? 'A-2' : 'T-4',
    under: point.course.criterion,
    inputs: diameters(point),
    result: lengthText(measured),
    unit: 'mm',
  }
}

function goneStep(point: JudgedPoint, allGone: boolean): Trace {
  const { baseline } = point.judgement
  const nodes = baseline.targets.filter(({ nodal }) => nodal)
  const limit = lengthText(point.course.limits.nodeNormalBelow)
  return {
    fact: factOf(point, 'allGone'),
    rule: 'T-3',
    under: point.course.criterion,
    inputs: [
      ...diameters(point),
      ...nodes.map(({ id }) => ({
        name: `node ${id}`,
        ...(baseline.places?.lesion(id, 'TUNODE') ?? { value: 'Y' }),
      })),
      ...(nodes.length === 0
        ? []
        : [{ name: 'nodeLimit', value: limit, unit: 'mm', constant: 'definition' } as const]),
    ],
    result: allGone ? 'YES' : 'NO',
  }
}

function diameters({ judgement, course }: JudgedPoint): TraceInput[] {
  const { baseline, assessment } = judgement
  return baseline.targets.map((target) => ({
    name: target.id,
    unit: 'mm',
    ...(baseline.places?.target(assessment.visit, target) ?? {
      value: stateText(assessment.targets.get(target.id), course.limits),
    }),
  }))
}

/** Nadir: the smallest complete sum before, baseline included. */
function nadirStep(point: JudgedPoint, nadir: Tenths): Trace {
  const { course, earlier, judgement } = point
  const inputs: TraceInput[] = [sumInput(course.criterion, BASELINE, judgement.baselineSum)]
  for (const { visit, sum } of earlier) {
    if (sum !== null) inputs.push(sumInput(course.criterion, visit, sum))
  }
  return {
    fact: factOf(point, 'nadir'),
    rule: 'A-5',
    under: course.criterion,
    inputs,
    result: lengthText(nadir),
    unit: 'mm',
  }
}

function sumInput(criterion: string, visit: string, sum: Tenths | null): TraceInput {
  return {
    name: visit,
    value: lengthText(sum ?? (0 as Tenths)),
    unit: 'mm',
    of: FACTS.at(criterion, visit, 'sum'),
  }
}

interface Change {
  readonly part: 'percentFromNadir' | 'changeFromNadir' | 'percentFromBaseline'
  readonly rule: string
  readonly to: Tenths
}

/** A change of what was measured; a percentage of 0 is none. */
function changeStep(point: JudgedPoint, { part, rule, to }: Change): Trace | null {
  const { sum } = point.judgement
  const isPercent = part !== 'changeFromNadir'
  if (sum === null || (isPercent && to === 0)) return null
  const { criterion } = point.course
  const reference =
    part === 'percentFromBaseline'
      ? { name: 'baseline', of: FACTS.at(criterion, BASELINE, 'sum') }
      : { name: 'nadir', of: factOf(point, 'nadir') }
  const difference = sum.measured - to
  return {
    fact: factOf(point, part),
    rule,
    under: criterion,
    inputs: [
      { name: 'sum', value: lengthText(sum.measured), unit: 'mm', of: factOf(point, 'sum') },
      { ...reference, value: lengthText(to), unit: 'mm' },
    ],
    result: isPercent ? String((difference / to) * 100) : lengthText(difference as Tenths),
    unit: isPercent ? '%' : 'mm',
  }
}

/** What each rule looks at, in the order of the comparison; all of them for `T-10`, which is the rest. */
const LOOKS_AT: Readonly<Record<TargetVerdict['rule'], readonly string[]>> = {
  'T-5': ['allGone', 'before'],
  'T-6': ['allGone', 'complete'],
  'T-7': ['nadirPercent', 'nadirMm', 'complete'],
  'T-8': ['complete', 'nadirPercent', 'nadirMm'],
  'T-9': ['baselinePercent'],
  'T-10': ['baselinePercent', 'nadirPercent', 'nadirMm'],
  'T-11': ['carried', 'nadirPercent', 'nadirMm'],
}

function verdictStep(point: JudgedPoint, target: TargetVerdict, baselineSum: Tenths): Trace {
  return {
    fact: factOf(point, 'target'),
    rule: target.rule,
    under: point.course.criterion,
    inputs: LOOKS_AT[target.rule].flatMap((look) => INPUTS[look]?.(point, baselineSum) ?? []),
    result: target.response,
  }
}

type Inputs = (point: JudgedPoint, baselineSum: Tenths) => readonly TraceInput[]

const INPUTS: Readonly<Record<string, Inputs>> = {
  allGone: (point) => [
    {
      name: 'allGone',
      value: point.judgement.sum?.allGone === true ? 'YES' : 'NO',
      of: factOf(point, 'allGone'),
    },
  ],
  complete: (point) => [
    {
      name: 'complete',
      value: point.judgement.sum?.complete === true ? 'YES' : 'NO',
      of: factOf(point, 'sum'),
    },
  ],
  before: (point) => {
    const last = point.earlier.findLast(({ inForce }) => inForce !== 'NE')
    return [
      {
        name: 'lastEvaluable',
        value: point.judgement.before.lastEvaluable ?? 'none',
        ...(last === undefined
          ? {}
          : { of: FACTS.at(point.course.criterion, last.visit, 'inForce') }),
      },
    ]
  },
  carried: (point) =>
    point.earlier
      .filter(({ overall }) => overall === 'PR')
      .map(({ visit, overall }) => ({
        name: visit,
        value: overall,
        of: FACTS.at(point.course.criterion, visit, 'overall'),
      })),
  nadirPercent: (point) => {
    const { nadir } = point.judgement.before
    const limit = String(point.course.limits.pdIncreasePct)
    return [
      ...percentInput(point, { name: 'percentFromNadir', to: nadir }),
      { name: 'limitUp', value: limit, unit: '%', constant: 'definition' },
    ]
  },
  nadirMm: (point) => {
    const { sum, before } = point.judgement
    const change = ((sum?.measured ?? 0) - (before.nadir ?? 0)) as Tenths
    return [
      {
        name: 'changeFromNadir',
        value: lengthText(change),
        unit: 'mm',
        of: factOf(point, 'changeFromNadir'),
      },
      {
        name: 'floor',
        value: lengthText(point.course.limits.pdFloor),
        unit: 'mm',
        constant: 'definition',
      },
    ]
  },
  baselinePercent: (point, baselineSum) => [
    ...percentInput(point, { name: 'percentFromBaseline', to: baselineSum }),
    {
      name: 'limitDown',
      value: String(-point.course.limits.prDecreasePct),
      unit: '%',
      constant: 'definition',
    },
  ],
}

/** A percentage of what was measured; from 0 there is none, and the rule looks at the millimetres. */
function percentInput(
  point: JudgedPoint,
  {
    name,
    to,
  }: { readonly name: 'percentFromNadir' | 'percentFromBaseline'; readonly to: Tenths | null },
): TraceInput[] {
  const { sum } = point.judgement
  if (sum === null || to === null || to === 0) return []
  const value = String(((sum.measured - to) / to) * 100)
  return [{ name, value, unit: '%', of: factOf(point, name) }]
}

function factOf({ judgement, course }: JudgedPoint, part: string): string {
  return FACTS.at(course.criterion, judgement.assessment.visit, part)
}

function lengthText(tenths: Tenths): string {
  return String(toMillimetres(tenths))
}

function stateText(state: TargetState | undefined, limits: Limits): string {
  switch (state?.kind) {
    case 'measured':
      return lengthText(state.tenths)
    case 'absent':
      return '0'
    case 'too-small':
      return lengthText(limits.tooSmall)
    case 'split':
      return state.fragments.map(toMillimetres).join(';')
    case 'merged':
      return state.into
    case 'not-evaluable':
    case undefined:
      return 'NE'
  }
}
