import { parsePartialDate } from '../../shared/kernel/dates.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import { day, input, number, text, yes, type Recompute } from './step-values.ts'

export const count: Recompute = (step) =>
  Number(step.result) === step.inputs.filter(({ value }) => value === 'counted').length

export const countsEvent: Recompute = (step) => {
  const inTime = [text(step, 'emergent'), text(step, 'fromEnrolment')].includes('YES')
  const asked = ['AESER', 'related'].flatMap((name) => input(step, name)?.value ?? [])
  const grade = input(step, 'minGrade') === undefined ? 0 : Number(text(step, 'grade')) || 0
  const least = Number(input(step, 'minGrade')?.value ?? 0)
  const kind = text(step, 'haematologic') === text(step, 'counts')
  const all = inTime && asked.every((one) => one === 'Y' || one === 'YES') && grade >= least && kind
  return step.result === (all ? 'counted' : 'not counted')
}

export const emergent: Recompute = (step) => {
  const onset = day(step, 'onset')
  const first = day(step, step.rule === 'AE-emergent' ? 'firstDose' : 'enrolment')
  const last = day(step, 'lastDose')
  const inTime = onset !== null && first !== null && onset >= first
  const within_ =
    last === null || onset === null || onset - last <= number(step, 'daysAfterLastDose')
  return yes(step, inTime && (step.rule !== 'AE-emergent' || within_))
}

export const oneOf: Recompute = (step) => {
  const values = text(step, 'oneOf').split('; ')
  const own = step.inputs.filter(({ from }) => from !== undefined)
  return yes(
    step,
    own.some(({ value }) => values.includes(value === '' ? 'notRecorded' : value)),
  )
}

const SERIOUSNESS = ['AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE']

function isLater(step: Trace, value: string | undefined): boolean {
  const date = parsePartialDate(value ?? '')
  return date !== null && date.earliest > (day(step, 'cutoff') ?? Infinity)
}

/** The event is said to be fatal, and the death lies after the cut-off. */
function diesLater(step: Trace): boolean {
  const cell = (name: string): string | undefined => input(step, name)?.value
  const isFatal = cell('AEOUT') === 'FATAL' || cell('AETOXGR') === '5' || cell('AESDTH') === 'Y'
  const ends = step.inputs.filter(({ name }) => ['AEENDAT', 'deathRecorded'].includes(name))
  return day(step, 'death') === null && isFatal && ends.some(({ value }) => isLater(step, value))
}

/** A grade or seriousness without what came after the cut-off. */
export const atCutoff: Recompute = (step) => {
  const [own] = step.inputs
  if (own?.name === 'AETOXGR') {
    return own.value === '5' && diesLater(step) && step.result === 'none'
  }
  const undone = [
    ...(diesLater(step) ? ['AESDTH'] : []),
    ...(isLater(step, input(step, 'AEHOSDAT')?.value) ? ['AESHOSP'] : []),
  ].filter((name) => text(step, name) === 'Y')
  const left = SERIOUSNESS.filter((name) => text(step, name) === 'Y' && !undone.includes(name))
  return undone.length > 0 && left.length === 0 && step.result === 'N'
}

export const gradeBeforeDeath: Recompute = (step) =>
  text(step, 'AETOXGR') === '5' && diesLater(step) && step.result === '4'

/** The grade as it was given, or as it stood at the cut-off. */
export const grade: Recompute = (step) => {
  const given = text(step, 'AETOXGR')
  return step.result === (/^[1-5]$/.test(given) ? given : 'none')
}
