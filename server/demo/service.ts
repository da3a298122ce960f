import type { Store } from '../../db/store.ts'
import type { Role } from '../../shared/access/permissions.ts'
import { generateTrial } from '../../shared/demo/generate-trial.ts'
import type { Families } from '../../shared/families.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { createAccount, createGrant, type AccountServices } from '../accounts/service.ts'
import type { Actor } from '../audit/actor.ts'
import { ProblemError } from '../http/problem-error.ts'
import { importFolder } from '../importing/service.ts'

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
 * example accounts. Refused (409) in an installation that already holds a study.
 */
export async function loadDemo(
  parts: DemoParts,
  actor: Actor,
  progress: (study: string) => void = () => undefined,
): Promise<LoadedDemo> {
  await refuseUnlessEmpty(parts.store)
  const until = parseDay(parts.store.now().slice(0, 10))
  if (until === null) throw new Error('The clock gives no date.')
  const studies: string[] = []
  for (const definition of parts.families.protocols.all) {
    const studyKey = `demo-${definition.key}`
    progress(studyKey)
    const trial = generateTrial({
      definition,
      criteria: parts.families.criteria,
      subjects: definition.plannedSubjects,
      seed: SEED,
      until,
      everyForm: true,
    })
    await importFolder(parts.store, actor, { studyKey, definition, trial, environment: 'test' })
    studies.push(studyKey)
  }
  return { studies, accounts: await createExamples(parts, actor, studies) }
}

async function refuseUnlessEmpty(store: Store): Promise<void> {
  const { study } = store.t
  const [row] = await store.read.select({ key: study.studyKey }).from(study).limit(1)
  if (row === undefined) return
  throw new ProblemError({
    type: 'urn:problem:already-exists',
    status: 409,
    entity: 'study',
    key: row.key,
  })
}

async function createExamples(
  { accounts }: DemoParts,
  actor: Actor,
  studies: readonly string[],
): Promise<readonly DemoAccount[]> {
  const made: DemoAccount[] = []
  for (const { username, name, role } of EXAMPLES) {
    const { account, firstPassword } = await createAccount(accounts, actor, {
      username,
      displayName: name,
    })
    for (const study of studies) {
      await createGrant(accounts, actor, { accountId: account.id, role, study, site: null })
    }
    made.push({ username, role, firstPassword })
  }
  return made
}
