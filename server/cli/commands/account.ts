import { eq } from 'drizzle-orm'
import type { Store } from '../../../db/store.ts'
import { ROLES, type Role } from '../../../shared/access/permissions.ts'
import type { Account } from '../../../shared/api/routes/accounts.ts'
import {
  createAccount,
  createAccountServices,
  createGrant,
  isRole,
  loadAccountViews,
  resetFactor,
  resetPassword,
  setAccountLock,
} from '../../accounts/service.ts'
import { findStudyId } from '../../studies/service.ts'
import { cliActor } from '../actor.ts'
import type { Command, Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { withPresentStore, withStore } from '../open-store.ts'

const USAGE =
  'account list | add USERNAME [--name NAME] [--role ROLE [--study ID] [--site CODE]] | grant USERNAME --role ROLE [--study ID] [--site CODE] | lock USERNAME | unlock USERNAME | reset USERNAME | reset-factor USERNAME --reason TEXT'

type Action = (store: Store, invocation: Invocation, username: string) => Promise<void>

const ACTIONS: Readonly<Record<string, Action>> = {
  add,
  lock: (store, invocation, username) => setLock(store, invocation, { username, locked: true }),
  unlock: (store, invocation, username) => setLock(store, invocation, { username, locked: false }),
  reset,
  'reset-factor': resetSecondFactor,
  grant,
}

/** Accounts, roles and sites from a shell: also the way back in when no administrator is left. */
export const account: Command = {
  name: 'account',
  usage: USAGE,
  about: 'accounts and their roles per study and site',
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    study: { type: 'string' },
    site: { type: 'string' },
    reason: { type: 'string' },
  },
  async run(invocation) {
    const [name, username] = invocation.words
    if (name === 'list') return withPresentStore(invocation, (store) => list(store, invocation))
    const action = ACTIONS[name ?? '']
    if (action === undefined || username === undefined) {
      throw new UsageError(`Usage: hepatrial ${USAGE}`)
    }
    // The first account may be what an installation begins with; all else is about one that is there.
    const open = action === add ? withStore : withPresentStore
    return open(invocation, (store) => action(store, invocation, username))
  },
}

async function list(store: Store, invocation: Invocation): Promise<void> {
  for (const view of await loadAccountViews(store, store.read)) {
    const roles = view.grants.map(
      ({ role, study, site, to }) =>
        `${role}@${study ?? 'installation'}${site === null ? '' : `/${site}`}${to === null ? '' : ` until ${to}`}`,
    )
    const state = view.locked ? 'locked' : 'open'
    invocation.print(`${view.username}\t${view.displayName}\t${state}\t${roles.join(', ')}\n`)
  }
}

async function add(store: Store, invocation: Invocation, username: string): Promise<void> {
  const role = roleOf(invocation)
  if (role !== null && role !== 'administrator') await expectStudy(store, invocation)
  const parts = createAccountServices(store)
  const { account: made, firstPassword } = await createAccount(parts, cliActor(), {
    username,
    displayName: invocation.value('name') ?? username,
  })
  if (role !== null) await give(store, invocation, { accountId: made.id, role })
  invocation.print(`${username}\t${firstPassword}\n`)
}

async function grant(store: Store, invocation: Invocation, username: string): Promise<void> {
  const role = roleOf(invocation)
  if (role === null) throw new UsageError(`--role is missing.\nUsage: hepatrial ${USAGE}`)
  const { id } = await find(store, username)
  await give(store, invocation, { accountId: id, role })
  invocation.print(`${username}\t${role}\n`)
}

/** A role without a study that exists would be refused when the account is made already. */
async function expectStudy(store: Store, invocation: Invocation): Promise<void> {
  const study = invocation.value('study')
  if (study === undefined) throw new UsageError('A role in a study needs --study ID.')
  const studyId = await findStudyId(store, study)
  if (studyId === null) throw new FaultyInputError([`There is no study ${study}.`])
  const site = invocation.value('site')
  if (site === undefined) return
  const known = await store.read
    .select({ code: store.t.site.siteKey })
    .from(store.t.site)
    .where(eq(store.t.site.studyId, studyId))
  if (known.some(({ code }) => code === site)) return
  throw new FaultyInputError([`The study ${study} has no site ${site}.`])
}

function roleOf(invocation: Invocation): Role | null {
  const role = invocation.value('role')
  if (role === undefined) return null
  if (isRole(role)) return role
  throw new UsageError(`There is no role ${role}. Roles: ${ROLES.join(', ')}.`)
}

async function give(
  store: Store,
  invocation: Invocation,
  to: { readonly accountId: string; readonly role: Role },
): Promise<void> {
  await createGrant(createAccountServices(store), cliActor(), {
    ...to,
    study: invocation.value('study') ?? null,
    site: invocation.value('site') ?? null,
  })
}

async function setLock(
  store: Store,
  invocation: Invocation,
  { username, locked }: { readonly username: string; readonly locked: boolean },
): Promise<void> {
  const { id } = await find(store, username)
  const reason = invocation.value('reason') ?? 'From the command line'
  await setAccountLock(createAccountServices(store), cliActor(), { accountId: id, locked, reason })
  invocation.print(`${username}\t${locked ? 'locked' : 'open'}\n`)
}

async function reset(store: Store, invocation: Invocation, username: string): Promise<void> {
  const { id } = await find(store, username)
  const { firstPassword } = await resetPassword(createAccountServices(store), cliActor(), id)
  invocation.print(`${username}\t${firstPassword}\n`)
}

/** The way back in for the last administrator who lost the telephone. */
async function resetSecondFactor(
  store: Store,
  invocation: Invocation,
  username: string,
): Promise<void> {
  const reason = invocation.value('reason')
  if (reason === undefined) throw new UsageError('A reason is needed: --reason TEXT.')
  const { id: accountId } = await find(store, username)
  await resetFactor(createAccountServices(store), cliActor(), { accountId, reason })
  invocation.print(`${username}\tno second factor\n`)
}

async function find(store: Store, username: string): Promise<Account> {
  const views = await loadAccountViews(store, store.read)
  const found = views.find((view) => view.username === username)
  if (found === undefined) throw new FaultyInputError([`There is no account ${username}.`])
  return found
}
