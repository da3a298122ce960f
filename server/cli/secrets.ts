import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Opener, Sealer } from '../backup/service.ts'
import type { Invocation } from './command.ts'
import { FaultyInputError, UsageError } from './fault.ts'

const VARIABLE = 'HEPATRIAL_BACKUP_PASSPHRASE'

/** What a backup is encrypted for; null where nothing was said. A passphrase is never an argument. */
export async function sealerOf(invocation: Invocation): Promise<Sealer | null> {
  const keyFile = invocation.value('public-key')
  const passphrase = await passphraseOf(invocation, askedTwice)
  if (keyFile !== undefined && passphrase !== null) {
    throw new UsageError('A backup is encrypted with a passphrase or for a public key, not both.')
  }
  if (keyFile !== undefined) return { kind: 'public-key', pem: readSecret(keyFile) }
  return passphrase === null ? null : { kind: 'passphrase', passphrase }
}

/** What opens an encrypted archive, as far as it was named. */
export async function openerOf(invocation: Invocation): Promise<Opener> {
  const keyFile = invocation.value('private-key')
  return {
    passphrase: await passphraseOf(invocation, () => asked('Passphrase: ')),
    privateKey: keyFile === undefined ? null : readSecret(keyFile),
  }
}

/** From a file, the environment, or the terminal where `--passphrase` asks for it. */
async function passphraseOf(
  invocation: Invocation,
  ask: () => Promise<string>,
): Promise<string | null> {
  const file = invocation.value('passphrase-file')
  if (file !== undefined) return readSecret(file).replace(/\r?\n$/, '')
  const set = process.env[VARIABLE] ?? ''
  if (set !== '') return set
  return invocation.flag('passphrase') ? ask() : null
}

export function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new FaultyInputError([`The file ${file} is not there or cannot be read.`])
  }
}

/** A slip of the finger would seal a backup that nobody can open. */
async function askedTwice(): Promise<string> {
  const typed = await asked('Passphrase: ')
  if (typed === (await asked('The same passphrase again: '))) return typed
  throw new UsageError('The two passphrases differ. Nothing was made.')
}

function asked(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UsageError(
      `There is no terminal to ask for the passphrase: set ${VARIABLE}, or use --passphrase-file.`,
    )
  }
  // What is typed is not shown.
  const silent = new Writable({
    write(_chunk, _encoding, done) {
      done()
    },
  })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  process.stderr.write(question)
  return new Promise((resolve) => {
    terminal.question('', (typed) => {
      terminal.close()
      process.stderr.write('\n')
      resolve(typed)
    })
  })
}
