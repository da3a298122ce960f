import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { can, type Role } from '../../shared/access/permissions.ts'
import { generateTrial } from '../../shared/demo/generate-trial.ts'
import type { Families } from '../../shared/families.ts'
import { dayAt, isoDayAt } from '../../shared/kernel/time-zone.ts'
import {
  createAccount,
  createGrant,
  loadAccountViews,
  resetPassword,
  type AccountServices,
} from '../accounts/service.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { ProblemError } from '../http/problem-error.ts'
import { importFolder } from '../importing/service.ts'
import { serverTimeZone } from '../server-time-zone.ts'

export interface DemoParts {
  readonly store: Store
  readonly accounts: AccountServices
  readonly families: Families
}

export interface DemoAccount {
  readonly username: string
  readonly role: Role
  readonly firstPassword: string
}

export interface LoadedDemo {
  readonly studies: readonly string[]
  readonly accounts: readonly DemoAccount[]
}

/** Example accounts: one for each role that works in a study, at every site of every demo study. */
const EXAMPLES: readonly {
  readonly username: string
  readonly name: string
  readonly role: Role
}[] = [
  { username: 'demo-coordinator', name: 'Demo Coordinator', role: 'coordinator' },
  { username: 'demo-investigator', name: 'Demo Investigator', role: 'investigator' },
  { username: 'demo-monitor', name: 'Demo Monitor', role: 'monitor' },
  { username: 'demo-data-manager', name: 'Demo Data Manager', role: 'data-manager' },
  { username: 'demo-statistician', name: 'Demo Statistician', role: 'statistician' },
]

const SEED = 'demo'

/**
 * Loads one made-up study for each protocol of the family, as large as the protocol plans, and the
 * example accounts. A load that was cut short is taken up again: what is there stays. Refused (409)
 * in an installation with a study of its own, or with the whole demo.
 */
export async function loadDemo(
  parts: DemoParts,
  actor: Actor,
  progress: (study: string) => void = () => undefined,
): Promise<LoadedDemo> {
  const until = dayAt(parts.store.now(), serverTimeZone())
  if (until === null) throw new Error('The clock gives no date.')
  const loaded = await loadedStudies(parts)
  const studies: string[] = []
  for (const definition of parts.families.protocols.all) {
    const studyKey = studyKeyOf(definition.key)
    studies.push(studyKey)
    if (loaded.has(studyKey)) continue
    progress(studyKey)
    const trial = generateTrial({
      definition,
      criteria: parts.families.criteria,
      subjects: definition.plannedSubjects,
      seed: SEED,
      until,
      everyForm: true,
    })
    const { families } = parts
    await importFolder(parts.store, actor, {
      studyKey,
      definition,
      trial,
      families,
      environment: 'test',
      country: 'CHN',
      notices: 'none',
    })
  }
  return { studies, accounts: await createExamples(parts, actor, studies) }
}

function studyKeyOf(protocol: string): string {
  return `demo-${protocol}`
}

/** Demo studies that an earlier, unfinished load left. Throws the 409 problem where a demo has no place. */
async function loadedStudies({ store, families }: DemoParts): Promise<ReadonlySet<string>> {
  const { study } = store.t
  const keys = (await store.read.select({ key: study.studyKey }).from(study)).map(({ key }) => key)
  const demo = new Set(families.protocols.keys.map(studyKeyOf))
  const own = keys.find((key) => !demo.has(key))
  const views = await loadAccountViews(store, store.read)
  const known = new Set(views.map(({ username }) => username))
  const whole = keys.length === demo.size && EXAMPLES.every(({ username }) => known.has(username))
  const inTheWay = own ?? (whole ? keys[0] : undefined)
  if (inTheWay === undefined) return new Set(keys)
  throw new ProblemError({
    type: 'urn:problem:already-exists',
    status: 409,
    entity: 'study',
    key: inTheWay,
  })
}

async function createExamples(
  { accounts }: DemoParts,
  actor: Actor,
  studies: readonly string[],
): Promise<readonly DemoAccount[]> {
  const views = await loadAccountViews(accounts.store, accounts.store.read)
  const made: DemoAccount[] = []
  for (const { username, name, role } of EXAMPLES) {
    const known = views.find((view) => view.username === username)
    const { account, firstPassword } =
      known === undefined
        ? await createAccount(accounts, actor, { username, displayName: name })
        : await resetPassword(accounts, actor, known.id)
    for (const study of studies.filter((key) => !account.grants.some((of) => of.study === key))) {
      await createGrant(accounts, actor, { accountId: account.id, role, study, site: null })
    }
    made.push({ username, role, firstPassword })
  }
  await checkSigners(accounts.store, actor)
  return made
}

/** Where nobody could check an identity: an example signs as soon as it is made. */
const CHECKER = 'demo-data-manager'

/** Puts the identity of the example accounts that sign on record, by another example account. */
async function checkSigners(store: Store, actor: Actor): Promise<void> {
  const { account, accountGrant: grant } = store.t
  const names = EXAMPLES.filter(({ role }) => can(role, 'signature.sign')).map(
    (one) => one.username,
  )
  const open = await store.read
    .select({ id: grant.id, accountId: account.id })
    .from(grant)
    .innerJoin(account, eq(account.id, grant.accountId))
    .where(and(inArray(account.username, names), isNull(grant.identityVerifiedOn)))
  const [checker] = await store.read
    .select({ id: account.id })
    .from(account)
    .where(eq(account.username, CHECKER))
  if (checker === undefined) return
  for (const { id, accountId } of open) {
    await unitOfWork(store, { ...actor, studyId: null }, async (tx, { at }) => {
      const identity = {
        identityVerifiedBy: checker.id,
        identityMethod: 'example account',
        identityVerifiedOn: isoDayAt(at, serverTimeZone()),
      }
      await tx.update(grant).set(identity).where(eq(grant.id, id))
      const after = { accountId, ...identity }
      const act = 'grant.verify-identity'
      return {
        result: null,
        audit: [{ act, entity: 'accountGrant', entityId: id, before: { accountId }, after }],
      }
    })
  }
}
