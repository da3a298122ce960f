import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** A file that a job left: named by the hash of its bytes. */
export interface ResultFile {
  /** SHA-256, lower-case hexadecimal. */
  readonly sha256: string
  /** In bytes. */
  readonly size: number
}

/** How long and how much is kept. The newest file stays, however large it is. */
export interface Keeping {
  readonly hours: number
  readonly bytes: number
}

const UNFINISHED = '.part'

/** Where a job writes while it runs: nothing there is ever handed out. */
export async function draftFile(folder: string, jobId: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, draftName(jobId))
  await rm(file, { force: true })
  return file
}

/** Under which name a job writes. */
export function draftName(jobId: string): string {
  return `${jobId}${UNFINISHED}`
}

/** Gives a finished file its name. One of the same bytes takes the place of the other. */
export async function keepFile(folder: string, file: string, made: ResultFile): Promise<void> {
  await rename(file, resultPath(folder, made))
}

/** Where a result lies. */
export function resultPath(folder: string, { sha256 }: Pick<ResultFile, 'sha256'>): string {
  return path.join(folder, sha256)
}

export function isStored(folder: string, file: ResultFile): boolean {
  return existsSync(resultPath(folder, file))
}

/** Whether the file is there and holds the bytes that were made. */
export async function isWhatWasMade(folder: string, made: ResultFile): Promise<boolean> {
  const file = resultPath(folder, made)
  if (!existsSync(file) || (await stat(file)).size !== made.size) return false
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex') === made.sha256
}

/** A file with when its newest job ended (ISO 8601, UTC). */
export interface Aged extends ResultFile {
  readonly finishedAt: string
}

/** Files made before this moment (ISO 8601, UTC) are not kept. */
export function oldestKept({ hours }: Keeping, now: string): string {
  return new Date(Date.parse(now) - hours * 3_600_000).toISOString()
}

/** Which files stay, the newest first: those young enough, as long as they fit together. */
export function keptOf(files: readonly Aged[], keeping: Keeping, now: string): ReadonlySet<string> {
  const oldest = oldestKept(keeping, now)
  const kept = new Set<string>()
  let bytes = 0
  for (const { sha256, size, finishedAt } of files) {
    if (kept.has(sha256)) continue
    if (finishedAt < oldest || (kept.size > 0 && bytes + size > keeping.bytes)) continue
    kept.add(sha256)
    bytes += size
  }
  return kept
}

/** Removes a result before its time. */
export async function removeResult(folder: string, file: ResultFile): Promise<void> {
  await rm(resultPath(folder, file), { force: true })
}

/** A file of the folder as it was seen. */
export interface SeenFile {
  readonly name: string
  /** When its bytes were last written, in milliseconds. */
  readonly writtenAt: number
}

/** Every file of the folder, drafts included. */
export async function storedFiles(folder: string): Promise<readonly SeenFile[]> {
  if (!existsSync(folder)) return []
  const names = await readdir(folder)
  const seen = await Promise.all(names.map((name) => lookAt(folder, name)))
  return seen.filter((file) => file !== null)
}

async function lookAt(folder: string, name: string): Promise<SeenFile | null> {
  try {
    return { name, writtenAt: (await stat(path.join(folder, name))).mtimeMs }
  } catch (error) {
    // A draft that got its name, or was given up, meanwhile.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Removes files as they were seen: one that was written anew since then stays. */
export async function removeFiles(folder: string, files: readonly SeenFile[]): Promise<void> {
  for (const { name, writtenAt } of files) {
    const now = await lookAt(folder, name)
    if (now?.writtenAt === writtenAt) await rm(path.join(folder, name), { force: true })
  }
}
