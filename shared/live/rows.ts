import type { Contribution } from '../endpoints/contribution.ts'
import type { SubjectAddition } from '../endpoints/derivation.ts'
import type { EndpointDefinition, Population } from '../endpoints/define.ts'

/** One enrolled subject behind a number, with what it adds to the endpoint asked for. */
export interface LiveRow {
  readonly subject: string
  readonly site: string
  readonly cohort: string | null
  readonly populations: Readonly<Record<Population, boolean>>
  /** It is counted in the denominator; null where no endpoint is asked for. */
  readonly counted: boolean | null
  /** Null where no endpoint is asked for. */
  readonly value: Contribution | null
  /** By the endpoint's criterion, or the leading one; null without any. */
  readonly bor: string | null
  readonly confirmedBor: string | null
}

interface Placed {
  readonly addition: SubjectAddition
  readonly site: string
}

/** The rows behind an endpoint, or behind the subjects alone: everyone enrolled, by subject number. */
export function liveRows(
  subjects: readonly Placed[],
  endpoint: EndpointDefinition | null,
  leading: string | null,
): readonly LiveRow[] {
  const criteria = endpoint?.criteria ?? leading
  return subjects
    .filter(({ addition }) => addition.enrolled)
    .map(({ addition, site }): LiveRow => {
      const { subject, cohort, populations, responses } = addition
      const own = addition.endpoints.find(({ id }) => id === endpoint?.id)
      const response = responses.find(({ row }) => row.criteria === criteria)?.row
      const value = own?.value ?? null
      return {
        ...{ subject, site, cohort, populations },
        counted: own === undefined ? null : own.inPopulation && own.value.kind !== 'not-at-risk',
        value,
        bor: response?.bor ?? null,
        confirmedBor: response?.confirmedBor ?? null,
      }
    })
}
