import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNull,
  lt,
  sql,
  type SQL,
} from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { SubjectState } from '../../shared/trial/subject-state.ts'
import type { SiteFilter } from '../http/route-handler.ts'

/** A subject as lists need it. */
export interface ListedSubject {
  readonly id: string
  readonly subjid: string
  readonly siteId: string
  readonly site: string
  /** Of the site: IANA name. */
  readonly timeZone: string
  readonly cohort: string | null
  readonly state: SubjectState
  readonly revision: number
}

export interface SubjectFilter {
  readonly site?: string | undefined
  readonly state?: string | undefined
  readonly cohort?: string | undefined
  readonly search?: string | undefined
  /** Only subjects with an open query: those whose marks count one. */
  readonly queried?: boolean
}

export interface Within {
  readonly studyId: string
  readonly sites: SiteFilter
}

export interface PageWish {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** One page of the subjects at some sites, by SUBJID. */
export async function findSubjects(
  store: Store,
  within: Within,
  { filter, page }: { readonly filter: SubjectFilter; readonly page: PageWish },
): Promise<{ subjects: readonly ListedSubject[]; next: string | null }> {
  const { subject } = store.t
  const beyond = page.cursor === undefined ? undefined : gt(subject.subjid, page.cursor)
  const rows = await selectSubjects(store, [...conditions(store, within, filter), beyond])
    .orderBy(asc(subject.subjid))
    .limit(page.limit + 1)
  const subjects = rows.slice(0, page.limit).map(toListed)
  return { subjects, next: rows.length > page.limit ? (subjects.at(-1)?.subjid ?? null) : null }
}

/** All subjects at some sites, by SUBJID. */
export async function allSubjects(
  store: Store,
  within: Within,
  filter: SubjectFilter = {},
): Promise<readonly ListedSubject[]> {
  const rows = await selectSubjects(store, conditions(store, within, filter)).orderBy(
    asc(store.t.subject.subjid),
  )
  return rows.map(toListed)
}

/** The subjects before and after one by SUBJID, at some sites. */
export async function neighboursOf(
  store: Store,
  within: Within,
  subjid: string,
): Promise<{ former: string | null; next: string | null }> {
  const { subject } = store.t
  const where = conditions(store, within, {})
  const [former] = await selectSubjects(store, [...where, lt(subject.subjid, subjid)])
    .orderBy(desc(subject.subjid))
    .limit(1)
  const [next] = await selectSubjects(store, [...where, gt(subject.subjid, subjid)])
    .orderBy(asc(subject.subjid))
    .limit(1)
  return {
    former: former === undefined ? null : toListed(former).subjid,
    next: next === undefined ? null : toListed(next).subjid,
  }
}

export async function findSubject(store: Store, id: string): Promise<ListedSubject | null> {
  const [row] = await selectSubjects(store, [eq(store.t.subject.id, id)])
  return row === undefined ? null : toListed(row)
}

export async function countSubjects(
  store: Store,
  within: Within,
  filter: SubjectFilter,
): Promise<number> {
  const { subject, site } = store.t
  const [row] = await store.read
    .select({ subjects: count() })
    .from(subject)
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(and(...conditions(store, within, filter)))
  return row?.subjects ?? 0
}

function selectSubjects(store: Store, where: readonly (SQL | undefined)[]) {
  const { subject, site } = store.t
  return store.read
    .select({
      id: subject.id,
      subjid: subject.subjid,
      siteId: subject.siteId,
      site: site.siteKey,
      timeZone: site.timeZone,
      cohort: subject.cohort,
      state: subject.state,
      revision: subject.revision,
    })
    .from(subject)
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(and(...where))
}

function toListed(row: Omit<ListedSubject, 'state'> & { readonly state: string }): ListedSubject {
  const { state } = row
  const isDecided = state === 'enrolled' || state === 'screen-failure'
  return { ...row, state: isDecided ? state : 'screening' }
}

function conditions(
  { t, read }: Store,
  { studyId, sites }: Within,
  filter: SubjectFilter,
): readonly (SQL | undefined)[] {
  const { subject, site, query } = t
  const { search, queried = false } = filter
  const openQuery = read
    .select({ id: query.id })
    .from(query)
    .where(and(eq(query.subjectId, subject.id), isNull(query.settledAt)))
  return [
    eq(subject.studyId, studyId),
    sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
    filter.site === undefined ? undefined : eq(site.siteKey, filter.site),
    filter.state === undefined ? undefined : eq(subject.state, filter.state),
    filter.cohort === undefined ? undefined : eq(subject.cohort, filter.cohort),
    search === undefined
      ? undefined
      : sql`lower(${subject.subjid}) like ${pattern(search)} escape '!'`,
    queried ? exists(openQuery) : undefined,
  ]
}

function pattern(search: string): string {
  return `%${search.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
}
