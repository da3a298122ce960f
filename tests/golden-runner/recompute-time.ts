import type { Trace } from '../../shared/kernel/trace.ts'
import { day, input, number, resultDay, text, type Recompute } from './step-values.ts'

/** The first event that counts, and the day it ends the time on; null where there is none. */
export function eventOf(step: Trace): number | null {
  const progression = day(step, 'progression')
  const death = day(step, 'death')
  const therapy = day(step, 'newTherapy')
  const exit = text(step, 'deathAfterExit') === 'censor' ? day(step, 'exit') : null
  const isOut = (limit: number | null): boolean => death !== null && limit !== null && death > limit
  const counted = isOut(therapy) || isOut(exit) ? null : death
  if (progression === null || counted === null) return progression ?? counted
  return Math.min(progression, counted)
}

function originOf(step: Trace): number | null {
  return day(step, 'firstDose') ?? day(step, 'enrolment') ?? day(step, 'response')
}

export const censored: Recompute = (step) => {
  const origin = originOf(step)
  const last = day(step, 'lastEvaluable')
  if (eventOf(step) !== null || origin === null) return false
  return resultDay(step) === (last === null || last < origin ? origin : last)
}

export const alive: Recompute = (step) => {
  const exit = day(step, 'exit')
  if (eventOf(step) !== null) return false
  if (day(step, 'death') !== null && exit !== null) return resultDay(step) === exit
  return resultDay(step) === (day(step, 'lastKnownAlive') ?? originOf(step))
}

export const gap: Recompute = (step) => {
  const origin = originOf(step)
  const event = day(step, 'event')
  const seen = day(step, 'lastEvaluable')
  if (origin === null || event === null) return false
  const since = seen === null ? origin : Math.max(seen, origin)
  return event - since > number(step, 'maxGapDays') && resultDay(step) === since
}

export const lasting: Recompute = (step) => {
  const isBest = text(step, 'responses')
    .split('; ')
    .includes(input(step, 'bor')?.value ?? text(step, 'confirmedBor'))
  const days = number(step, 'duration')
  const above = days > number(step, 'aboveMonths') * number(step, 'monthDays')
  const hit = isBest && (step.rule === 'E-5' || above)
  return step.result === (hit ? 'counted' : 'not counted')
}

export const days: Recompute = (step) => {
  const origin = originOf(step)
  const end = day(step, 'end')
  return origin !== null && end !== null && Number(step.result) === end - origin + 1
}
