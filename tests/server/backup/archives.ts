import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ByteReader } from '../../../server/backup/byte-reader.ts'
import { makeBackup, type BackupWish } from '../../../server/backup/make-backup.ts'
import { padding, readHeader, TAR_END, tarHeader } from '../../../server/backup/tar.ts'
import { ProblemError } from '../../../server/http/problem-error.ts'
import type { Store } from '../../../db/store.ts'
import { saveNew, seedStudy } from '../../db/seed.ts'

const ROOT = path.join(tmpdir(), `backup-test-${process.pid}`)

/** A folder of its own, there until `removeFolders`. */
export function newFolder(): string {
  mkdirSync(ROOT, { recursive: true })
  return mkdtempSync(path.join(ROOT, 'f-'))
}

export function removeFolders(): void {
  rmSync(ROOT, { recursive: true, force: true })
}

/** A study with records, and a second-factor key and a site's package in a data folder. */
export async function seeded(store: Store): Promise<{ readonly dataDir: string }> {
  await seedStudy(store)
  for (const number of [1, 2, 3])
    await saveNew(store, `record-${number}`, { AETERM: `恶心 ${number}` })
  const dataDir = newFolder()
  writeFileSync(path.join(dataDir, 'second-factor.key'), `${'ab'.repeat(32)}\n`)
  return { dataDir }
}

type Part = Pick<BackupWish, 'store' | 'dataDir'> & Partial<BackupWish>

/** A backup in a folder of its own. */
export function backupOf(wish: Part) {
  const to = path.join(newFolder(), 'all.hbk')
  return makeBackup({ to, sealer: null, factorKeySet: false, ...wish })
}

/** The same archive with other texts in its head and manifest, and a right hash at its end. */
export async function rewritten(
  file: string,
  change: (name: string, text: string) => string,
): Promise<string> {
  const source = readFileSync(file)
  const reader = new ByteReader(
    (async function* () {
      yield await Promise.resolve(source)
    })(),
  )
  const pieces: Buffer[] = []
  for (;;) {
    const header = await readHeader(reader)
    const bytes = await reader.take(header.size)
    await reader.take(padding(header.size).length)
    const isJson = header.name.endsWith('.json')
    const isEnd = header.name === 'sha256'
    const hash = createHash('sha256').update(Buffer.concat(pieces)).digest('hex')
    const changed = isJson ? Buffer.from(change(header.name, bytes.toString())) : bytes
    const next = isEnd ? Buffer.from(`${hash}\n`) : changed
    const seconds = Number.parseInt(header.bytes.toString('latin1', 136, 147), 8)
    pieces.push(tarHeader({ name: header.name, size: next.length }, seconds))
    pieces.push(next, padding(next.length))
    if (isEnd) break
  }
  const to = path.join(newFolder(), 'rewritten.hbk')
  writeFileSync(to, Buffer.concat([...pieces, TAR_END]))
  return to
}

/** The fault that a refusal names; throws what is no refusal. */
export async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof ProblemError && error.problem.type === 'urn:problem:backup') {
      return error.problem.fault
    }
    throw error
  }
  return 'none'
}
