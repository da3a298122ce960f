export { createKnownFigures } from './known-figures.ts'
export {
  createLiveCache,
  liveResults,
  type LiveResults,
  type LiveServices,
} from './live-results.ts'
export { createStudyWatch } from './study-watch.ts'
