import { and, asc, count, eq, inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { testMarkOf, type TestMark } from '../../shared/environment/test-mark.ts'
import { can } from '../../shared/access/permissions.ts'
import type { Families } from '../../shared/families.ts'
import type { NewSite, Site, Study, StudySummary } from '../../shared/api/routes/studies.ts'
import type { Actor } from '../audit/actor.ts'
import type { Caller } from '../http/caller.ts'
import { notFound } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { grantsFor, includesSite, reachOf } from '../http/scope.ts'
import type { Definitions } from './definitions.ts'
import { addSite } from './open-study.ts'

export {
  createDefinitions,
  DefinitionAlteredError,
  definitionsHeldAt,
  pinDefinition,
  versionOfRecord,
  type DefinitionBySite,
  type Definitions,
  type PinnedDefinition,
} from './definitions.ts'
export { amendSite } from './amend-site.ts'
export { checkedDefinition, faultyDefinition } from './checked-definition.ts'
export { addSiteInside, openStudy, openStudyInside, type NewStudy } from './open-study.ts'
export { sitesAsOf, type SiteAsOf } from './sites-as-of.ts'

/** Whether a study, or the installation it lies in, is for tests; null: both are for production. */
export async function studyMark(
  { t: { study }, read, installation }: Store,
  studyId: string,
): Promise<TestMark | null> {
  const [row] = await read
    .select({ environment: study.environment })
    .from(study)
    .where(eq(study.id, studyId))
  return testMarkOf(installation, row?.environment === 'test' ? 'test' : 'production')
}

export interface StudyServices {
  readonly store: Store
  readonly families: Families
  readonly definitions: Definitions
}

/** The internal id of a study by its key; null when there is none. */
export async function findStudyId(store: Store, studyKey: string): Promise<string | null> {
  const { study } = store.t
  const [row] = await store.read
    .select({ id: study.id })
    .from(study)
    .where(eq(study.studyKey, studyKey))
  return row?.id ?? null
}

/** The studies in which the caller holds a role, by key. */
export async function listStudies(
  services: StudyServices,
  caller: Caller,
): Promise<readonly StudySummary[]> {
  const { study } = services.store.t
  const rows = await services.store.read
    .select({ id: study.id, key: study.studyKey })
    .from(study)
    .orderBy(asc(study.studyKey))
  const visible = rows.filter(({ id }) => grantsFor(caller, id).length > 0)
  return Promise.all(visible.map((row) => studySummary(services, caller, row)))
}

interface StudyRef {
  readonly id: string
  readonly key: string
}

export async function studySummary(
  { store, definitions }: StudyServices,
  caller: Caller,
  study: StudyRef,
): Promise<StudySummary> {
  const grants = grantsFor(caller, study.id)
  const { definition } = await definitions.of(study.id)
  // A central reader has the study in the list, and learns nothing of it beside the readings.
  const counts = grants.some(({ role }) => can(role, 'study.read'))
  return {
    id: study.key,
    title: definition.title,
    protocol: definition.key,
    plannedSubjects: definition.plannedSubjects,
    enrolled: counts
      ? await countEnrolled(store, study.id, reachOf(grants, 'study.read').sites)
      : null,
    environment: (await studyMark(store, study.id)) === 'study' ? 'test' : 'production',
    roles: [...new Set(grants.map(({ role }) => role))],
  }
}

async function countEnrolled(store: Store, studyId: string, sites: SiteFilter): Promise<number> {
  const { subject } = store.t
  const [row] = await store.read
    .select({ enrolled: count() })
    .from(subject)
    .where(
      and(
        eq(subject.studyId, studyId),
        eq(subject.state, 'enrolled'),
        sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
      ),
    )
  return row?.enrolled ?? 0
}

export interface SiteRow {
  readonly id: string
  readonly code: string
  readonly name: string
  /** IANA name. */
  readonly timeZone: string
  /** ISO 3166-1, three letters; null where it is not recorded. */
  readonly country: string | null
  readonly version: number
}

/** Sites of a study by code: those among `sites`. */
export async function listSites(
  store: Store,
  studyId: string,
  sites: SiteFilter,
): Promise<readonly SiteRow[]> {
  const { site } = store.t
  const rows = await store.read
    .select({
      id: site.id,
      code: site.siteKey,
      name: site.name,
      timeZone: site.timeZone,
      country: site.country,
      version: site.version,
    })
    .from(site)
    .where(eq(site.studyId, studyId))
    .orderBy(asc(site.siteKey))
  return rows.filter(({ id }) => includesSite(sites, id))
}

export async function getStudy(
  services: StudyServices,
  caller: Caller,
  scope: { readonly study: StudyRef; readonly sites: SiteFilter },
): Promise<Study> {
  const summary = await studySummary(services, caller, scope.study)
  const { definition, number, hash } = await services.definitions.of(scope.study.id)
  const sites = await listSites(services.store, scope.study.id, scope.sites)
  return {
    ...summary,
    definition,
    definitionVersion: String(number),
    definitionHash: hash,
    sites: sites.map(({ code, name, timeZone, country, version }) => ({
      ...{ code, name, timeZone, country, version },
    })),
  }
}

export async function createSite(
  { store, definitions }: StudyServices,
  actor: Actor,
  { studyId, site }: { readonly studyId: string; readonly site: NewSite },
): Promise<Site> {
  const { studyVersion: t } = store.t
  const { number } = await definitions.of(studyId)
  const [inForce] = await store.read
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.studyId, studyId), eq(t.number, number)))
  if (inForce === undefined) throw notFound('study')
  const added = await addSite(store, actor, { studyId, site, versionId: inForce.id })
  definitions.forget(studyId)
  return added
}
