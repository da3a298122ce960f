import type { Store } from '../../db/store.ts'
import type { SubjectView } from '../../shared/api/routes/subjects.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { dayOf } from '../entry/service.ts'
import { notFound } from '../http/problem-error.ts'
import type { Definitions } from '../studies/service.ts'
import { findSubject, type ListedSubject } from './find-subjects.ts'
import type { SubjectOverview } from './overview.ts'
import type { Overviews } from './overviews.ts'
import { toSubjectView } from './views.ts'

export { cellsOf, columnHeads, scheduleOf } from './cells.ts'
export { createSubject } from './create-subject.ts'
export { decideEnrolment } from './decide-enrolment.ts'
export { allSubjects, countSubjects, findSubjects, type ListedSubject } from './find-subjects.ts'
export { loadRecords, trialSubjectOf, type ReadRecord } from './load-records.ts'
export type { SubjectOverview } from './overview.ts'
export { createOverviews, type Overviews } from './overviews.ts'
export { toSubjectView } from './views.ts'

export interface SubjectServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly overviews: Overviews
}

/** The server's calendar day. Throws when the clock gives none. */
export function today(store: Pick<Store, 'now'>): Day {
  const day = dayOf(store.now())
  if (day === null) throw new Error('The server clock gives no calendar day.')
  return day
}

/** One subject with its overview. Throws the 404 problem when there is none of that id. */
export async function loadSubject(
  { store, definitions, overviews }: SubjectServices,
  { studyId, subjectId }: { readonly studyId: string; readonly subjectId: string },
): Promise<{ subject: ListedSubject; overview: SubjectOverview; view: SubjectView }> {
  const subject = await findSubject(store, subjectId)
  if (subject === null) throw notFound('subject')
  const overview = (await overviews.of([subject], await definitions.of(studyId))).get(subjectId)
  if (overview === undefined) throw notFound('subject')
  return { subject, overview, view: toSubjectView(subject, overview, today(store)) }
}
