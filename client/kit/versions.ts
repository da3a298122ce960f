import { useSuspenseQueries } from '@tanstack/react-query'
import { getVersion } from '../../shared/api/routes/amendments.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { NumberedDefinition } from '../../shared/protocol/record-version.ts'
import { call } from './http.ts'
import type { Query } from './query.ts'

/** One version of a study's definition; a published version never changes. */
function versionQuery(study: string, number: number): Query<NumberedDefinition> {
  return {
    queryKey: ['study', study, 'definition', number],
    queryFn: ({ signal }) =>
      call(getVersion, { params: { study, version: String(number) }, signal }),
    staleTime: Infinity,
  }
}

/** The versions of a study up to one, the first one first. */
export function useVersions(study: Study, upTo: number): readonly NumberedDefinition[] {
  const shown = Number(study.definitionVersion)
  const numbers = Array.from({ length: upTo }, (_, at) => at + 1)
  const missing = numbers.filter((number) => number !== shown)
  const fetched = useSuspenseQueries({
    queries: missing.map((number) => versionQuery(study.id, number)),
  }).map(({ data }) => data)
  const all = [...fetched, { number: shown, definition: study.definition }]
  return all.filter(({ number }) => number <= upTo).sort((a, b) => a.number - b.number)
}
