import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import type { ReviewDerivation } from '../entry/service.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { assessmentKey, deriveResponses } from './derive-responses.ts'

/**
 * What the rules derive at each assessment of an imported subject, to be kept with its reviews: a
 * later change of a measurement then reopens them as it does those recorded here. Gives null for an
 * assessment without a derived response, and for readings that are no investigator's review.
 */
export function importedDerivations(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  families: Pick<Families, 'criteria' | 'endpoints'>,
): (visit: string | null, rowKey: string) => string | null {
  const responses = deriveResponses(subject, definition, families)
  return (visit, rowKey) => {
    const found = responses.get(assessmentKey(visit ?? '', rowKey))
    if (found === undefined) return null
    const seen: ReviewDerivation = { ...found, engineVersion: PROGRAM_VERSION, reopened: false }
    return JSON.stringify(seen)
  }
}
