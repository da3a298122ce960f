import { LAB_TESTS } from '../forms/lab-tests.ts'
import { UNIT_CONVERSIONS } from '../safety/grading/unit-tables.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import { conversionAnalyte } from './conversion-analyte.ts'
import { sameUnit } from './normal-range.ts'
import { unitFactor } from './standard-value.ts'

/** The units a test is met in, the usual one first; spellings of one unit count once. */
export function unitsOfTest(test: string): readonly string[] {
  const own = findLaboratoryTest(test)?.units ?? []
  const fallback = LAB_TESTS.find(({ test: { value } }) => value === test)?.unit
  const analyte = conversionAnalyte(test)
  const convertible = UNIT_CONVERSIONS.filter(({ analytes }) => analytes.includes(analyte))
  const all = [...own, ...(fallback === undefined ? [] : [fallback])]
  for (const { from, to } of convertible) all.push(from, to)
  return all.filter((unit, at) => all.findIndex((one) => sameUnit(test, one, unit)) === at)
}

/** The spelling of a printed unit that the form lists, where it is one; else the printed one. */
export function listedUnit(test: string, printed: string): string {
  return unitsOfTest(test).find((unit) => unit.toLowerCase() === printed.toLowerCase()) ?? printed
}

/** Whether a unit is one in which the test can be compared. */
export function isKnownUnit(test: string, unit: string): boolean {
  const [standard] = unitsOfTest(test)
  if (standard === undefined) return false
  return sameUnit(test, unit, standard) || unitFactor(test, unit, standard) !== null
}
