import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Store } from '../../db/store.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type { ExportedFile, ExportFormat } from '../../shared/exports/define.ts'
import { filesOf } from '../../shared/exports/flagged-file.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { flaggedSubjects } from '../../shared/subject/withdrawal.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { recordExport, unlockedFiles, type ExportedName } from './record-export.ts'

export { formatInput } from './format-input.ts'
export { writeFormat } from './format-folder.ts'
export { serverFormats } from './formats.ts'
export { recordExport, recordKeyTaken, unlockedFiles, type ExportedName } from './record-export.ts'

/** A study's data as they leave: already cut to the sites that the exporter may see. */
export interface ExportInput {
  readonly studyId: string
  readonly trial: Trial
  readonly definition: ProtocolDefinition
  readonly format: ExportFormat
  /** Where the data are those of a snapshot. */
  readonly snapshot?: SnapshotView
}

/**
 * Writes an export into a folder (made when absent) and the audit entry that says who took what:
 * files, rows, hashes. Files of the same names are replaced.
 */
export async function exportToFolder(
  store: Store,
  actor: Actor,
  input: ExportInput,
  folder: string,
): Promise<readonly ExportedName[]> {
  mkdirSync(folder, { recursive: true })
  const files: ExportedName[] = []
  const asOf = input.snapshot?.asOf ?? null
  const place = { studyId: input.studyId, sites: { kind: 'all' }, asOf } as const
  const unlocked = await unlockedFiles(store, place)
  for (const file of allFiles(input, unlocked)) {
    const { text } = file
    writeFileSync(path.join(folder, file.name), text)
    files.push(nameOf(file, text))
  }
  const withdrawn = flaggedSubjects(input.trial, input.definition)
  await recordExport(store, actor, { ...input, withdrawn }, files)
  return files
}

/** What the trail says of a file: its name, size, fields and the hash of its text. */
export function nameOf(
  { name, rows, fields }: Omit<ExportedFile, 'text'>,
  text: string,
): ExportedName {
  const sha256 = createHash('sha256').update(text).digest('hex')
  return { name, rows, sha256, ...(fields === undefined ? {} : { fields }) }
}

/** The files of a format, and after them what says which locks were released. */
export function* allFiles(
  { format, trial, definition }: Pick<ExportInput, 'format' | 'trial' | 'definition'>,
  unlocked: readonly ExportedFile[],
): Iterable<ExportedFile> {
  yield* filesOf(format, trial, definition)
  yield* unlocked
}
