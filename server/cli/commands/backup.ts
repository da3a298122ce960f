import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { newKeyPair, publicKeyFingerprint, takeBackup } from '../../backup/service.ts'
import { onStop } from '../../stop-signals.ts'
import { cliActor } from '../actor.ts'
import type { Command, Invocation } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { dataFolder, withPresentStore } from '../open-store.ts'
import { sealerOf } from '../secrets.ts'
import { scheduleBackups } from './backup-schedule.ts'

const USAGE =
  'backup --to FILE [--public-key FILE | --passphrase | --passphrase-file FILE] | backup keys --to FOLDER | backup schedule [--daily HH:MM | --weekly "DAY HH:MM" | --off] [--folder DIR] [--keep DAYS,WEEKS,MONTHS] [--public-key FILE] [--reason TEXT]'

/** Makes a backup of everything while the server runs, or the keys that backups are encrypted for. */
export const backup: Command = {
  name: 'backup',
  usage: USAGE,
  about:
    'writes one archive of everything while the server runs; HEPATRIAL_BACKUP_PASSPHRASE encrypts it too',
  options: {
    to: { type: 'string' },
    'public-key': { type: 'string' },
    passphrase: { type: 'boolean' },
    'passphrase-file': { type: 'string' },
    daily: { type: 'string' },
    weekly: { type: 'string' },
    off: { type: 'boolean' },
    folder: { type: 'string' },
    keep: { type: 'string' },
    reason: { type: 'string' },
  },
  async run(invocation) {
    const [word = '', ...more] = invocation.words
    const act = ACTS[word]
    if (act === undefined || more.length > 0) throw new UsageError(`Usage: hepatrial ${USAGE}`)
    await act(invocation)
  },
}

/** By the word behind the command's name; without one a backup is made. */
const ACTS: Readonly<Record<string, (invocation: Invocation) => Promise<void>>> = {
  '': (invocation) => make(invocation, target(invocation)),
  keys(invocation) {
    makeKeys(invocation, target(invocation))
    return Promise.resolve()
  },
  schedule: (invocation) =>
    withPresentStore(invocation, (store) => scheduleBackups(invocation, store)),
}

function target(invocation: Invocation): string {
  const to = invocation.value('to')
  if (to === undefined) throw new UsageError(`--to is missing.\nUsage: hepatrial ${USAGE}`)
  return path.resolve(to)
}

async function make(invocation: Invocation, to: string): Promise<void> {
  const sealer = await sealerOf(invocation)
  if (sealer === null) warn(invocation)
  let draft: string | null = null
  const work = onStop(async () => {
    if (draft !== null) await rm(draft, { force: true })
  })
  const made = await withPresentStore(invocation, (store) =>
    takeBackup(cliActor(), {
      ...{ store, to, sealer },
      dataDir: dataFolder(invocation),
      factorKeySet: (process.env['SECOND_FACTOR_KEY'] ?? '') !== '',
      progress: progressLine(),
      watch: {
        begun: (file) => (draft = file),
        ending: work.tooLate,
      },
    }),
  ).finally(work.release)
  if (process.stderr.isTTY) process.stderr.write('\n')
  const rows = made.manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  if (made.manifest.factorKey === 'environment') {
    invocation.say('SECOND_FACTOR_KEY is set here and is not in the backup: keep it elsewhere too.')
  }
  invocation.print(
    `${made.file}\t${made.sha256}\t${made.size} bytes\t${rows} rows\t${made.manifest.files.length} files\tencryption: ${made.encryption}\n`,
  )
}

function warn(invocation: Invocation): void {
  invocation.say(
    'Not encrypted: the file holds clinical data, password hashes and the key of the second factors. Keep it as safe as the data folder.',
  )
}

function progressLine() {
  return ({ done, total, table }: { done: number; total: number; table: string }): void => {
    if (!process.stderr.isTTY) return
    process.stderr.write(`\r\u001b[K${done} of ${total} tables: ${table}`)
  }
}

const PUBLIC = 'backup-public-key.pem'
const PRIVATE = 'backup-private-key.pem'

function makeKeys(invocation: Invocation, folder: string): void {
  for (const name of [PUBLIC, PRIVATE]) {
    const file = path.join(folder, name)
    if (existsSync(file)) throw new FaultyInputError([`${file} is there already.`])
  }
  const { publicKey, privateKey } = newKeyPair()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(path.join(folder, PRIVATE), privateKey, { mode: 0o600, flag: 'wx' })
  writeFileSync(path.join(folder, PUBLIC), publicKey, { flag: 'wx' })
  invocation.say(
    `Keep ${PRIVATE} away from the server, in two places: without it no backup can be read.`,
  )
  invocation.print(`${path.join(folder, PUBLIC)}\t${publicKeyFingerprint(publicKey)}\n`)
}
