import { createHash } from 'node:crypto'
import type { Families } from '../../shared/families.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'

/** Everything recorded counts for a review: it has no cut-off. */
const NO_CUTOFF = '9999-12-31' as IsoDate

/** The response that the rules give at one assessment, and the hash of what it was made from. */
export interface DerivedResponse {
  readonly derived: string
  readonly inputsHash: string
}

/** Names an assessment under one criterion. */
export function assessmentKey(visit: string, criteria: string): string {
  return JSON.stringify([visit, criteria])
}

/** The derived responses of a subject by assessment, from all its records. */
export function deriveResponses(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  families: Pick<Families, 'criteria' | 'endpoints'>,
): ReadonlyMap<string, DerivedResponse> {
  const options = { cutoff: NO_CUTOFF, source: 'investigator' } as const
  const { timepoints } = deriveSubject(subject, definition, options, families)
  return new Map(
    timepoints.map(({ row, basis }) => {
      // What the investigator recorded is judged against the derivation, it is no input of it.
      const text = canonicalJson({ row: { ...row, investigator: null }, trace: basis() })
      const inputsHash = createHash('sha256').update(text).digest('hex')
      return [assessmentKey(row.visit, row.criteria), { derived: row.derived, inputsHash }]
    }),
  )
}
