import { getDerivation } from '../../shared/api/routes/analysis.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import type { ResponseSource } from '../../shared/endpoints/results.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

export interface AnalysisView {
  readonly cutoff?: string | undefined
  readonly source?: ResponseSource | undefined
}

/** All derived values of one subject, each with its trace. */
export function derivationQuery(
  study: string,
  subjid: string,
  { cutoff, source }: AnalysisView = {},
): Query<ToldDerivation> {
  return {
    queryKey: ['study', study, 'derivation', subjid, cutoff ?? '', source ?? ''],
    queryFn: ({ signal }) =>
      call(getDerivation, {
        params: { study, subjid },
        query: {
          ...(cutoff === undefined ? {} : { cutoff }),
          ...(source === undefined ? {} : { source }),
        },
        signal,
      }),
  }
}
