import type { Trace, TraceInput } from '../../shared/kernel/trace.ts'
import { input, isNear, number, REAL, text, yes, type Recompute } from './step-values.ts'

/** The diameter that one cell says; null where it cannot be evaluated. */
export function diameter(value: string): number | null {
  const parts = value.split(';').map((part) => part.trim())
  if (parts.every((part) => /^\d+(\.\d)?$/.test(part))) {
    return parts.reduce((sum, part) => sum + Number(part), 0)
  }
  return null
}

function isMergedInto({ inputs }: Trace, value: string): boolean {
  return inputs.some(({ name }) => name === value)
}

export const sum: Recompute = (step) => {
  let measured = 0
  let complete = true
  for (const { value } of step.inputs) {
    if (isMergedInto(step, value)) continue
    const own = diameter(value)
    if (own === null) complete = false
    else measured += own
  }
  return isNear(measured, Number(step.result)) && complete === (step.rule !== 'T-4')
}

export const gone: Recompute = (step) => {
  const nodes = new Map(
    step.inputs
      .filter(({ name }) => name.startsWith('node '))
      .map(({ name, value }) => [name.slice('node '.length), value === 'Y']),
  )
  const limit = number(step, 'nodeLimit')
  const lesions = step.inputs.filter(
    ({ unit, constant }) => unit === 'mm' && constant === undefined,
  )
  const all = lesions.every(({ name, value }) => {
    const own = diameter(value)
    if (own === null) return true
    return nodes.get(name) === true ? own < limit : own === 0
  })
  return yes(step, all)
}

export const percent: Recompute = (step) => {
  const to = step.rule === 'A-3-baseline-percent' ? number(step, 'baseline') : number(step, 'nadir')
  return isNear(((number(step, 'sum') - to) / to) * 100, Number(step.result))
}

export function progresses(step: Trace): boolean {
  const increase = number(step, 'changeFromNadir')
  const told = input(step, 'percentFromNadir')
  const enough = told === undefined || Number(told.value) >= number(step, 'limitUp') - REAL
  return increase > 0 && enough && increase >= number(step, 'floor')
}

export function responds(step: Trace): boolean {
  return number(step, 'percentFromBaseline') <= number(step, 'limitDown') + REAL
}

export const RANK = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE']

export function bestOf(step: Trace): string {
  return (
    [...step.inputs].sort((a, b) => RANK.indexOf(a.value) - RANK.indexOf(b.value))[0]?.value ?? ''
  )
}

/** N-4: an effusion that grows is only present where its cytology is asked for and is not positive. */
function stateOf(step: Trace, { name, value }: TraceInput): string {
  const cytology = input(step, `cytology ${name}`)?.value.toUpperCase() ?? 'POSITIVE'
  const isShort = text(step, 'effusionNeedsCytology') === 'YES' && cytology !== 'POSITIVE'
  return isShort && value === 'UNEQUIVOCAL PROGRESSION' ? 'PRESENT' : value
}

export const nonTarget: Recompute = (step) => {
  const isState = ({ name }: TraceInput): boolean =>
    !['lastEvaluable', 'effusionNeedsCytology'].includes(name) && !name.startsWith('cytology ')
  const states = step.inputs.filter(isState).map((one) => stateOf(step, one))
  if (step.rule === 'N-1') return step.result === 'PD' && states.includes('UNEQUIVOCAL PROGRESSION')
  if (step.rule === 'N-3') return step.result === 'PD' && text(step, 'lastEvaluable') === 'CR'
  const known = states.every((one) =>
    ['ABSENT', 'PRESENT', 'UNEQUIVOCAL PROGRESSION'].includes(one),
  )
  if (!known) return step.result === 'NE'
  return step.result === (states.every((one) => one === 'ABSENT') ? 'CR' : 'NON-CR/NON-PD')
}
