import { remembered } from '../../kernel/remembered.ts'
import { unitInLetters } from './chinese-units.ts'
import { UNIT_ALIASES, UNIT_CONVERSIONS } from './unit-tables.ts'

/** A change of unit that keeps the order of values. */
export type Convert = (value: number) => number

const ALIASES = new Map(
  UNIT_ALIASES.flatMap(({ unit, writtenAs }) =>
    writtenAs.map((spelling) => [plainSpelling(spelling), unit] as const),
  ),
)

/**
 * The unit in which a reported unit is graded: one of the rule's own, or one that converts to one
 * of them. Capitals and the sign for micro do not matter, and the known spellings and Chinese names count as the unit
 * they mean; giga per litre (`G/L`) is no alias on purpose, it would collide with `g/L`. `null`: unknown to the rule.
 */
export function recogniseUnit(
  reported: string,
  analyte: string,
  units: readonly string[],
): string | null {
  return rememberedUnit({ reported, analyte, units })
}

interface Reported {
  readonly reported: string
  readonly analyte: string
  readonly units: readonly string[]
}

const rememberedUnit = remembered(
  findUnit,
  ({ reported, analyte, units }) => `${analyte}\n${units.join('\n')}\n\n${reported}`,
  2_000,
)

function findUnit({ reported, analyte, units }: Reported): string | null {
  const text = plainSpelling(reported)
  const alias = ALIASES.get(text)
  const candidates = alias === undefined ? [text] : [text, plainSpelling(alias)]
  for (const known of [units, convertibleUnits(analyte, units)]) {
    for (const candidate of candidates) {
      const unit = known.find((one) => plainSpelling(one) === candidate)
      if (unit !== undefined) return unit
    }
  }
  return null
}

function plainSpelling(unit: string): string {
  return unitInLetters(unit.trim())
    .replace(/[\u00b5\u03bc]/g, 'u')
    .toLowerCase()
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
