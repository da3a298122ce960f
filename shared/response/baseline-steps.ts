import { FACTS } from '../kernel/facts.ts'
import { toMillimetres } from '../kernel/number-text.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { TumourRows } from './from-rows.ts'
import { baselineSum } from './sums.ts'

const BASELINE = 'BASELINE'

/** The sum of the targets at baseline, and whether there is a target that was measured at all. */
export function baselineSteps(
  criterion: string,
  { baseline, baselineQueries }: Pick<TumourRows, 'baseline' | 'baselineQueries'>,
): readonly Trace[] {
  const { targets, places } = baseline
  const diameters = targets.map((target): TraceInput => ({
    name: target.id,
    unit: 'mm',
    ...(places?.target(BASELINE, target) ?? { value: String(toMillimetres(target.baseline)) }),
  }))
  const unmeasured = baselineQueries.map(({ lesion }): TraceInput => ({
    name: lesion,
    ...(places?.lesion(lesion, 'TUGRPID') ?? { value: 'TARGET' }),
  }))
  const sum = baselineSum(targets)
  const measurable: Trace = {
    fact: FACTS.of(criterion, 'measurable'),
    rule: 'A-measurable',
    under: criterion,
    inputs:
      targets.length > 0
        ? diameters
        : [...unmeasured, { name: 'measured', value: 'none', absent: 'measurements' }],
    result: targets.length > 0 ? 'YES' : 'NO',
  }
  if (sum === null) return [measurable]
  return [
    {
      fact: FACTS.at(criterion, BASELINE, 'sum'),
      rule: 'A-1',
      under: criterion,
      inputs: diameters,
      result: String(toMillimetres(sum)),
      unit: 'mm',
    },
    measurable,
  ]
}
