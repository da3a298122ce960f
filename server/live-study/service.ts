export { createLiveCache } from './live-results.ts'
export { createStudyWatch } from './study-watch.ts'
