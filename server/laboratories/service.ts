export { laboratoriesBySite, laboratoriesOfSite } from './load-laboratories.ts'
export { rememberUnits } from './remember-units.ts'
