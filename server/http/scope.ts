import { and, eq } from 'drizzle-orm'
import { recentMarks } from '../../db/change-marks.ts'
import type { Store } from '../../db/store.ts'
import { can, isRead, type Permission, type Role } from '../../shared/access/permissions.ts'
import { scopesHold } from '../../shared/access/token-scopes.ts'
import { testMarkOf } from '../../shared/environment/test-mark.ts'
import type { Caller, GrantInForce } from './caller.ts'
import { notFound, ProblemError } from './problem-error.ts'
import type { InstallationScope, SiteFilter, StudyScope, SubjectScope } from './route-handler.ts'

/** Finds what a path names, and judges whether the caller may do what the route does there. */
export interface Scopes {
  installation(caller: Caller, permission: Permission): InstallationScope
  study(caller: Caller, permission: Permission, studyKey: string): Promise<StudyScope>
  subject(caller: Caller, permission: Permission, path: SubjectPath): Promise<SubjectScope>
}

interface SubjectPath {
  readonly study: string
  readonly subjid: string
}

type StudyRef = StudyScope['study']
type SubjectRef = SubjectScope['subject']

const REMEMBERED_SUBJECTS = 20_000

/**
 * Rights are role x study x site. What the caller may not see is a 404, exactly as if it did not
 * exist; something visible without the permission is a 403. Keys, ids and a subject's site never
 * change, so they are remembered; so is the site's time zone, with the mark of its changes.
 */
export function createScopes(store: Store): Scopes {
  const findStudy = studyFinder(store)
  const findSubject = subjectFinder(store)

  const visibleStudy = async (
    caller: Caller,
    key: string,
  ): Promise<{ study: StudyRef; grants: readonly GrantInForce[] }> => {
    const study = await findStudy(key)
    const grants = study === null ? [] : grantsFor(caller, study.id)
    if (study === null || grants.length === 0) throw notFound('study')
    return { study, grants }
  }

  return {
    installation(caller, permission) {
      const grant = caller.grants.find(
        ({ role, studyId }) => studyId === null && can(role, permission),
      )
      if (grant === undefined) throw forbidden(permission)
      return { role: grant.role }
    },
    async study(caller, permission, studyKey) {
      const { study, grants } = await visibleStudy(caller, studyKey)
      return { study, ...reachOf(grants, permission) }
    },
    async subject(caller, permission, path) {
      const { study, grants } = await visibleStudy(caller, path.study)
      if (!grants.some(({ role }) => can(role, 'subject.read'))) throw forbidden(permission)
      const subject = await findSubject(study.id, path.subjid)
      const here = subject === null ? [] : grants.filter((grant) => covers(grant, subject.siteId))
      if (subject === null || !here.some(({ role }) => can(role, 'subject.read'))) {
        throw notFound('subject')
      }
      return { study, subject, ...reachOf(here, permission) }
    },
  }
}

function studyFinder(store: Store): (key: string) => Promise<StudyRef | null> {
  const known = new Map<string, StudyRef>()
  return async (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const { study } = store.t
    const [row] = await store.read
      .select({ id: study.id, key: study.studyKey, environment: study.environment })
      .from(study)
      .where(eq(study.studyKey, key))
    if (row === undefined) return null
    const { environment, ...ref } = row
    const named = { ...ref, mark: testMarkOf(store.installation, environment) }
    known.set(key, named)
    return named
  }
}

function subjectFinder(
  store: Store,
): (studyId: string, subjid: string) => Promise<SubjectRef | null> {
  const known = new Map<string, Omit<SubjectRef, 'timeZone'>>()
  const find = async (studyId: string, subjid: string) => {
    const place = `${studyId} ${subjid}`
    const found = known.get(place)
    if (found !== undefined) return found
    const { subject } = store.t
    const { id, subjid: code, siteId } = subject
    const [row] = await store.read
      .select({ id, subjid: code, siteId })
      .from(subject)
      .where(and(eq(subject.studyId, studyId), eq(subject.subjid, subjid)))
    if (row === undefined) return null
    if (known.size >= REMEMBERED_SUBJECTS) known.clear()
    known.set(place, row)
    return row
  }
  const timeZoneOf = timeZoneFinder(store)
  return async (studyId, subjid) => {
    const found = await find(studyId, subjid)
    if (found === null) return null
    const timeZone = await timeZoneOf(found.siteId)
    return timeZone === null ? null : { ...found, timeZone }
  }
}

