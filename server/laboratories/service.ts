export type { MovedLimits, Recheck } from './manage-laboratories.ts'
export { laboratoriesAsOf } from './laboratories-as-of.ts'
export { laboratoriesBySite, laboratoriesOfSite } from './load-laboratories.ts'
export { rememberUnits } from './remember-units.ts'
