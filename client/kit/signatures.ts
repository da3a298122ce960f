import type { ResponseOf } from '../../shared/api/define.ts'
import { listSignatures, type SignatureView } from '../../shared/api/routes/signatures.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

/** The electronic signatures of a subject, broken ones included. */
export function signaturesQuery(
  study: string,
  subjid: string,
): Query<ResponseOf<typeof listSignatures>> {
  return {
    queryKey: ['study', study, 'subject', subjid, 'signatures'],
    queryFn: ({ signal }) => call(listSignatures, { params: { study, subjid }, signal }),
  }
}

/** Those that speak of one saved form: of itself, of its visit, or of the whole subject. */
export function signaturesAt(
  signatures: readonly SignatureView[],
  { id, visit }: { readonly id: string; readonly visit: string | null },
): readonly SignatureView[] {
  return signatures.filter(
    (one) =>
      one.record === id ||
      one.scope === 'subject' ||
      (one.scope === 'visit' && visit !== null && one.visit === visit),
  )
}
