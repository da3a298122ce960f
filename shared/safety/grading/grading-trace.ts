import type { Trace, TraceInput } from '../../kernel/trace.ts'
import type { GradedBand, LaboratoryResult } from './laboratory-grade.ts'

interface TraceQuestion {
  readonly term: string | null
  readonly ladders: readonly string[]
  readonly result: LaboratoryResult
  readonly bands: readonly GradedBand[]
  readonly answer: string
}

/** Why a grade: the numbers that went in, and every bound of the bands that decided it. */
export function traceOf({ term, ladders, result, bands, answer }: TraceQuestion): Trace {
  const rule = ['CTCAE 5.0', term ?? 'no term', ...ladders.filter((id) => id !== 'default')]
  return {
    rule: rule.join(' / '),
    inputs: [...resultInputs(result), ...bands.flatMap(bandInputs)],
    result: answer,
  }
}

function resultInputs(result: LaboratoryResult): TraceInput[] {
  const unit = result.unit ?? ''
  const inputs: readonly (readonly [string, number | null | undefined])[] = [
    ['LLN', result.lln],
    ['ULN', result.uln],
    ['baseline', result.baseline],
    ['infarction cut-off', result.miThreshold],
  ]
  return [
    { name: 'value', value: valueText(result.value, unit) },
    ...inputs.flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [{ name, value: `${value} ${unit}`.trim() }],
    ),
  ]
}

function valueText(value: LaboratoryResult['value'], unit: string): string {
  if (value === null) return ''
  if (typeof value !== 'object') return `${value} ${unit}`.trim()
  return `${value.sbp ?? '?'}/${value.dbp ?? '?'} ${unit}`.trim()
}

function bandInputs({ band, bounds }: GradedBand): TraceInput[] {
  const name = `grade ${band.grade}`
  const inputs = bounds.map(({ comparison, text, limit, unit }) => {
    const computed =
      limit === null || text.startsWith(String(limit))
        ? ''
        : ` = ${Number(limit.toPrecision(12))} ${unit}`
    return { name, value: `${comparison} ${text}${computed}` }
  })
  if (band.readings !== null) inputs.push({ name, value: band.readings.join(', ') })
  if (band.circumstance !== null) {
    const { present, name: circumstance } = band.circumstance
    inputs.push({ name, value: present ? circumstance : `not ${circumstance}` })
  }
  return inputs
}
