import { parseDay } from '../../shared/kernel/dates.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import { day, input, isNear, resultDay, text, yes, type Recompute } from './step-values.ts'

export const doseLimiting: Recompute = (step) => {
  const onset = day(step, 'onset')
  const first = day(step, 'firstDay')
  const last = day(step, 'lastDay')
  const inTime =
    onset !== null && first !== null && last !== null && onset >= first && onset <= last
  return yes(step, text(step, 'AEDLT') === 'Y' && inTime)
}

export const window: Recompute = (step) => {
  const isHit = step.inputs.some(({ value, of }) => value === 'YES' && of?.includes('/event/'))
  if (isHit) return step.result === 'dose-limiting toxicity'
  const last = day(step, 'lastDay')
  const followed = Math.max(day(step, 'lastKnownAlive') ?? -1, day(step, 'death') ?? -1)
  if (last === null || followed < last) return step.result === 'not followed through the window'
  const least = input(step, 'minDosePercent')
  const given = step.inputs
    .filter(({ name }) => name.endsWith(' %'))
    .map(({ value }) => Number(value))
  const enough = least === undefined || given.every((one) => one >= Number(least.value))
  return enough
    ? step.result === 'none in the window'
    : step.result === 'less than the demanded share of the planned dose'
}

interface Period {
  readonly dose: number
  readonly start: number
  readonly end: number
}

/** Dose, start and end of each period, in threes. */
function periodsOf({ inputs }: Trace, last: number): readonly Period[] {
  return inputs.flatMap(({ name, value }, at) => {
    if (name !== 'dose') return []
    const [start, end] = inputs.slice(at + 1, at + 3).map((one) => parseDay(one.value))
    return [{ dose: Number(value), start: start ?? 0, end: end ?? last }]
  })
}

export const delivered: Recompute = (step) => {
  const first = day(step, 'firstDay') ?? 0
  const last = day(step, 'lastDay') ?? 0
  const periods = periodsOf(step, last)
  const planned = [...periods].sort((a, b) => a.start - b.start)[0]?.dose ?? 1
  const given = periods.map(({ dose, start, end }) => {
    const length = Math.min(end, last) - Math.max(start, first) + 1
    return length > 0 ? length * (dose / planned) : 0
  })
  const whole = given.reduce((sumOf, one) => sumOf + one, 0)
  return isNear((100 * whole) / (last - first + 1), Number(step.result))
}

export const latest: Recompute = (step) =>
  resultDay(step) === Math.max(...step.inputs.map(({ value }) => parseDay(value) ?? -1))

export const samples: Recompute = (step) => {
  const [dose] = step.inputs
  const from = parseDay(dose?.value ?? '') ?? Infinity
  const pairs: { day: number; positive: boolean }[] = []
  step.inputs.forEach(({ name, value }, at) => {
    const result = step.inputs[at + 1]
    if (name !== 'sampleDate' || result === undefined) return
    pairs.push({ day: parseDay(value) ?? 0, positive: result.value === 'POSITIVE' })
  })
  const before = pairs.filter((one) => one.day <= from)
  const last = Math.max(...before.map((one) => one.day))
  const wasPositive = before.some((one) => one.day === last && one.positive)
  const isPositive = pairs.some((one) => one.day > from && one.positive)
  const hit = isPositive && (text(step, 'treatmentInduced') === 'NO' || !wasPositive)
  return step.result === (hit ? 'positive' : 'negative')
}
