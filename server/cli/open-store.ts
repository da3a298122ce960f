import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Store } from '../../db/store.ts'
import { openToWork } from '../open-store.ts'
import { cliActor } from './actor.ts'
import type { Invocation } from './command.ts'
import { FaultyInputError } from './fault.ts'

/** The data folder that a command works on: `--data`, else `HEPATRIAL_DATA`, else `./data`. */
export function dataFolder(invocation: Invocation): string {
  const set = process.env['HEPATRIAL_DATA'] ?? ''
  return path.resolve(invocation.value('data') ?? (set === '' ? 'data' : set))
}

/** Whether an installation is there: a database that `DATABASE_URL` names, or that of the data folder. */
export function hasInstallation(invocation: Invocation): boolean {
  const hasServer = (process.env['DATABASE_URL'] ?? '') !== ''
  return hasServer || existsSync(path.join(dataFolder(invocation), 'hepatrial.sqlite'))
}

/** As `withStore`, for what makes no sense on a new installation. Refuses where none is there; makes none. */
export function withPresentStore<T>(
  invocation: Invocation,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  if (hasInstallation(invocation)) return withStore(invocation, work)
  throw noInstallation(invocation)
}

/** Nothing is where a command was told to work. */
export function noInstallation(invocation: Invocation): FaultyInputError {
  return new FaultyInputError([
    `There is no installation in ${dataFolder(invocation)}: hepatrial.sqlite is not there. Name its data folder with --data DIR or HEPATRIAL_DATA, or its database with DATABASE_URL.`,
  ])
}

/** Runs `work` on the database that `DATABASE_URL` names, else on the data folder's own; closes it. */
export async function withStore<T>(
  invocation: Invocation,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const dataDir = dataFolder(invocation)
  const place = { dataDir, databaseUrl: process.env['DATABASE_URL'] }
  const store = await openToWork(place, cliActor())
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
