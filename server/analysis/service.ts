export { adverseEventTable } from './adverse-event-table.ts'
export {
  analyseStudy,
  cutoffOf,
  deriveLoaded,
  deriveOne,
  headsOf,
  studyResults,
  type AnalysisServices,
  type AnalysisWish,
} from './analyse-study.ts'
export {
  loadSubjects,
  loadTrial,
  loadTrialBy,
  subjectHeads,
  type SubjectHead,
} from './load-trial.ts'
export { createDerivedCache, createSubjectCache, type DerivedCache } from './subject-cache.ts'
