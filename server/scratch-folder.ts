import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onStop } from './stop-signals.ts'

/** What a folder that is removed again is for: begins its name. */
export type ScratchUse = 'drill' | 'upgrade' | 'qualify'

const OWNER = 'owner.lock'
const DAY_MS = 86_400_000

/**
 * Runs `fn` with an empty folder for clinical data that are not to stay. It is removed at the end, after a
 * failure, and where the process is told to stop. What killed processes left is removed first: the folder
 * of a process that lives is locked by the operating system.
 */
export async function withScratchFolder<T>(
  use: ScratchUse,
  fn: (folder: string) => Promise<T>,
): Promise<T> {
  const { lockFile } = await import('../db/sqlite/folder-lock.ts')
  const begun = `hepatrial-${use}-`
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(begun)) continue
    try {
      removeStale(path.join(tmpdir(), name), lockFile)
    } catch {
      // It may be about to go, or its disk be at fault: the next run tries again.
    }
  }
  const folder = mkdtempSync(path.join(tmpdir(), begun))
  const unlock = lockFile(path.join(folder, OWNER))
  const remove = (): void => {
    unlock?.()
    rmSync(folder, { recursive: true, force: true })
  }
  const work = onStop(remove)
  try {
    const inside = path.join(folder, 'data')
    mkdirSync(inside)
    return await fn(inside)
  } finally {
    try {
      remove()
    } finally {
      work.release()
    }
  }
}

type Lock = (file: string) => (() => void) | null

function removeStale(folder: string, lockFile: Lock): void {
  const about = lstatSync(folder, { throwIfNoEntry: false })
  if (about?.isDirectory() !== true) return
  // Other people's folders are theirs; one without a lock may be about to get it.
  if (process.getuid !== undefined && about.uid !== process.getuid()) return
  const owner = path.join(folder, OWNER)
  if (!existsSync(owner)) {
    if (Date.now() - about.mtimeMs > DAY_MS) rmSync(folder, { recursive: true, force: true })
    return
  }
  const unlock = lockFile(owner)
  if (unlock === null) return
  unlock()
  rmSync(folder, { recursive: true, force: true })
}
