import type { Definitions } from '../studies/service.ts'
import type { ReviewParts } from './save-review.ts'

export { importedDerivations } from './imported-derivations.ts'
export { assessmentKey, deriveResponses, type DerivedResponse } from './derive-responses.ts'
export { listResponses } from './list-responses.ts'
export { feedsResponses, reopenReviews } from './reopen-reviews.ts'
export { saveReview, type Review } from './save-review.ts'

export interface ReviewServices extends ReviewParts {
  readonly definitions: Definitions
}
