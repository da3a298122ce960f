import type { z } from 'zod'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { liveQuery } from '../../shared/api/routes/live.ts'
import type { SubsetWish } from '../../shared/live/subset.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { isCondition, parseConditions } from '../../shared/subgroups/condition-text.ts'
import type { SubgroupCondition } from '../../shared/subgroups/define.ts'
import { subgroupItems } from '../../shared/subgroups/items.ts'
import { invalidField } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'

type LiveQuery = z.output<typeof liveQuery>

interface Known {
  readonly definition: ProtocolDefinition
  /** Codes of the sites that the caller may see. */
  readonly sites: readonly string[]
}

/**
 * What a query asks for, checked against the study. The 422 names the part that the study does not
 * have; a site that the caller may not see is none.
 */
export function subsetWish(query: LiveQuery, { definition, sites }: Known): SubsetWish {
  const { population = null } = query
  const cohorts = definition.cohorts.map(({ key }) => key)
  if (population === 'DLT' && !hasDoseFinding(definition)) {
    throw invalidField('/population', 'live.noSuch', { text: population })
  }
  return {
    cohorts: keysOf('cohorts', query.cohorts, cohorts),
    sites: keysOf('sites', query.sites, sites),
    population,
    conditions: conditionsOf(query.subgroup, definition),
  }
}

/** The criterion asked for; null: all of them. */
export function criteriaWish(
  { criteria }: LiveQuery,
  definition: ProtocolDefinition,
): string | null {
  if (criteria === undefined || criteria === '') return null
  if (definition.criteria.some(({ key }) => key === criteria)) return criteria
  throw invalidField('/criteria', 'live.noSuch', { text: criteria })
}

function hasDoseFinding({ endpoints }: ProtocolDefinition): boolean {
  return endpoints.some(({ kind }) => kind === 'dose-limiting-toxicity')
}

function keysOf(
  name: 'cohorts' | 'sites',
  asked: readonly string[] | undefined,
  known: readonly string[],
): readonly string[] | null {
  if (asked === undefined || asked.length === 0) return null
  const strange = asked.find((key) => !known.includes(key))
  if (strange !== undefined) throw invalidField(`/${name}`, 'live.noSuch', { text: strange })
  return [...new Set(asked)]
}

function conditionsOf(
  text: string | undefined,
  definition: ProtocolDefinition,
): readonly SubgroupCondition[] {
  if (text === undefined) return []
  const conditions = parseConditions(text)
  if (conditions === null) throw invalidField('/subgroup', 'live.notRead', { text })
  const items = subgroupItems(definition)
  const strange = conditions.find((condition) => !isCondition(condition, items))
  if (strange !== undefined) throw invalidField('/subgroup', 'live.noSuch', { text: strange.item })
  return conditions
}

/** The codes of the sites that a caller may see. */
export async function visibleSites(
  { read, t: { site } }: Store,
  { studyId, sites }: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<readonly string[]> {
  const here = eq(site.studyId, studyId)
  const rows = await read
    .select({ code: site.siteKey })
    .from(site)
    .where(sites.kind === 'all' ? here : and(here, inArray(site.id, [...sites.ids])))
    .orderBy(asc(site.siteKey))
  return rows.map(({ code }) => code)
}
