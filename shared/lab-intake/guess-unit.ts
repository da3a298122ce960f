import { unitFactor } from '../laboratory/standard-value.ts'
import { unitsOfTest } from '../laboratory/test-units.ts'

/**
 * Usual upper limit of normal of adults in the first unit of the test. It tells units apart by the
 * range that a print-out gives; no result is judged by it.
 */
const USUAL_UPPER: Readonly<Record<string, number>> = {
  ...{ ALT: 50, AST: 40, ALP: 125, GGT: 60, LDH: 250, CK: 200, AMYLASE: 135, LIPASE: 60 },
  ...{ TBIL: 21, BILDIR: 6.8, ALB: 55, CREAT: 104, UREAN: 8.2, AFP: 10 },
  ...{ WBC: 9.5, NEUT: 6.3, LYM: 3.2, HGB: 165, PLT: 350 },
  ...{ SODIUM: 147, K: 5.3, CA: 2.52, MG: 1.02, PHOS: 1.51, GLUC: 6.1, CHOL: 5.2, TRIG: 1.7 },
  ...{ TROPONI: 0.04, TSH: 4.2, T4FR: 22, PROT24: 0.15 },
}

/** How far from the usual a laboratory's limit may lie: less than any two units lie apart. */
const FARTHEST = 1.6

/**
 * The unit in which an upper limit of normal is usual; null where none fits, or no limit is given. Of
 * units with the same numbers (`10^9/L`, `10^3/uL`) the first.
 */
export function unitByRange(test: string, high: string): string | null {
  const limit = Number(high)
  const usual = USUAL_UPPER[test]
  const units = unitsOfTest(test)
  const [standard] = units
  if (usual === undefined || standard === undefined || high === '' || !(limit > 0)) return null
  const distances = units.map((unit) => {
    const factor = unitFactor(test, standard, unit)
    return {
      unit,
      apart: factor === null ? Infinity : Math.abs(Math.log(limit / (usual * factor))),
    }
  })
  const nearest = distances.reduce((best, one) => (one.apart < best.apart - 1e-9 ? one : best))
  return nearest.apart <= Math.log(FARTHEST) ? nearest.unit : null
}
