/**
 * Units of the forms in the words of the standard; one that is not here stays as it is.
 * @source CDISC controlled terminology, codelists UNIT (C71620) and VSRESU (C66770)
 */
const UNITS: Readonly<Record<string, string>> = {
  '°C': 'C',
  '℃': 'C',
  '°F': 'F',
  s: 'sec',
  ms: 'msec',
  ratio: 'RATIO',
  'g/24h': 'g/day',
  'mg/24h': 'mg/day',
  'µmol/L': 'umol/L',
  'μmol/L': 'umol/L',
  'µg/L': 'ug/L',
  'μg/L': 'ug/L',
  'mm Hg': 'mmHg',
  lb: 'LB',
  in: 'IN',
  'kg/m²': 'kg/m2',
  'm²': 'm2',
}

/** What `/min` counts, by test. */
const PER_MINUTE: Readonly<Record<string, string>> = {
  PULSE: 'beats/min',
  HR: 'beats/min',
  EGHRMN: 'beats/min',
  RESP: 'breaths/min',
}

/** The standard's word for a unit of a test; null where there is none. */
export function unitTerm(unit: string | null | undefined, test: string): string | null {
  const text = (unit ?? '').trim()
  if (text === '') return null
  if (text === '/min') return PER_MINUTE[test] ?? text
  return UNITS[text] ?? text
}

interface Conversion {
  readonly to: string
  readonly convert: (value: number) => number
}

/** Vital signs in other units than those they are compared in. */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  'HEIGHT IN': { to: 'cm', convert: (value) => value * 2.54 },
  'HEIGHT m': { to: 'cm', convert: (value) => value * 100 },
  'WEIGHT LB': { to: 'kg', convert: (value) => value * 0.45359237 },
  'WEIGHT g': { to: 'kg', convert: (value) => value / 1000 },
  'TEMP F': { to: 'C', convert: (value) => ((value - 32) * 5) / 9 },
}

/** A value of a vital sign in its standard unit; as it is where it stands in it, or none is known. */
export function vitalInStandard(
  test: string,
  value: number,
  unit: string | null,
): { readonly value: number; readonly unit: string | null } {
  const found = CONVERSIONS[`${test} ${unit ?? ''}`]
  if (found === undefined) return { value, unit }
  return { value: Number(found.convert(value).toPrecision(12)), unit: found.to }
}
