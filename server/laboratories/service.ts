export { rememberUnits } from './remember-units.ts'
