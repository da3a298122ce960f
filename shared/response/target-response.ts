import type { Tenths } from '../kernel/brand.ts'
import type { TargetResponse } from './define.ts'
import type { Limits, TargetSum } from './sums.ts'

export interface TargetQuestion {
  readonly sum: TargetSum
  readonly baseline: Tenths
  /** Smallest complete sum before this assessment, baseline included. */
  readonly nadir: Tenths
  /** The last evaluable overall response in force was CR, and disease after CR is PD (O-5). */
  readonly afterCr: boolean
  /** PD may rest on an incomplete sum (T-7). */
  readonly partialSumPd: boolean
  /** A PR seen twice, far enough apart, is carried until PD (T-11). */
  readonly carryPr: boolean
}

export interface TargetVerdict {
  readonly response: TargetResponse
  readonly rule: 'T-5' | 'T-6' | 'T-7' | 'T-8' | 'T-9' | 'T-10' | 'T-11'
}

const PD_AFTER_CR: TargetVerdict = { response: 'PD', rule: 'T-5' }
const CR: TargetVerdict = { response: 'CR', rule: 'T-6' }
const PD: TargetVerdict = { response: 'PD', rule: 'T-7' }
const NE: TargetVerdict = { response: 'NE', rule: 'T-8' }
const PR: TargetVerdict = { response: 'PR', rule: 'T-9' }
const SD: TargetVerdict = { response: 'SD', rule: 'T-10' }
const CARRIED_PR: TargetVerdict = { response: 'PR', rule: 'T-11' }

/** Target response at one assessment; the first rule that fits. @source RECIST 1.1, 4.3.1; T-5 to T-11 */
export function targetResponse(question: TargetQuestion, limits: Limits): TargetVerdict {
  const { sum, nadir, afterCr } = question
  if (afterCr && !sum.allGone) return PD_AFTER_CR
  if (sum.complete && sum.allGone) return CR
  // PD is tested before PR: a sum far below baseline may still have grown from nadir. A missing
  // lesion could only add, so an incomplete sum can show PD and nothing else.
  const mayShowPd = sum.complete || question.partialSumPd
  if (mayShowPd && isProgression(sum.measured, nadir, limits)) return PD
  return sum.complete ? withoutProgression(question, limits) : NE
}

function withoutProgression(
  { sum, baseline, carryPr }: TargetQuestion,
  limits: Limits,
): TargetVerdict {
  if (isPartialResponse(sum.measured, baseline, limits)) return PR
  return carryPr ? CARRIED_PR : SD
}

/** At least +20 % and the floor over the nadir, and above it; exact, inclusive. */
function isProgression(sum: Tenths, nadir: Tenths, limits: Limits): boolean {
  const increase = sum - nadir
  return (
    increase > 0 && 100 * increase >= limits.pdIncreasePct * nadir && increase >= limits.pdFloor
  )
}

/** At least -30 % from baseline; exact, inclusive. */
function isPartialResponse(sum: Tenths, baseline: Tenths, limits: Limits): boolean {
  return 100 * (baseline - sum) >= limits.prDecreasePct * baseline
}