/** Sites' time zones, remembered as long as none was changed, by any process. */
function timeZoneFinder(store: Store): (siteId: string) => Promise<string | null> {
  const known = new Map<string, { readonly timeZone: string; readonly mark: number }>()
  const { site } = store.t
  return async (siteId) => {
    const { definitions: mark } = await recentMarks(store)
    const found = known.get(siteId)
    if (found?.mark === mark) return found.timeZone
    const [row] = await store.read
      .select({ timeZone: site.timeZone })
      .from(site)
      .where(eq(site.id, siteId))
    if (row === undefined) return null
    known.set(siteId, { timeZone: row.timeZone, mark })
    return row.timeZone
  }
}

/** The caller's grants in one study, those for the whole installation included. */
export function grantsFor(caller: Caller, studyId: string): readonly GrantInForce[] {
  return caller.grants.filter((grant) => grant.studyId === null || grant.studyId === studyId)
}

function covers(grant: GrantInForce, siteId: string): boolean {
  return grant.siteId === null || grant.siteId === siteId
}

/**
 * Whether a grant gives a permission. One whose training is missing gives the right to read alone.
 */
function gives({ role, missingTraining }: GrantInForce, permission: Permission): boolean {
  return can(role, permission) && (missingTraining === undefined || isRead(permission))
}

/** The 403 where a permission holds nowhere; it says when training alone is missing. */
function refusal(grants: readonly GrantInForce[], permission: Permission): ProblemError {
  const lacking = grants.find(({ role }) => can(role, permission))?.missingTraining
  if (lacking === undefined) return forbidden(permission)
  const { title: training, version } = lacking
  const type = 'urn:problem:training-required'
  return new ProblemError({ type, status: 403, training, version })
}

/** Where a permission holds among grants of one study. Throws the 403 where it holds nowhere. */
export function reachOf(
  grants: readonly GrantInForce[],
  permission: Permission,
): { sites: SiteFilter; role: Role } {
  const held = grants.filter((grant) => gives(grant, permission))
  const [first] = held
  if (first === undefined) throw refusal(grants, permission)
  const ids = held.flatMap(({ siteId }) => (siteId === null ? [] : [siteId]))
  const sites: SiteFilter =
    ids.length < held.length ? { kind: 'all' } : { kind: 'some', ids: [...new Set(ids)] }
  return { sites, role: first.role }
}

/**
 * The sites of a scope at which the caller holds another permission as well: what is made of data that
 * have a route of their own needs what that route needs. Throws the 403 where it holds at none of them,
 * or where a script's token does not name it.
 */
export function sitesHolding(
  caller: Caller,
  { study, sites }: Pick<StudyScope, 'study' | 'sites'>,
  permission: Permission,
): SiteFilter {
  if (caller.token !== undefined && !scopesHold(caller.token.scopes, permission)) {
    throw forbidden(permission)
  }
  const held = reachOf(grantsFor(caller, study.id), permission).sites
  if (held.kind === 'all') return sites
  const both = sites.kind === 'all' ? held.ids : held.ids.filter((id) => sites.ids.includes(id))
  if (both.length === 0) throw forbidden(permission)
  return { kind: 'some', ids: both }
}

/** Whether a site is among those where the permission holds. */
export function includesSite(sites: SiteFilter, siteId: string): boolean {
  return sites.kind === 'all' || sites.ids.includes(siteId)
}

/** Whether the caller holds a permission at one site. */
export function holdsAt(
  caller: Caller,
  permission: Permission,
  place: { readonly studyId: string; readonly siteId: string },
): boolean {
  return grantsFor(caller, place.studyId).some(
    (grant) => covers(grant, place.siteId) && gives(grant, permission),
  )
}

export function forbidden(permission: Permission): ProblemError {
  return new ProblemError({ type: 'urn:problem:forbidden', status: 403, permission })
}
