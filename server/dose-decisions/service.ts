export { listDecisions } from './decisions.ts'
