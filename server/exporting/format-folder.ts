import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import type { Actor } from '../audit/actor.ts'
import { onStop } from '../stop-signals.ts'
import { allFiles, besideOf } from './export-files.ts'
import type { FormatFile, FormatInput } from './format.ts'
import type { OfferedFormat } from './offer.ts'
import { recordExport, type ExportedName, type ExportReason } from './record-export.ts'

interface FolderExport {
  readonly format: OfferedFormat
  readonly input: FormatInput
  readonly reason: ExportReason
}

/** Of a file that is not whole yet. */
const UNFINISHED = '.unfinished'

/**
 * Writes a format into a folder (made when absent) piece by piece, and the audit entry that says who
 * took what: state, purpose, files, rows, fields, hashes. Files of the same names are replaced once all
 * of them are whole and the entry is written; when it fails nothing is.
 */
export async function writeFormat(
  actor: Actor,
  { format, input, reason }: FolderExport,
  folder: string,
): Promise<readonly ExportedName[]> {
  mkdirSync(folder, { recursive: true })
  const written: ExportedName[] = []
  const place = (name: string): string => path.join(folder, ...name.split('/'))
  const begun: string[] = []
  const removeBegun = (): void => {
    for (const name of begun) rmSync(place(name) + UNFINISHED, { force: true })
  }
  const work = onStop(removeBegun)
  try {
    const beside = await besideOf(input)
    for await (const file of allFiles(format, input, beside)) {
      begun.push(file.name)
      written.push(await writeFile(file, place(file.name) + UNFINISHED))
    }
    const { withdrawn } = beside
    // From here on the entry says that the files are there: a signal waits.
    work.tooLate()
    await recordExport({ format: format.key, input, reason, withdrawn }, actor, written)
    for (const { name } of written) renameSync(place(name) + UNFINISHED, place(name))
    return written
  } catch (error) {
    removeBegun()
    throw error
  } finally {
    work.release()
  }
}

async function writeFile(file: FormatFile, target: string): Promise<ExportedName> {
  mkdirSync(path.dirname(target), { recursive: true })
  const hash = createHash('sha256')
  const handle = await open(target, 'w')
  try {
    for await (const piece of file.pieces()) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(bytes)
      await handle.writeFile(bytes)
    }
  } finally {
    await handle.close()
  }
  return exportedName(file, hash.digest('hex'))
}

/** What the trail says of a file whose bytes have this hash. */
export function exportedName({ name, rows, fields }: FormatFile, sha256: string): ExportedName {
  return { name, rows, sha256, ...(fields === undefined ? {} : { fields }) }
}
