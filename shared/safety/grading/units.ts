import { UNIT_ALIASES, UNIT_CONVERSIONS } from './unit-tables.ts'

/** A change of unit that keeps the order of values. */
export type Convert = (value: number) => number

const ALIASES = new Map(
  UNIT_ALIASES.flatMap(({ unit, writtenAs }) =>
    writtenAs.map((spelling) => [spelling.toLowerCase(), unit] as const),
  ),
)

/**
 * The unit in which a reported unit is graded: one of the rule's own, or one that converts to one
 * of them. Capitals do not matter, and the known spellings count as the unit they mean; giga per
 * litre (`G/L`) is no alias on purpose, it would collide with `g/L`. `null`: unknown to the rule.
 */
export function recogniseUnit(
  reported: string,
  analyte: string,
  units: readonly string[],
): string | null {
  const text = reported.trim()
  const candidates = [text, ALIASES.get(text.toLowerCase())].filter((unit) => unit !== undefined)
  for (const candidate of candidates) {
    const own = units.find((unit) => unit.toLowerCase() === candidate.toLowerCase())
    if (own !== undefined) return own
  }
  const convertible = convertibleUnits(analyte, units)
  for (const candidate of candidates) {
    const other = convertible.find((unit) => unit.toLowerCase() === candidate.toLowerCase())
    if (other !== undefined) return other
  }
  return null
}

/** How values of an analyte go from one unit to another in one step; `null` where no factor is known. */
export function conversion(analyte: string, from: string, to: string): Convert | null {
  if (from === to) return (value) => value
  for (const row of UNIT_CONVERSIONS) {
    if (!row.analytes.includes(analyte)) continue
    const { factor, offset = 0 } = row
    if (row.from === from && row.to === to) return (value) => (value - offset) * factor
    if (row.from === to && row.to === from) return (value) => value / factor + offset
  }
  return null
}

function convertibleUnits(analyte: string, units: readonly string[]): string[] {
  return UNIT_CONVERSIONS.filter(
    (row) => row.analytes.includes(analyte) && (units.includes(row.from) || units.includes(row.to)),
  ).flatMap((row) => [row.from, row.to])
}
