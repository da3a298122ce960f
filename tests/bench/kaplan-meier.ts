import { curveLimits } from '../../shared/statistics/curve-limits.ts'
import { quantile } from '../../shared/statistics/curve-quantile.ts'
import { kaplanMeier } from '../../shared/statistics/kaplan-meier.ts'
import { seconds, timed, type Figure } from './figure.ts'

const LONGEST = 3000
const ROUNDS = 5
const AIMS = [
  { rows: 100_000, aim: 0.03 },
  { rows: 1_000_000, aim: 0.4 },
] as const

interface Sample {
  readonly time: Float64Array
  readonly event: Uint8Array
}

/** Kaplan-Meier with log-log limits and median, beside the bare product over counts in typed arrays. */
export async function benchKaplanMeier(): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const { rows, aim } of AIMS) {
    const sample = sampleOf(rows)
    const whole = await shortest(() => median(sample))
    const bare = await shortest(() => bareCurve(sample))
    figures.push({
      what: `Kaplan-Meier curve, limits and median of ${rows.toLocaleString('en-US')} rows`,
      measured: `${seconds(whole)}; typed arrays alone ${seconds(bare)}`,
      aim: seconds(aim),
      met: whole <= aim,
    })
  }
  return figures
}

/** A fixed congruential sequence: the same data on every machine. */
function sampleOf(rows: number): Sample {
  const time = new Float64Array(rows)
  const event = new Uint8Array(rows)
  let state = 1
  for (let row = 0; row < rows; row++) {
    state = (state * 48271) % 2147483647
    time[row] = 1 + (state % LONGEST)
    event[row] = state % 10 < 6 ? 1 : 0
  }
  return { time, event }
}

function median(sample: Sample): number {
  const curve = kaplanMeier(sample)
  const { estimate } = quantile(curve, curveLimits(curve, { type: 'log-log', level: 0.95 }), 0.5)
  if (estimate === null) throw new Error('the median of the benchmark is not reached')
  return estimate
}

/** What any program must do at least: count by day, then multiply. Whole days only, no limits. */
function bareCurve({ time, event }: Sample): number {
  const events = new Int32Array(LONGEST + 1)
  const leaving = new Int32Array(LONGEST + 1)
  for (let row = 0; row < time.length; row++) {
    const day = time[row] ?? 0
    events[day] = (events[day] ?? 0) + (event[row] ?? 0)
    leaving[day] = (leaving[day] ?? 0) + 1
  }
  let atRisk = time.length
  let survival = 1
  for (let day = 0; day <= LONGEST; day++) {
    survival *= 1 - (events[day] ?? 0) / Math.max(1, atRisk)
    atRisk -= leaving[day] ?? 0
  }
  return survival
}

async function shortest(work: () => number): Promise<number> {
  let least = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    least = Math.min(least, (await timed(work)).took.wall)
  }
  return least
}
