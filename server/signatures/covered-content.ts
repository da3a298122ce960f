import type { RecordRow } from '../../db/rows.ts'
import type { Families } from '../../shared/families.ts'
import { isSecondReading } from '../../shared/forms/review-form.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import {
  contentToCompare,
  countValues,
  type SignedContent,
  type SignedDerivation,
} from '../../shared/signatures/content.ts'
import type { SignatureScope } from '../../shared/signatures/meanings.ts'
import { recordContent } from '../audit/audit-draft.ts'
import { sha256 } from '../audit/hash.ts'
import { storedValues } from '../entry/service.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { deriveResponses } from '../reviews/service.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { trialSubjectOf } from '../subjects/service.ts'

/** What one signature covers. */
export interface Place {
  readonly scope: SignatureScope
  readonly visit: string | null
  readonly record: string | null
}

export interface Signable {
  readonly subject: { readonly id: string; readonly subjid: string }
  readonly pinned: PinnedDefinition
  /** All present records of the subject, in the order they were made. */
  readonly records: readonly RecordRow[]
  /** The last entry of the trail that is known. */
  readonly upToSeq: number
}

/**
 * The records that a signature of a place covers. Second readings are none of them: the investigator
 * does not answer for what an independent reader found.
 */
export function recordsAt(place: Place, records: readonly RecordRow[]): readonly RecordRow[] {
  const { scope } = place
  return records.filter((row) => {
    if (
      scope !== 'subject' &&
      (scope === 'visit' ? row.visit !== place.visit : row.id !== place.record)
    ) {
      return false
    }
    return !isSecondReading(storedValues(row).items)
  })
}

/** Exactly what a signature of a place covers. */
export function contentOf(
  place: Place,
  { subject, pinned, records, upToSeq }: Signable,
  families: Pick<Families, 'criteria' | 'endpoints'>,
): SignedContent {
  const covered = recordsAt(place, records)
  return {
    ...place,
    subject,
    upToSeq,
    definition: { number: pinned.number, hash: pinned.hash },
    records: covered.map(signedRecord).sort((a, b) => (a.id < b.id ? -1 : 1)),
    derived: derivedAt(place, { subject, pinned, records }, families),
    engine: PROGRAM_VERSION,
    forms: covered.length,
    values: covered.reduce((sum, row) => sum + countValues(storedValues(row)), 0),
  }
}

/** Names what is shown to the signer: equal as long as nothing that would break the signature changes. */
export function digestOf(content: SignedContent): string {
  return sha256(contentToCompare(content))
}

function signedRecord(row: RecordRow): SignedContent['records'][number] {
  const { id, form, visit, rowKey, version } = row
  return { id, form, visit, rowKey, version, hash: sha256(canonicalJson(recordContent(row))) }
}

/** The derived responses of a signed visit or subject. A form on its own has none. */
export function derivedAt(
  { scope, visit }: Pick<Place, 'scope' | 'visit'>,
  { subject, pinned, records }: Omit<Signable, 'upToSeq'>,
  families: Pick<Families, 'criteria' | 'endpoints'>,
): SignedDerivation[] {
  if (scope === 'record') return []
  const trial = trialSubjectOf({ subjid: subject.subjid, site: '' }, records, pinned.forms)
  return [...deriveResponses(trial, pinned.definition, families)]
    .map(([key, { derived }]) => {
      const [at, criteria] = JSON.parse(key) as [string, string]
      return { visit: at, criteria, derived }
    })
    .filter((one) => scope === 'subject' || one.visit === visit)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

function nameOf({ visit, criteria }: SignedDerivation): string {
  return `${visit} ${criteria}`
}
