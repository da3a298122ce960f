import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { flaggedFile } from '../../shared/exports/flagged-file.ts'
import { flaggedSubjects, type FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import type { Actor } from '../audit/actor.ts'
import type { FormatFile, FormatInput, ServerFormat } from './format.ts'
import { recordExport, unlockedFiles, type ExportedName } from './record-export.ts'

interface FolderExport {
  readonly format: ServerFormat
  readonly input: FormatInput
}

/** Of a file that is not whole yet. */
const UNFINISHED = '.unfinished'

/**
 * Writes a format into a folder (made when absent) piece by piece, and the audit entry that says who
 * took what: files, rows, fields, hashes. Files of the same names are replaced once all of them are
 * whole and the entry is written; when it fails nothing is.
 */
export async function writeFormat(
  actor: Actor,
  { format, input }: FolderExport,
  folder: string,
): Promise<readonly ExportedName[]> {
  mkdirSync(folder, { recursive: true })
  const written: ExportedName[] = []
  const place = (name: string): string => path.join(folder, ...name.split('/'))
  const begun: string[] = []
  const write = async (file: FormatFile): Promise<void> => {
    begun.push(file.name)
    written.push(await writeFile(file, place(file.name) + UNFINISHED))
  }
  try {
    for await (const file of format.files(input)) await write(file)
    const withdrawn = await withdrawnOf(input)
    for (const file of await filesBeside(input, withdrawn)) await write(file)
    const taken = { studyId: input.study.id, format, snapshot: input.snapshot, withdrawn }
    await recordExport(input.store, actor, taken, written)
  } catch (error) {
    for (const name of begun) rmSync(place(name) + UNFINISHED, { force: true })
    throw error
  }
  for (const { name } of written) renameSync(place(name) + UNFINISHED, place(name))
  return written
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
  const { name, rows, fields } = file
  const sha256 = hash.digest('hex')
  return { name, rows, sha256, ...(fields === undefined ? {} : { fields }) }
}

/** What says whose consent was withdrawn and which locks were released, where either is to be said. */
async function filesBeside(
  input: FormatInput,
  withdrawn: readonly FlaggedSubject[],
): Promise<readonly FormatFile[]> {
  const { store, study, sites, snapshot, twin } = input
  const asOf = snapshot?.asOf ?? null
  const covered = twin === null ? {} : { covered: twin }
  const released = await unlockedFiles(store, { studyId: study.id, sites, asOf, ...covered })
  const flagged = flaggedFile(withdrawn)
  return [...(flagged === null ? [] : [flagged]), ...released].map(
    ({ name, rows, text, mediaType = 'text/plain; charset=utf-8' }) => ({
      ...{ name, rows, mediaType },
      pieces: () => [text],
    }),
  )
}

async function withdrawnOf({ subjects, definition }: FormatInput): Promise<FlaggedSubject[]> {
  const flagged: FlaggedSubject[] = []
  for await (const subject of subjects()) {
    flagged.push(...flaggedSubjects({ subjects: [subject] }, definition))
  }
  return flagged
}
