import path from 'node:path'
import type { Store } from '../../db/store.ts'
import { openStore } from '../open-store.ts'
import type { Invocation } from './command.ts'

/** The data folder that a command works on: `--data`, else `./data`. */
export function dataFolder(invocation: Invocation): string {
  return path.resolve(invocation.value('data') ?? 'data')
}

/** Runs `work` on the database that `DATABASE_URL` names, else on the data folder's own; closes it. */
export async function withStore<T>(
  invocation: Invocation,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const dataDir = dataFolder(invocation)
  const store = await openStore({ dataDir, databaseUrl: process.env['DATABASE_URL'] })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
