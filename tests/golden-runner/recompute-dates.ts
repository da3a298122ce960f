import { dayOf, parsePartialDate, partsOf, type PartialDate } from '../../shared/kernel/dates.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import { day, input, resultDay, text, type Recompute } from './step-values.ts'

/** A day that an entry may mean. */
export const within: Recompute = (step) => {
  const [entry] = step.inputs
  const date = entry === undefined ? null : parsePartialDate(entry.value)
  const own = resultDay(step)
  if (own === null) return step.result === 'none'
  if (date === null) return entry?.value === '' || entry?.value === 'none'
  if (date.precision === 'day') return own === date.earliest
  const limits = ['cutoff', 'death', 'AEENDAT'].flatMap((name) => day(step, name) ?? [])
  return own <= Math.min(date.latest, ...limits) && own >= Math.min(date.earliest, ...limits)
}

/** The entry itself, or the step that imputed it. */
export const entered: Recompute = (step) => {
  const [first] = step.inputs
  return step.result === first?.value
}

function entryOf({ inputs: [entry] }: Trace): PartialDate | null {
  return parsePartialDate(entry?.value ?? '')
}

/** The 15th of a month, 1 July of a year. */
function middle({ precision, earliest }: PartialDate): number {
  if (precision === 'day') return earliest
  const { year, month } = partsOf(earliest)
  return precision === 'month' ? dayOf(year, month, 15) : dayOf(year, 7, 1)
}

function heldBack(step: Trace, own: number): number {
  return Math.min(own, ...['cutoff', 'death'].flatMap((name) => day(step, name) ?? []))
}

export const imputedDate: Recompute = (step) => {
  const entry = entryOf(step)
  const isPartial = entry !== null && entry.precision !== 'day'
  return isPartial && resultDay(step) === heldBack(step, middle(entry))
}

export const imputedDeath: Recompute = (step) => {
  const entry = entryOf(step)
  if (entry === null || entry.precision === 'day') return false
  const last = day(step, 'lastComplete') ?? entry.earliest
  const raised = Math.min(Math.max(middle(entry), last), entry.latest)
  return resultDay(step) === heldBack(step, raised)
}

/** The first day of what the entry may mean, or the floor within it; without an entry the floor. */
function onset(entry: PartialDate | null, floor: number | null): number | null {
  if (entry === null) return floor
  const isFloorWithin = floor !== null && floor >= entry.earliest && floor <= entry.latest
  return isFloorWithin ? floor : entry.earliest
}

/** Not after the complete end of the event, the death or the cut-off. */
export const imputedOnset: Recompute = (step) => {
  const own = onset(entryOf(step), day(step, 'floor'))
  if (own === null) return step.result === 'none'
  const end = parsePartialDate(input(step, 'AEENDAT')?.value ?? '')
  const ended = end?.precision === 'day' ? Math.min(own, end.earliest) : own
  return resultDay(step) === heldBack(step, ended)
}

/** Going on while a period of dosing has no end: the first dose is what there is. */
export const lastDose: Recompute = (step) =>
  step.result === 'ongoing' ? day(step, 'firstDose') !== null : entered(step)

export const vitalState: Recompute = (step) =>
  step.result === (text(step, 'death') === 'none' ? 'alive' : 'dead')
