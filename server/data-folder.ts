import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { isDiskFull } from './http/disk-full.ts'

/** Who serves from a data folder; `url` is null while it starts. */
const serverSchema = z.object({ url: z.string().nullable(), process: z.number() })
type ServerOfFolder = z.output<typeof serverSchema>

/** A data folder that this process alone serves from. */
export interface HeldFolder {
  /** Tells others the address, once it is known. */
  readonly answersAt: (url: string) => void
  readonly release: () => void
}

/** Another server uses the data folder. Nothing was changed. */
class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError'
  constructor(dataDir: string, server: ServerOfFolder | null) {
    const at = server?.url ?? 'A server that is starting'
    const who = server === null ? 'Another server' : `${at} (process ${server.process})`
    super(
      `${who} uses this data folder already: ${dataDir}. Stop it first, or name another folder with --data.`,
    )
  }
}

/**
 * Takes a data folder for the server of this process, before anything in it is opened. The lock is the
 * operating system's: it ends with the process, so that one that was killed never stands in the way.
 * Throws `DataFolderInUseError` where another server has it.
 */
export async function holdDataFolder(dataDir: string): Promise<HeldFolder> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { lockFile } = await import('../db/sqlite/folder-lock.ts')
  const release = lockFile(path.join(dataDir, 'server.lock'))
  const note = path.join(dataDir, 'server.json')
  if (release === null) throw new DataFolderInUseError(dataDir, noted(note))
  const tell = (url: string | null): void => {
    writeNote(note, { url, process: process.pid })
  }
  tell(null)
  return {
    answersAt: tell,
    release() {
      rmSync(note, { force: true })
      release()
    },
  }
}

/** On a full disk the folder is held all the same; others are told less. */
function writeNote(note: string, server: ServerOfFolder): void {
  try {
    writeFileSync(note, JSON.stringify(server), { mode: 0o600 })
  } catch (error) {
    if (!isDiskFull(error)) throw error
    rmSync(note, { force: true })
  }
}

/** What the holder wrote of itself; null where it could not. */
function noted(note: string): ServerOfFolder | null {
  try {
    return serverSchema.parse(JSON.parse(readFileSync(note, 'utf8')))
  } catch {
    // Not there yet, or half written: it is a word for people, the lock alone decides.
    return null
  }
}
