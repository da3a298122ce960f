import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { ROLES, type Role } from '../../shared/access/permissions.ts'
import type { InstallationSettings, StudyAccess } from '../../shared/access/settings.ts'
import type { GrantInForce } from '../http/caller.ts'
import { studyAccess } from '../settings/service.ts'

const DAY_MS = 86_400_000

/** What is known of an account before its duties are judged. */
export interface AccountState {
  readonly accountId: string
  readonly mustChangePassword: boolean
  readonly passwordSetAt: string
  readonly hasFactor: boolean
}

/** What an account has to do before anything else, and its rights with what they lack. */
export interface Duties {
  readonly mustChangePassword: boolean
  readonly passwordExpired: boolean
  readonly mustEnrolFactor: boolean
  /** Past and coming ones included. */
  readonly grants: readonly GrantInForce[]
}

/** Judged by what the settings ask at this moment. */
export async function loadDuties(
  store: Store,
  state: AccountState,
  settings: InstallationSettings,
): Promise<Duties> {
  const now = store.now()
  const held = await loadGrants(store, state.accountId)
  const studies = await loadStudies(store, held)
  const trained = await loadTrained(store, state.accountId, studies)
  const asksForFactor = (grant: GrantInForce): boolean =>
    isInForce(grant, now) &&
    (settings.secondFactorRoles.includes(grant.role) ||
      studies.get(grant.studyId ?? '')?.secondFactor === true)
  const passwordExpired = isTooOld(state.passwordSetAt, settings.passwordMaxAgeDays, now)
  return {
    mustChangePassword: state.mustChangePassword || passwordExpired,
    passwordExpired: passwordExpired && !state.mustChangePassword,
    mustEnrolFactor: !state.hasFactor && held.some(asksForFactor),
    grants: held.map((grant) => withTraining(grant, studies, trained)),
  }
}

function isTooOld(setAt: string, maxAgeDays: number | null, now: string): boolean {
  return maxAgeDays !== null && Date.parse(now) - Date.parse(setAt) >= maxAgeDays * DAY_MS
}

export function isInForce(
  { validFrom, validTo }: Pick<GrantInForce, 'validFrom' | 'validTo'>,
  now: string,
): boolean {
  return validFrom <= now && (validTo === null || now < validTo)
}

/** Whether a stored text is one of the roles; a role that is no more gives no right. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text)
}

async function loadGrants(store: Store, accountId: string): Promise<readonly GrantInForce[]> {
  const { accountGrant: t } = store.t
  const rows = await store.read
    .select({
      id: t.id,
      role: t.role,
      studyId: t.studyId,
      siteId: t.siteId,
      validFrom: t.validFrom,
      validTo: t.validTo,
    })
    .from(t)
    .where(eq(t.accountId, accountId))
  return rows.flatMap(({ role, ...rest }) => (isRole(role) ? [{ role, ...rest }] : []))
}

async function loadStudies(
  store: Store,
  grants: readonly GrantInForce[],
): Promise<ReadonlyMap<string, StudyAccess>> {
  const ids = [...new Set(grants.flatMap(({ studyId }) => studyId ?? []))]
  const found = await Promise.all(
    ids.map(async (id) => [id, (await studyAccess(store, id)).value] as const),
  )
  return new Map(found)
}

/** The highest version a person is trained in of what a study asks for, by study. */
async function loadTrained(
  store: Store,
  accountId: string,
  studies: ReadonlyMap<string, StudyAccess>,
): Promise<ReadonlyMap<string, number>> {
  const asking = [...studies].flatMap(([id, { training }]) => (training === null ? [] : [id]))
  if (asking.length === 0) return new Map()
  const { training: t } = store.t
  const rows = await store.read
    .select({ studyId: t.studyId, title: t.title, version: t.version })
    .from(t)
    .where(and(eq(t.accountId, accountId), inArray(t.studyId, asking), isNull(t.withdrawnAt)))
  const highest = new Map<string, number>()
  for (const { studyId, title, version } of rows) {
    if (title !== studies.get(studyId)?.training?.title) continue
    highest.set(studyId, Math.max(version, highest.get(studyId) ?? 0))
  }
  return highest
}

function withTraining(
  grant: GrantInForce,
  studies: ReadonlyMap<string, StudyAccess>,
  trained: ReadonlyMap<string, number>,
): GrantInForce {
  const { studyId, role } = grant
  const required = studyId === null ? null : (studies.get(studyId)?.training ?? null)
  if (studyId === null || required?.roles.includes(role) !== true) return grant
  if ((trained.get(studyId) ?? 0) >= required.version) return grant
  return { ...grant, missingTraining: { title: required.title, version: required.version } }
}
