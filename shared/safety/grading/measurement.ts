import { parseNumberText } from '../../kernel/number-text.ts'
import type { Measurement } from './evaluate.ts'
import type {
  BloodPressure,
  LaboratoryResult,
  MeasuredValue,
  NotGradableReason,
} from './laboratory-grade.ts'
import type { PressureComponent, Rule } from './rule.ts'
import { recogniseUnit } from './units.ts'

/** The measurement ready for the bands: as a whole, and by part where it is a blood pressure. */
export interface ReadMeasurement {
  readonly parts: Readonly<Record<PressureComponent | 'whole', Measurement>>
  /** The value was given as `<0.5` or `>1000`. */
  readonly beyondLimit: boolean
}

/** Share by which a value reported as beyond a limit is moved past it. */
const JUST_BEYOND = 1e-6

/** Reads a result for a rule, or says why it cannot be graded; reasons in the order of refusal. */
export function readMeasurement(
  rule: Rule,
  result: LaboratoryResult,
): ReadMeasurement | NotGradableReason {
  const value = readValue(rule, result.value)
  if (value === null) return 'missing-value'
  if (result.unit === null || result.unit.trim() === '') return 'missing-unit'
  const unit = recogniseUnit(result.unit, rule.analyte, rule.units)
  if (unit === null) return 'unknown-unit'
  if (needsBaseline(rule, result)) return 'missing-baseline'
  const measurement = (number: number | null): Measurement => ({
    value: number,
    reading: value.reading,
    unit,
    references: {
      LLN: result.lln,
      ULN: result.uln,
      BASE: result.baseline,
      MI: result.miThreshold ?? null,
    },
  })
  return {
    parts: {
      whole: measurement(value.number),
      sbp: measurement(value.pressure?.sbp ?? null),
      dbp: measurement(value.pressure?.dbp ?? null),
    },
    beyondLimit: value.beyondLimit,
  }
}

/** An abnormal baseline is graded by multiples of its value, so there must be one. */
function needsBaseline(rule: Rule, { baselineState, baseline }: LaboratoryResult): boolean {
  const byState = rule.parsedLadders.some((ladder) => ladder.baseline === 'high')
  return byState && baselineState === 'high' && baseline === null
}

interface Value {
  readonly number: number | null
  readonly reading: string | null
  readonly pressure: BloodPressure | null
  readonly beyondLimit: boolean
}

const NOTHING: Value = { number: null, reading: null, pressure: null, beyondLimit: false }

function readValue(rule: Rule, value: MeasuredValue): Value | null {
  if (value === null) return null
  if (rule.units.includes('dipstick')) return readDipstick(value)
  if (typeof value === 'object') return readPressure(rule, value)
  if (rule.units.includes('mmHg')) return null
  return typeof value === 'number' ? readNumber(value) : readText(value)
}

function readNumber(value: number): Value | null {
  return Number.isFinite(value) ? { ...NOTHING, number: value } : null
}

function readText(text: string): Value | null {
  const parsed = parseNumberText(text)
  if (parsed === null) return null
  const { value, comparator } = parsed
  if (comparator === '<')
    return { ...NOTHING, number: value * (1 - JUST_BEYOND), beyondLimit: true }
  if (comparator === '>')
    return { ...NOTHING, number: value * (1 + JUST_BEYOND), beyondLimit: true }
  return { ...NOTHING, number: value, beyondLimit: comparator !== null }
}

function readPressure(rule: Rule, value: BloodPressure): Value | null {
  if (!rule.units.includes('mmHg')) return null
  if (value.sbp === null && value.dbp === null) return null
  return { ...NOTHING, pressure: value }
}

const DIPSTICK_READINGS: Readonly<Record<string, string>> = {
  negative: 'negative',
  neg: 'negative',
  '-': 'negative',
  阴性: 'negative',
  trace: 'trace',
  '+-': 'trace',
  '±': 'trace',
  '+': '1+',
  '1+': '1+',
  '++': '2+',
  '2+': '2+',
  '+++': '3+',
  '3+': '3+',
  '++++': '4+',
  '4+': '4+',
}

function readDipstick(value: Exclude<MeasuredValue, null>): Value | null {
  if (typeof value !== 'string') return null
  const reading = DIPSTICK_READINGS[value.trim().toLowerCase()]
  return reading === undefined ? null : { ...NOTHING, reading }
}
