import path from 'node:path'
import type { Store } from '../../../db/store.ts'
import {
  compareRestored,
  isOfInstallation,
  noteDrill,
  noteRefusedDrill,
  restoreArchive,
  settleRestored,
  type Comparison,
  type Restored,
} from '../../backup/service.ts'
import { openStore } from '../../open-store.ts'
import { withScratchFolder } from '../../scratch-folder.ts'
import { cliActor } from '../actor.ts'
import type { Command, Invocation } from '../command.ts'
import { whyNotNoted } from '../database-fault.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { dataFolder, hasInstallation, withStore } from '../open-store.ts'
import { openerOf } from '../secrets.ts'

/** Brings an archive back, or tries out whether it can be brought back. */
export const restore: Command = {
  name: 'restore',
  usage:
    'restore --from FILE [--drill] [--private-key FILE | --passphrase | --passphrase-file FILE] [--accept-faults]',
  about:
    'restores a backup into an empty data folder or database, all or nothing; --drill tries it in a temporary one and reports',
  options: {
    from: { type: 'string', required: true },
    drill: { type: 'boolean' },
    'private-key': { type: 'string' },
    passphrase: { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    'accept-faults': { type: 'boolean' },
  },
  async run(invocation) {
    const file = path.resolve(invocation.value('from') ?? '')
    if (invocation.flag('drill')) await drill(invocation, file)
    else await restoreHere(invocation, { file, opener: await openerOf(invocation) })
  },
}

type Archive = Parameters<typeof restoreArchive>[0]['archive']

async function restoreHere(invocation: Invocation, archive: Archive): Promise<void> {
  const dataDir = dataFolder(invocation)
  const restored = await restoreArchive({
    ...{ archive, dataDir },
    postgres: await postgresOf(),
    acceptFaults: invocation.flag('accept-faults'),
    settle: (store, checked) => settleRestored(store, cliActor(), checked),
  })
  report(invocation, restored)
  invocation.say(
    'Everybody signs in anew. Backups by schedule are off until they are set again. Rights, locks and tokens are as they were when the backup was made: look through the access review.',
  )
  if (restored.manifest.factorKey === 'environment') {
    invocation.say('Start the server with the SECOND_FACTOR_KEY of the original installation.')
  }
}

async function postgresOf() {
  const url = process.env['DATABASE_URL'] ?? ''
  if (url === '') return null
  const { postgresLoadTarget } = await import('../../../db/postgres/load.ts')
  return postgresLoadTarget(url)
}

function report(invocation: Invocation, { manifest, sha256, report: verified }: Restored): void {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  invocation.print(`archive\t${sha256}\n`)
  invocation.print(`state of\t${manifest.madeAt}\tprogram ${manifest.programVersion}\n`)
  invocation.print(`installation\t${manifest.environment}\n`)
  invocation.print(`rows\t${rows}\tin ${manifest.tables.length} tables, compared\n`)
  invocation.print(`files\t${manifest.files.length}\tcompared\n`)
  invocation.print(
    `checked\t${verified.chains} audit chains, ${verified.entries} entries, ${verified.records} records\t${verified.faults.length} faults\n`,
  )
  for (const { chain, seq, hash } of manifest.chains) {
    invocation.print(`${chain}\t${seq}\t${hash}\n`)
  }
}

/** Tries an archive out. The live data are only told how it went, also where it was refused. */
async function drill(invocation: Invocation, file: string): Promise<void> {
  const different = await triedOut(invocation, file).catch(async (error: unknown) => {
    if (!(error instanceof UsageError)) await noteRefused(invocation, file, error)
    throw error
  })
  if (different.length > 0) throw new FaultyInputError(different)
}

/** Whatever keeps the note from being written, the refusal itself is what is told. */
async function noteRefused(invocation: Invocation, file: string, error: unknown): Promise<void> {
  if (!hasInstallation(invocation)) return
  try {
    await withStore(invocation, (live) => noteRefusedDrill(live, cliActor(), { file, error }))
  } catch (fault) {
    const why = whyNotNoted(fault)
    invocation.say(`The result could not be noted for the page System status: ${why}`)
  }
}

/** Restores into a folder that is removed again. Gives what differs. */
async function triedOut(invocation: Invocation, file: string): Promise<readonly string[]> {
  const archive = { file, opener: await openerOf(invocation) }
  return withScratchFolder('drill', async (folder) => {
    const dataDir = path.join(folder, 'restored')
    const restored = await restoreArchive({
      ...{ archive, dataDir, postgres: null },
      acceptFaults: invocation.flag('accept-faults'),
      settle: () => Promise.resolve(),
    })
    report(invocation, restored)
    const store = await openStore({ dataDir })
    try {
      return await finishDrill(invocation, { store, dataDir, restored })
    } finally {
      await store.close()
    }
  })
}

interface Drilled {
  readonly store: Store
  readonly dataDir: string
  readonly restored: Restored
}

async function finishDrill(invocation: Invocation, drilled: Drilled): Promise<readonly string[]> {
  const { store, dataDir, restored } = drilled
  const { manifest, sha256 } = restored
  const compared = await compareRestored(store, dataDir, restored)
  for (const one of compared) invocation.print(`${lineOf(one)}\n`)
  const different = compared.filter(({ expected, found }) => expected !== found)
  const passed = different.length === 0
  const note = { madeAt: manifest.madeAt, sha256, passed }
  // Where there is no live installation to tell, none is made for that.
  if (hasInstallation(invocation)) {
    await withStore(invocation, async (live) => {
      if (await isOfInstallation(live, store)) await noteDrill(live, cliActor(), note)
    })
  }
  invocation.print(`drill\t${passed ? 'passed' : 'failed'}\n`)
  return different.map(lineOf)
}

function lineOf({ what, expected, found }: Comparison): string {
  return expected === found
    ? `${what}\t${expected}\tequal`
    : `${what}\t${found}\texpected ${expected}`
}
