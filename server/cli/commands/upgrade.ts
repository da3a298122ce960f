import { LANGUAGES, type Language } from '../../../shared/kernel/bilingual.ts'
import { releaseNotes } from '../../../shared/releases/notes.ts'
import {
  planUpgrade,
  rehearseUpgrade,
  takeUpgrade,
  upgradeFaults,
  type UpgradeOutcome,
  type UpgradePlan,
} from '../../upgrade/service.ts'
import { cliActor } from '../actor.ts'
import type { Command, Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { dataFolder, hasInstallation, noInstallation } from '../open-store.ts'

/** Brings the database of an installation to this version, or rehearses that on a copy. */
export const upgrade: Command = {
  name: 'upgrade',
  usage: 'upgrade [--dry-run [--on-server] | --notes [--language en|zh]] [--accept-faults]',
  about:
    'takes the pending steps of the schema in one transaction and compares the data before and after; --dry-run does it on a copy, which on PostgreSQL is made inside the server and so asks for --on-server; --accept-faults takes data with faults that were there before; --notes prints the release notes',
  options: {
    'dry-run': { type: 'boolean' },
    notes: { type: 'boolean' },
    language: { type: 'string' },
    'on-server': { type: 'boolean' },
    'accept-faults': { type: 'boolean' },
  },
  async run(invocation) {
    if (invocation.flag('notes')) {
      invocation.print(releaseNotes(languageOf(invocation)))
      return
    }
    if (!hasInstallation(invocation)) throw noInstallation(invocation)
    const dataDir = dataFolder(invocation)
    const plan = await planUpgrade({ dataDir, databaseUrl: process.env['DATABASE_URL'] })
    if (plan.from === null) throw emptyDatabase(plan)
    printPlan(invocation, plan)
    if (plan.pending.length === 0) return
    if (invocation.flag('dry-run')) await rehearse(invocation, plan)
    else await take(invocation, plan, dataDir)
  },
}

function emptyDatabase({ original: { place } }: UpgradePlan): FaultyInputError {
  return new FaultyInputError([
    `There is no installation in ${place}: it is empty. A new one is made at the first start of the server.`,
  ])
}

function languageOf(invocation: Invocation): Language {
  const wished = invocation.value('language') ?? 'en'
  const found = LANGUAGES.find((language) => language === wished)
  if (found === undefined) throw new UsageError(`--language is en or zh, not ${wished}.`)
  return found
}

function printPlan(
  invocation: Invocation,
  { original, from, known, pending, notes }: UpgradePlan,
): void {
  invocation.print(`database\t${original.place}\n`)
  invocation.print(`schema\t${from ?? ''}\tthis version has ${known.at(-1)?.name ?? ''}\n`)
  invocation.print(`pending\t${pending.length}\n`)
  for (const { name, does, touches } of notes) {
    invocation.print(`step\t${name}\n\tdoes\t${does.en}\n\ttouches\t${touches.en}\n`)
  }
}

async function rehearse(invocation: Invocation, plan: UpgradePlan): Promise<void> {
  const outcome = await rehearseUpgrade(plan, { onServer: invocation.flag('on-server') })
  printOutcome(invocation, outcome)
  const faulty = upgradeFaults(outcome, { acceptFaults: invocation.flag('accept-faults') })
  invocation.print(`rehearsal\t${faulty.length === 0 ? 'passed' : 'failed'}\n`)
  invocation.say('It was done on a copy, which is removed again. The database was not changed.')
  if (faulty.length > 0) throw new FaultyInputError(faulty)
}

async function take(invocation: Invocation, plan: UpgradePlan, dataDir: string): Promise<void> {
  const acceptFaults = invocation.flag('accept-faults')
  const outcome = await takeUpgrade(plan, { dataDir, acceptFaults, actor: cliActor() })
  printOutcome(invocation, outcome)
  invocation.print('upgrade\tdone\n')
}

function printOutcome(
  invocation: Invocation,
  { compared, verified, newFaults }: UpgradeOutcome,
): void {
  for (const { what, expected, found } of compared) {
    invocation.print(
      expected === found
        ? `${what}\t${expected}\tequal\n`
        : `${what}\t${found}\tbefore ${expected}\n`,
    )
  }
  const { chains, entries, records, faults } = verified
  invocation.print(
    `checked\t${chains} audit chains, ${entries} entries, ${records} records\t${faults.length} faults, ${newFaults.length} of them new\n`,
  )
}
