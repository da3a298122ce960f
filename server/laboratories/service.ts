export { laboratoriesOfSite } from './load-laboratories.ts'
export type { Recheck } from './manage-laboratories.ts'
export { rememberUnits } from './remember-units.ts'
