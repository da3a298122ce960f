import { getProof, type ProofView } from '../../shared/api/routes/analysis.ts'
import type { AnalysisView } from './derivation-query.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

/** The steps behind a derived value of a subject, with the forms and entries that they rest on. */
export function proofQuery(
  study: string,
  subjid: string,
  { fact, cutoff, source }: AnalysisView & { readonly fact: string },
): Query<ProofView> {
  return {
    queryKey: ['study', study, 'proof', subjid, fact, cutoff ?? '', source ?? ''],
    queryFn: ({ signal }) =>
      call(getProof, {
        params: { study, subjid },
        query: {
          fact,
          ...(cutoff === undefined ? {} : { cutoff }),
          ...(source === undefined ? {} : { source }),
        },
        signal,
      }),
  }
}
