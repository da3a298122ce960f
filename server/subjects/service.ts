import type { SubjectView } from '../../shared/api/routes/subjects.ts'
import { notFound } from '../http/problem-error.ts'
import { findSubject, type ListedSubject } from './find-subjects.ts'
import type { SubjectOverview } from './overview.ts'
import { today, type SubjectServices } from './subject-services.ts'
import { toSubjectView } from './views.ts'

export { refuseAfterWithdrawal } from './after-withdrawal.ts'
export { cellsOf, columnHeads, scheduleOf } from './cells.ts'
export { createSubject } from './create-subject.ts'
export { decideEnrolment } from './decide-enrolment.ts'
export {
  allSubjects,
  countSubjects,
  findSubjects,
  neighboursOf,
  type ListedSubject,
} from './find-subjects.ts'
export { createMarks, type Marks } from './known-marks.ts'
export type { FormPlace, SubjectMarks } from './marks.ts'
export { matrixPage, matrixPageWithSign } from './matrix-page.ts'
export {
  createKnownBySource,
  knownOrMade,
  type KnownBySource,
  type ReadSource,
} from './known-by-source.ts'
export { signingState } from './signing-state.ts'
export { createMatrixRows, type WrittenRow } from './matrix-rows.ts'
export {
  inOrderMade,
  loadRecords,
  recordsOfSubject,
  trialSubjectOf,
  type ReadRecord,
} from './load-records.ts'
export { overviewOf, type SubjectOverview } from './overview.ts'
export { createOverviews, walkOverviews, type Overviews } from './overviews.ts'
export {
  today,
  type MarkedServices,
  type MatrixServices,
  type SubjectServices,
} from './subject-services.ts'
export { createPresentRecords, toPresent, type PresentRecords } from './present-records.ts'
export { toSubjectView } from './views.ts'

/** One subject with its overview. Throws the 404 problem when there is none of that id. */
export async function loadSubject(
  { store, definitions, overviews }: SubjectServices,
  { studyId, subjectId }: { readonly studyId: string; readonly subjectId: string },
): Promise<{ subject: ListedSubject; overview: SubjectOverview; view: SubjectView }> {
  const subject = await findSubject(store, subjectId)
  if (subject === null) throw notFound('subject')
  const overview = (await overviews.of([subject], await definitions.bySite(studyId))).get(subjectId)
  if (overview === undefined) throw notFound('subject')
  return { subject, overview, view: toSubjectView(subject, overview, today(store, subject)) }
}
