import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { archiveFolder } from '../site-archive/service.ts'

/** A file of the data folder that belongs to the installation. `name` uses `/`. */
export interface DataFile {
  readonly name: string
  readonly path: string
  readonly size: number
}

/** Opens the secrets of second factors: without it nobody with a second factor could sign in. */
export const FACTOR_KEY_FILE = 'second-factor.key'

const UNFINISHED = '.part'

/**
 * The files that a backup holds: the key of the second factors, and the packages of sites. The database
 * goes row by row; results of export jobs stay out, for the same choice makes the same bytes again, and
 * they are kept for days only.
 */
export async function dataFiles(dataDir: string): Promise<readonly DataFile[]> {
  const archives = path.relative(dataDir, archiveFolder(dataDir))
  const kept = await namesIn(path.join(dataDir, archives))
  const names = [
    ...(existsSync(path.join(dataDir, FACTOR_KEY_FILE)) ? [FACTOR_KEY_FILE] : []),
    ...kept.filter((name) => !name.endsWith(UNFINISHED)).map((name) => `${archives}/${name}`),
  ]
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(dataDir, name)
      return { name, path: file, size: (await stat(file)).size }
    }),
  )
}

async function namesIn(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return []
  return (await readdir(folder)).sort()
}
