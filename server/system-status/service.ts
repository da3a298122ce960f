export { startSystemWatch } from './system-watch.ts'
export { systemGauges } from './gauges.ts'
export { verifyJob } from './verify-job.ts'
export type { StatusServices } from './read-status.ts'
