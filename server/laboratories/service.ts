export type { MovedLimits, Recheck } from './manage-laboratories.ts'
export { laboratoriesAsOf } from './laboratories-as-of.ts'
export { laboratoriesBySite, laboratoriesOfSite, rangesMark } from './load-laboratories.ts'
export { rememberUnits } from './remember-units.ts'
