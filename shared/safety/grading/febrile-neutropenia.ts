import type { NotGradableReason } from './laboratory-grade.ts'
import { conversion, recogniseUnit } from './units.ts'

/** A count and a temperature of the same episode. */
export interface FebrileNeutropeniaInput {
  readonly neutrophils: { readonly value: number | null; readonly unit: string | null }
  readonly temperature: { readonly value: number | null; readonly unit: string | null }
  /** The temperature stayed for more than an hour; null: not known. */
  readonly sustainedMoreThanOneHour: boolean | null
}

export type FebrileNeutropenia =
  | { readonly status: 'graded'; readonly grade: 0 | 3 }
  | { readonly status: 'range'; readonly min: 0; readonly max: 3 }
  | { readonly status: 'not-gradable'; readonly reason: NotGradableReason }

const NEUTROPHILS_PER_LITRE_E9 = 1
const ONE_READING_CELSIUS = 38.3
const SUSTAINED_CELSIUS = 38

/**
 * Grade 3 when neutrophils are below 1.0 x 10^9/L and the temperature is above 38.3 °C once, or at
 * least 38.0 °C for more than an hour; the grades above are clinical. Fahrenheit and other units of
 * count are converted first. @source CTCAE v5.0, Febrile neutropenia
 */
export function gradeFebrileNeutropenia(input: FebrileNeutropeniaInput): FebrileNeutropenia {
  const neutrophils = inUnit(input.neutrophils, 'neutrophils', '10^9/L')
  const celsius = inUnit(input.temperature, 'body-temperature', 'Cel')
  if (typeof neutrophils === 'string') return { status: 'not-gradable', reason: neutrophils }
  if (typeof celsius === 'string') return { status: 'not-gradable', reason: celsius }
  if (neutrophils >= NEUTROPHILS_PER_LITRE_E9 || celsius < SUSTAINED_CELSIUS) return grade(0)
  if (celsius > ONE_READING_CELSIUS) return grade(3)
  if (input.sustainedMoreThanOneHour === null) return { status: 'range', min: 0, max: 3 }
  return grade(input.sustainedMoreThanOneHour ? 3 : 0)
}

const grade = (value: 0 | 3): FebrileNeutropenia => ({ status: 'graded', grade: value })

function inUnit(
  { value, unit }: FebrileNeutropeniaInput['temperature'],
  analyte: string,
  wanted: string,
): number | NotGradableReason {
  if (value === null) return 'missing-value'
  if (unit === null) return 'missing-unit'
  const reported = recogniseUnit(unit, analyte, [wanted])
  const convert = reported === null ? null : conversion(analyte, reported, wanted)
  // Nine decimals: 100.4 °F is 38 °C, not a bit less.
  return convert === null ? 'unknown-unit' : Number(convert(value).toFixed(9))
}
