import type { ResponseOf } from '../../shared/api/define.ts'
import {
  getSigning,
  listSigners,
  listToSign,
  type Signing,
  type SigningPlace,
} from '../../shared/api/routes/signatures.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

/** What a signature of a place would cover, and what changed since the own last one. */
export function signingQuery(study: string, subjid: string, place: SigningPlace): Query<Signing> {
  const { scope, visit = '', record = '' } = place
  return {
    queryKey: ['study', study, 'subject', subjid, 'signing', scope, visit, record],
    queryFn: ({ signal }) => call(getSigning, { params: { study, subjid }, query: place, signal }),
  }
}

/** By subject, what waits for a signature. */
export function toSignQuery(study: string): Query<ResponseOf<typeof listToSign>> {
  return {
    queryKey: ['study', study, 'to-sign'],
    queryFn: ({ signal }) => call(listToSign, { params: { study }, signal }),
  }
}

/** Who has or had the right to sign. */
export function signersQuery(study: string): Query<ResponseOf<typeof listSigners>> {
  return {
    queryKey: ['study', study, 'signers'],
    queryFn: ({ signal }) => call(listSigners, { params: { study }, signal }),
  }
}
