import { curveLimits, type LimitsChoice } from './curve-limits.ts'
import { quantile, type QuantileEstimate } from './curve-quantile.ts'
import { kaplanMeier } from './kaplan-meier.ts'
import type { CensoredTimes } from './time-counts.ts'

/**
 * Median follow-up by the reversed Kaplan-Meier estimate: being censored is the event, the event
 * censors. @source Schemper and Smith, Control Clin Trials 1996.
 */
export function medianFollowUp(
  { time, event }: CensoredTimes,
  choice: LimitsChoice = { type: 'log-log', level: 0.95 },
): QuantileEstimate {
  const reversed = Uint8Array.from(event, (flag) => (flag ? 0 : 1))
  const curve = kaplanMeier({ time, event: reversed })
  return quantile(curve, curveLimits(curve, choice), 0.5)
}
