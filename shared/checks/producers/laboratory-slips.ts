import { parseNumberText } from '../../kernel/number-text.ts'
import { boundsOf, type ResultBounds } from '../../laboratory/result-bounds.ts'
import { resultsBefore, valueIn, type LabResult } from '../lab-results.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'

/** A result that is negative, or lies outside what its test is met with. */
function implausible({ labs }: CheckSubject): readonly ProducedFinding[] {
  return labs.flatMap((result) => {
    const bounds = boundsBroken(result)
    if (bounds === null) return []
    const { record, rowIndex, test, text, unit } = result
    return [{ record, rowIndex, compared: { test, result: text, unit, bounds } }]
  })
}

/** The bounds that a result breaks, as they are shown; null: none. */
function boundsBroken(result: LabResult): string | null {
  const { test, value } = result
  if (value === null) return null
  const bounds = boundsOf(test)
  const standard = bounds === null ? null : valueIn(result, bounds.unit)
  if (bounds === null || standard === null) return value < 0 ? '≥ 0' : null
  const { least, most, unit } = bounds
  return standard < least || standard > most ? `${least} – ${most} ${unit}` : null
}

/**
 * A result at or above `factor` times the one before, or at or below that part of it; of a tumour marker
 * `markerFactor`. Results given as beyond a limit are not compared, and implausible ones asked about
 * anyway; what is small for its test counts as no change.
 */
function jumps(
  { labs }: CheckSubject,
  { factor = 8, markerFactor = 800 }: ProducerParams,
): readonly ProducedFinding[] {
  return labs.flatMap((result) => {
    const bounds = boundsOf(result.test)
    if (bounds?.marker === 'virus' || !isComparable(result)) return []
    const former = resultsBefore(labs, result).findLast(isComparable)
    const times = Number(bounds?.marker === 'tumour' ? markerFactor : factor)
    if (former === undefined || !isJump(result, former, { bounds, times })) return []
    const { record, rowIndex, test: LBTESTCD, text: LBORRES, unit: LBORRESU } = result
    const lab_previous = `${former.text} ${former.unit} (${shownDate(former.dateText)})`
    return [{ record, rowIndex, compared: { LBTESTCD, LBORRES, LBORRESU, lab_previous } }]
  })
}

function isComparable(result: LabResult): boolean {
  const number = parseNumberText(result.text)
  return number !== null && number.comparator === null && boundsBroken(result) === null
}

interface Measure {
  readonly bounds: ResultBounds | null
  readonly times: number
}

function isJump(result: LabResult, former: LabResult, { bounds, times }: Measure): boolean {
  const unit = bounds !== null && valueIn(result, bounds.unit) !== null ? bounds.unit : result.unit
  const now = valueIn(result, unit)
  const then = valueIn(former, unit)
  if (now === null || then === null) return false
  const small = bounds !== null && unit === bounds.unit ? bounds.small : 0
  const [lower, upper] = [Math.min(now, then), Math.max(now, then)]
  const least = Math.max(lower, small)
  return least > 0 && upper >= times * least
}

export const slipProducers: readonly Producer[] = [
  { key: 'implausible-result', find: implausible },
  { key: 'result-jump', find: jumps },
]
