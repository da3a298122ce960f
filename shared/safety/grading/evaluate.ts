import type { Band, Bound, ByUnit, ChangeMeasure, Comparison, Reference, Rule } from './rule.ts'
import { conversion } from './units.ts'
import type { Convert } from './units.ts'

/** What a bound needs and the report does not give. */
export type Missing = Reference | 'VALUE'

/** A measurement with everything it is judged against, all in one unit. */
export interface Measurement {
  /** `null`: this part was not measured. */
  readonly value: number | null
  /** Reading of a dipstick; null for numbers. */
  readonly reading: string | null
  readonly unit: string
  readonly references: Readonly<Record<Reference, number | null>>
}

/** A bound as it was applied. `limit` is in `unit`, null where a reference is missing. */
export interface AppliedBound {
  readonly comparison: Comparison
  readonly limit: number | null
  readonly unit: string
  /** The limit as the criterion has it: `1.5 × ULN`, `10 g/dL`, `5 % below baseline`. */
  readonly text: string
  readonly holds: boolean | null
  readonly missing: Missing | null
}

/** `open`: decided only by a limit that is missing. `skipped`: by a baseline that is missing. */
export interface BandOutcome {
  readonly band: Band
  readonly truth: 'yes' | 'no' | 'open' | 'skipped'
  readonly bounds: readonly AppliedBound[]
}

/** Whether a measurement lies in a band, circumstances apart: those are the caller's to assume. */
export function evaluateBand(band: Band, measurement: Measurement, rule: Rule): BandOutcome {
  const bounds = band.bounds.map((bound) => applyBound(bound, measurement, rule))
  return { band, bounds, truth: truthOf(bounds, band, measurement) }
}

function truthOf(
  bounds: readonly AppliedBound[],
  { readings }: Band,
  { reading }: Measurement,
): BandOutcome['truth'] {
  if (readings !== null && !readings.some((known) => known === reading)) return 'no'
  if (bounds.some((bound) => bound.holds === false)) return 'no'
  if (bounds.some((bound) => bound.missing === 'BASE')) return 'skipped'
  return bounds.some((bound) => bound.missing !== null) ? 'open' : 'yes'
}

function applyBound(bound: Bound, measurement: Measurement, rule: Rule): AppliedBound {
  switch (bound.limit.kind) {
    case 'printed':
      return applyPrinted(bound.comparison, bound.limit.numbers, measurement, rule)
    case 'reference':
      return applyReference(bound.comparison, bound.limit, measurement, rule)
    case 'change':
      return applyChange(bound.comparison, bound.limit, measurement)
  }
}

/** Compared in the reported unit where the standard prints it, else in the first unit it prints. */
function applyPrinted(
  comparison: Comparison,
  numbers: ByUnit,
  { value, unit }: Measurement,
  rule: Rule,
): AppliedBound {
  const place = placeOf(numbers, rule.analyte, unit)
  if (place === null) {
    return { comparison, limit: null, unit, text: 'not printed', holds: false, missing: null }
  }
  const text = `${place.number} ${place.unit}`
  const base = { comparison, limit: place.number, unit: place.unit, text }
  if (value === null) return { ...base, holds: null, missing: 'VALUE' }
  return { ...base, holds: compare(place.convert(value), comparison, place.number), missing: null }
}

/** A number of the standard, in the unit it is printed in, and the way there from the reported one. */
interface Place {
  readonly unit: string
  readonly number: number
  readonly convert: Convert
}

function placeOf(numbers: ByUnit, analyte: string, unit: string): Place | null {
  const own = numbers.get(unit)
  if (own !== undefined) return { unit, number: own, convert: (value: number) => value }
  for (const [other, number] of numbers) {
    const convert = conversion(analyte, unit, other)
    if (convert !== null) return { unit: other, number, convert }
  }
  return null
}

interface ReferenceLimit {
  readonly of: Reference
  readonly factor: number
  readonly offset: ByUnit | null
}

function applyReference(
  comparison: Comparison,
  limit: ReferenceLimit,
  { value, unit, references }: Measurement,
  rule: Rule,
): AppliedBound {
  const place = offsetPlace(limit, rule.analyte, unit)
  const base = { comparison, unit: place.unit, text: referenceText(limit, place) }
  const reference = references[limit.of]
  if (reference === null) return { ...base, limit: null, holds: null, missing: limit.of }
  if (value === null) return { ...base, limit: null, holds: null, missing: 'VALUE' }
  const threshold = place.convert(reference) * limit.factor + place.number
  const holds = compare(place.convert(value), comparison, threshold)
  return { ...base, limit: threshold, holds, missing: null }
}

/** Without an offset the multiple of a reference is the same in any unit. */
function offsetPlace({ offset }: ReferenceLimit, analyte: string, unit: string): Place {
  const same = { unit, number: 0, convert: (value: number) => value }
  return offset === null ? same : (placeOf(offset, analyte, unit) ?? same)
}

const REFERENCE_NAME: Readonly<Record<Reference, string>> = {
  LLN: 'LLN',
  ULN: 'ULN',
  BASE: 'baseline',
  MI: 'infarction cut-off',
}

function referenceText({ of, factor, offset }: ReferenceLimit, place: Place): string {
  const name = REFERENCE_NAME[of]
  if (offset !== null) return `${name} + ${place.number} ${place.unit}`
  return factor === 1 ? name : `${factor} × ${name}`
}

const CHANGE_TEXT: Readonly<Record<ChangeMeasure, string>> = {
  '%down': '% below baseline',
  '%up': '% above baseline',
  drop: 'points below baseline',
  rise: 'above baseline',
}

function applyChange(
  comparison: Comparison,
  { measure, amount }: { readonly measure: ChangeMeasure; readonly amount: number },
  { value, unit, references }: Measurement,
): AppliedBound {
  const baseline = references.BASE
  const base = { comparison, unit, text: `${amount} ${CHANGE_TEXT[measure]}` }
  if (value === null) return { ...base, limit: null, holds: null, missing: 'VALUE' }
  if (baseline === null || (measure.startsWith('%') && baseline <= 0)) {
    return { ...base, limit: null, holds: null, missing: 'BASE' }
  }
  const change = changeFrom(baseline, value, measure)
  return { ...base, limit: amount, holds: compare(change, comparison, amount), missing: null }
}

function changeFrom(baseline: number, value: number, measure: ChangeMeasure): number {
  switch (measure) {
    case '%down':
      return ((baseline - value) / baseline) * 100
    case '%up':
      return ((value - baseline) / baseline) * 100
    case 'drop':
      return baseline - value
    case 'rise':
      return value - baseline
  }
}

/** Products and converted values may miss a limit by the last bits: within 1e-9 they are equal. */
const RELATIVE_TOLERANCE = 1e-9

function compare(value: number, comparison: Comparison, limit: number): boolean {
  const slack = RELATIVE_TOLERANCE * Math.max(Math.abs(value), Math.abs(limit))
  switch (comparison) {
    case '>':
      return value - limit > slack
    case '>=':
      return value - limit >= -slack
    case '<':
      return limit - value > slack
    case '<=':
      return limit - value >= -slack
  }
}
