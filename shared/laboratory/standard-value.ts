import { LAB_TESTS } from '../forms/lab-tests.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { remembered } from '../kernel/remembered.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import { UNIT_CONVERSIONS, UNIT_CONVERSIONS_VERSION } from '../safety/grading/unit-tables.ts'
import { conversion, recogniseUnit, type Convert } from '../safety/grading/units.ts'
import { conversionAnalyte } from './conversion-analyte.ts'

/** A result in the standard unit of its test, beside the digits and the unit it was reported with. */
export interface StandardValue {
  /** As a character result: `<0.855`, `20.52`. */
  readonly text: string
  /** The number; null where the report gives only a limit. */
  readonly value: number | null
  readonly unit: string
  /** `standard = reported x factor`. */
  readonly factor: number
  /** Of the table the factor stands in. */
  readonly factorVersion: string
}

/** The unit in which a test is compared between laboratories; null for a test not known here. */
export function standardUnit(test: string): string | null {
  return comparedUnits(test)[0] ?? null
}

/** Units a test is graded and compared in; of a test without rules the one that its form names. */
function comparedUnits(test: string): readonly string[] {
  return findLaboratoryTest(test)?.units ?? FORM_UNITS.get(test) ?? NO_UNITS
}

const FORM_UNITS: ReadonlyMap<string, readonly string[]> = new Map(
  LAB_TESTS.map(({ test: { value }, unit }) => [value, [unit]]),
)
const NO_UNITS: readonly string[] = []

/**
 * A result in the standard unit. Null where the test, the number or the unit is not known: nothing is
 * guessed. Products are cut at twelve digits, so that no binary fraction shows.
 */
export function toStandard(test: string, result: string, unit: string): StandardValue | null {
  const number = parseNumberText(result)
  const standard = standardUnit(test)
  if (number === null || standard === null) return null
  const factor = unitFactor(test, unit, standard)
  if (factor === null) return null
  const value = factor === 1 ? number.value : cut(number.value * factor)
  const shown = factor === 1 ? result.trim().replace(/^[<>]=?\s*/, '') : plain(value)
  return {
    text: `${number.comparator ?? ''}${shown}`,
    value: number.comparator === null ? value : null,
    unit: standard,
    factor,
    factorVersion: UNIT_CONVERSIONS_VERSION,
  }
}

/** By what a value of a test in one unit is multiplied to stand in another; null: not known. */
export function unitFactor(test: string, from: string, to: string): number | null {
  return rememberedFactor({ test, from, to })
}

/** A study's results stand in few units, and each is asked for again and again. */
const rememberedFactor = remembered(
  factorBetween,
  ({ test, from, to }) => `${test}\n${from}\n${to}`,
  2_000,
)

interface Units {
  readonly test: string
  readonly from: string
  readonly to: string
}

function factorBetween({ test, from, to }: Units): number | null {
  const analyte = conversionAnalyte(test)
  const units = comparedUnits(test)
  const own = recogniseUnit(from, analyte, units)
  const goal = recogniseUnit(to, analyte, units)
  if (own === null || goal === null) return null
  const direct = conversion(analyte, own, goal)
  const over = direct ?? overAnother(analyte, own, goal)
  return over === null ? null : cut(over(1))
}

/** In two steps, where the table holds no factor between the two units. */
function overAnother(analyte: string, from: string, to: string): Convert | null {
  const units = UNIT_CONVERSIONS.filter(({ analytes }) => analytes.includes(analyte)).flatMap(
    (row) => [row.from, row.to],
  )
  for (const between of units) {
    const first = conversion(analyte, from, between)
    const second = conversion(analyte, between, to)
    if (first !== null && second !== null) return (value) => second(first(value))
  }
  return null
}

function cut(value: number): number {
  return Number(value.toPrecision(12))
}

/** A number without an exponent, however small or large. */
function plain(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}
