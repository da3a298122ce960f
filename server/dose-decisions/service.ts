export { asSeenAt, listDecisions } from './decisions.ts'
