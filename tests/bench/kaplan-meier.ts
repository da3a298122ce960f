import { curveLimits } from '../../shared/statistics/curve-limits.ts'
import { quantile } from '../../shared/statistics/curve-quantile.ts'
import { kaplanMeier } from '../../shared/statistics/kaplan-meier.ts'

/** Seconds for a curve of so many rows of days, with its log-log limits and median. */
export function benchKaplanMeier(rows: number): number {
  const time = new Float64Array(rows)
  const event = new Uint8Array(rows)
  // A fixed congruential sequence: the same data on every machine.
  let state = 1
  for (let row = 0; row < rows; row++) {
    state = (state * 48271) % 2147483647
    time[row] = 1 + (state % 3000)
    event[row] = state % 10 < 6 ? 1 : 0
  }
  const start = performance.now()
  const curve = kaplanMeier({ time, event })
  const { estimate } = quantile(curve, curveLimits(curve, { type: 'log-log', level: 0.95 }), 0.5)
  if (estimate === null) throw new Error('the median of the benchmark is not reached')
  return (performance.now() - start) / 1000
}
