export { loadSubjects, loadTrial, subjectHeads } from './load-trial.ts'
