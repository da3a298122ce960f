import type { Day } from '../../shared/kernel/brand.ts'
import { parsePartialDate, partsOf } from '../../shared/kernel/dates.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import { number, text, type Recompute } from './step-values.ts'

function isRounded({ result }: Trace, exact: number, decimals: number): boolean {
  return Math.abs(Number(result) - exact) <= 0.5001 * 10 ** -decimals
}

const childPugh: Recompute = (step) => {
  const points = step.inputs.reduce((sum, { value }) => sum + Number(value), 0)
  const grade = points <= 6 ? 'A' : points <= 9 ? 'B' : 'C'
  return step.inputs.length === 5 && [String(points), grade].includes(step.result)
}

/** A grade is a digit alone, a score has two decimals. */
const albi: Recompute = (step) => {
  const score = 0.66 * Math.log10(number(step, 'BLBILI')) - 0.085 * number(step, 'BLALB')
  if (step.result.includes('.')) return isRounded(step, score, 2)
  return step.result === (score <= -2.6 ? '1' : score <= -1.39 ? '2' : '3')
}

const bodyMassIndex: Recompute = (step) =>
  isRounded(step, number(step, 'WEIGHT') / (number(step, 'HEIGHT') / 100) ** 2, 1)

const bodySurface: Recompute = (step) =>
  isRounded(step, Math.sqrt((number(step, 'WEIGHT') * number(step, 'HEIGHT')) / 3600), 2)

/** Whole years; an incomplete birth date leaves the birthday open, and both ages stand. */
const age: Recompute = (step) => {
  const birth = parsePartialDate(text(step, 'BRTHDAT'))
  const consent = parsePartialDate(text(step, 'RFICDAT'))
  if (birth === null || consent === null) return false
  const youngest = yearsBetween(birth.latest, consent.earliest)
  const oldest = yearsBetween(birth.earliest, consent.latest)
  return step.result === (youngest === oldest ? String(oldest) : `${youngest}–${oldest}`)
}

function yearsBetween(birth: Day, consent: Day): number {
  const from = partsOf(birth)
  const to = partsOf(consent)
  const isBefore = to.month < from.month || (to.month === from.month && to.date < from.date)
  return to.year - from.year - (isBefore ? 1 : 0)
}

const stage: Recompute = (step) => {
  const ecog = Number(text(step, 'ECOG101'))
  if (ecog >= 3 || text(step, 'CPS0107') === 'C') return step.result === 'D'
  const isAdvanced = text(step, 'PVTT').startsWith('VP') || text(step, 'EXTRAHEP') === 'Y'
  if (ecog > 0 || isAdvanced) return step.result === 'C'
  return step.result === inLiver(number(step, 'NODNUM'), number(step, 'NODSIZE'))
}

function inLiver(tumours: number, size: number): string {
  if (tumours > 3) return 'B'
  if (tumours === 1) return size <= 20 ? '0' : 'A'
  return size <= 30 ? 'A' : 'B'
}

/** How what a form computes of its own answers is recomputed. */
export const ROW_RULES: Readonly<Record<string, Recompute>> = {
  'Child-Pugh': childPugh,
  ALBI: albi,
  BMI: bodyMassIndex,
  BSA: bodySurface,
  AGE: age,
  BCLC: stage,
}

const HOLDS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
}

const BOUND = /^(>=|<=|>|<) (?:.* = )?(\d+(?:\.\d+)?) (\S+)$/

/** Every bound that decided a grade holds for the value, where both are in one unit. */
export const laboratoryGrade: Recompute = (step) => {
  const value = Number(step.inputs[0]?.value)
  const unit = step.inputs[1]?.value
  const given = /^grade \d/.exec(step.result)?.[0]
  const bounds = step.inputs.filter(({ name }) => name === given)
  return bounds.every((bound) => {
    const [, sign = '', limit, of] = BOUND.exec(bound.value) ?? []
    if (Number.isNaN(value) || limit === undefined || of !== unit) return true
    return HOLDS[sign]?.(value, Number(limit)) === true
  })
}
