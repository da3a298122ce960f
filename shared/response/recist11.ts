import type { Tenths } from '../kernel/brand.ts'
import { createCriterion } from './criterion.ts'
import type { ResponseSettings } from './define.ts'

/** @source response criteria, section 12, column RECIST 1.1 */
export const RECIST_11_DEFAULTS: ResponseSettings = {
  prDecreasePct: 30,
  pdRelativeIncreasePct: 20,
  pdAbsoluteIncreaseMm: 5,
  tooSmallToMeasureMm: 5,
  nodeNormalBelowMm: 10,
  partialSumPd: true,
  afterCr: 'PD_ON_REAPPEARANCE',
  carryConfirmedResponse: false,
  tumourMarkerForCr: 'NOT_USED',
  stableDate: 'LATEST',
  confirmation: false,
  minIntervalDays: 28,
  minSdDays: 42,
  maxNeBetween: 1,
  allowOneSdBetween: false,
  crFollowedByDisease: 'AS_RECORDED',
  newTherapySameDayCounts: true,
  missingAs: 'NE',
}

/** RECIST 1.1: longest diameters, nodes by short axis. @source Eisenhauer et al., Eur J Cancer 2009;45:228-247 */
export const RECIST_11 = createCriterion({
  key: 'RECIST 1.1',
  title: 'RECIST 1.1',
  columns: { diameter: 'LDIAM', state: 'TUMSTATE' },
  defaults: RECIST_11_DEFAULTS,
  baselineRules: { viableLiverLesions: false, portaHepatisNode: null },
  sdtm: { category: 'RECIST 1.1', prefix: 'R', sum: 'SUMDIAM' },
  rules: {
    intrahepatic: null,
    portaHepatisNode: 100 as Tenths,
    node: 100 as Tenths,
    effusionNeedsCytology: false,
  },
})
