import { parseNumberText } from '../kernel/number-text.ts'
import type { RowValues } from './define.ts'
import type { Derived } from './derived.ts'

/** Body mass index in kg/m², one decimal, from WEIGHT (kg) and HEIGHT (cm); `null` unless both are known. */
export function bodyMassIndex(values: RowValues): Derived | null {
  return ofSize(values, 'BMI', (weight, height) => (weight / (height / 100) ** 2).toFixed(1))
}

/**
 * Body surface area in m², two decimals, from WEIGHT (kg) and HEIGHT (cm); `null` unless both are known.
 * @source Mosteller, N Engl J Med 1987;317:1098: square root of height times weight over 3600
 */
export function bodySurfaceArea(values: RowValues): Derived | null {
  return ofSize(values, 'BSA', (weight, height) => Math.sqrt((height * weight) / 3600).toFixed(2))
}

function ofSize(
  values: RowValues,
  rule: string,
  compute: (weight: number, height: number) => string,
): Derived | null {
  const inputs = ['WEIGHT', 'HEIGHT'].map((name) => ({ name, value: values[name] ?? '' }))
  const [weight, height] = inputs.map(({ value }) => parseNumberText(value))
  if (weight?.comparator !== null || height?.comparator !== null) return null
  if (weight.value <= 0 || height.value <= 0) return null
  const value = compute(weight.value, height.value)
  return { value, trace: { rule, inputs, result: value } }
}
