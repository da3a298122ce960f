import type { Definitions } from '../studies/service.ts'
import type { EntryParts } from './save-steps.ts'

export { firstVersion, nextVersion } from './first-version.ts'
export { isReviewForm } from '../../shared/forms/review-form.ts'
export { parseValues } from './parse-values.ts'
export { checkVisit, expectForm, refuseOtherOwner } from './place.ts'
export {
  loadRecordViews,
  storedDerivation,
  storedValues,
  toRecordView,
  type ReviewDerivation,
} from './record-view.ts'
export { savePlaceOf, type SubjectCall } from './save-place.ts'
export {
  amendRecord,
  createRecord,
  expectRecord,
  removeRecord,
  updateRecord,
} from './save-record.ts'
export {
  inTurn,
  type AfterSave,
  type AheadOfSave,
  type SavePlace,
  type TakeDraft,
} from './save-steps.ts'
export { refuseDecisionByEntry, subjectColumns, syncSubject } from './subject-form.ts'
export { firstTypedAt, typedAt } from './typed-at.ts'

export interface EntryServices extends EntryParts {
  readonly definitions: Definitions
}
