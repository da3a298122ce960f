/** The checks and the families they ask. Fetched when a form is first opened: no other screen needs it. */
export { evaluateChecks } from '../../../shared/checks/evaluate.ts'
export { builtInFamilies } from '../../../shared/families.ts'
