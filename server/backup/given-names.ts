import { existsSync } from 'node:fs'
import { lstat, open, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { NAMES_LIST } from '../names-given.ts'
import { giveName } from './give-name.ts'
import { refusal } from './refusal.ts'
import { syncFolder } from './sync-folder.ts'

export const DATABASE = 'hepatrial.sqlite'

/** A file or folder as the disk knows it, whatever it is called. */
const listSchema = z.array(z.object({ name: z.string(), dev: z.string(), ino: z.string() }))
type Listed = z.infer<typeof listSchema>[number]

/**
 * Gives everything that a restore made its name in the data folder; the database last: a folder without
 * it is no installation, whatever else lies in it. `named` takes what has its name.
 */
export async function giveNames(staging: string, dataDir: string, named: string[]): Promise<void> {
  const found = await readdir(staging, { withFileTypes: true })
  const entries = found.filter(({ name }) => !name.startsWith(`${DATABASE}-`))
  const last = (name: string): number => (name === DATABASE ? 1 : 0)
  entries.sort((a, b) => last(a.name) - last(b.name))
  await writeList(dataDir, await Promise.all(entries.map(({ name }) => listed(staging, name))))
  for (const entry of entries) {
    const from = path.join(staging, entry.name)
    const to = path.join(dataDir, entry.name)
    const kind = entry.isDirectory() ? 'folder' : 'file'
    if (kind === 'folder') await syncFolder(from)
    if (!(await giveName(from, to, kind))) {
      throw refusal('folder-not-empty', { folder: dataDir, found: entry.name })
    }
    named.push(to)
  }
  await syncFolder(dataDir)
}

/**
 * What a restore that was killed gave its name, while no database belonged to it yet. Nothing that came
 * there by another hand: that is another file on the disk.
 */
export async function namesLeft(dataDir: string): Promise<readonly string[]> {
  const file = path.join(dataDir, NAMES_LIST)
  if (!existsSync(file) || existsSync(path.join(dataDir, DATABASE))) return []
  const list = listSchema.safeParse(parsed(await readFile(file, 'utf8'))).data ?? []
  const left: string[] = []
  for (const one of list) {
    if (path.basename(one.name) !== one.name || !existsSync(path.join(dataDir, one.name))) continue
    const { dev, ino } = await listed(dataDir, one.name)
    if (dev === one.dev && ino === one.ino) left.push(one.name)
  }
  return left
}

/** A list that was cut short names nothing: names are given after it is on the disk. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function listed(folder: string, name: string): Promise<Listed> {
  const { dev, ino } = await lstat(path.join(folder, name), { bigint: true })
  return { name, dev: String(dev), ino: String(ino) }
}

async function writeList(dataDir: string, list: readonly Listed[]): Promise<void> {
  const handle = await open(path.join(dataDir, NAMES_LIST), 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify(list))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await syncFolder(dataDir)
}
