import { getProof, type ProofView } from '../../shared/api/routes/analysis.ts'
import type { AnalysisView } from './derivation-query.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

/** Which value, as of when; `mark`: of the state of the data that it is shown of, where that may change. */
export interface ProofWish extends AnalysisView {
  readonly fact: string
  readonly mark?: string | undefined
}

/** The steps behind a derived value of a subject, with the forms and entries that they rest on. */
export function proofQuery(
  study: string,
  subjid: string,
  { fact, cutoff, source, mark }: ProofWish,
): Query<ProofView> {
  return {
    queryKey: ['study', study, 'proof', subjid, fact, cutoff ?? '', source ?? '', mark ?? ''],
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
