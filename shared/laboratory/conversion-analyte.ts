import { findLaboratoryTest } from '../safety/laboratory-tests.ts'

/** Tests that no term is graded from, and the analyte whose factors hold for them. */
const UNGRADED: Readonly<Record<string, string>> = {
  AFP: 'afp',
  AMMONIA: 'ammonia',
  CA: 'calcium',
  CL: 'chloride',
  CORT: 'cortisol',
  DBIL: 'bilirubin',
  PHOS: 'phosphate',
  PROT: 'total-protein',
  T4FR: 'free-thyroxine',
  UREAN: 'urea-nitrogen',
}

/** The analyte by which the factors between units are found; for an unknown test its code. */
export function conversionAnalyte(test: string): string {
  const known = findLaboratoryTest(test)
  if (known === null) return test.trim().toLowerCase()
  return known.analyte ?? UNGRADED[known.code] ?? known.code.toLowerCase()
}
