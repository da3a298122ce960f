import { rm } from 'node:fs/promises'
import path from 'node:path'

/** Begins the name of the folder in which a restore works. What an earlier one left is removed. */
export const STAGING = '.restoring-'

/** Tells which names a restore is about to give in a data folder: one that is killed leaves it. */
export const NAMES_LIST = `${STAGING}names.json`

/** The names belong to the installation: its database stands, or a server works with it. */
export async function keepNames(dataDir: string): Promise<void> {
  await rm(path.join(dataDir, NAMES_LIST), { force: true })
}
