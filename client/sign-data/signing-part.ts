import type { Signing, SigningPlace } from '../../shared/api/routes/signatures.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'

/** What the parts of the page are about: the subject, the place, and what a signature would cover. */
export interface SigningPartProps {
  readonly screen: SubjectScreen
  readonly place: SigningPlace
  readonly signing: Signing
}
