import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Store } from '../../db/store.ts'
import type { ExportedFile, ExportFormat } from '../../shared/exports/define.ts'
import { filesOf } from '../../shared/exports/flagged-file.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { flaggedSubjects, type FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { unlockedFile } from '../../shared/locks/unlocked-file.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listLocks } from '../locks/service.ts'

/** A study's data as they leave: already cut to the sites that the exporter may see. */
export interface ExportInput {
  readonly studyId: string
  readonly trial: Trial
  readonly definition: ProtocolDefinition
  readonly format: ExportFormat
}

export interface ExportedName {
  readonly name: string
  readonly rows: number
  readonly sha256: string
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
  const place = { studyId: input.studyId, sites: { kind: 'all' } } as const
  const unlocked = await unlockedFiles(store, place)
  for (const { name, text, rows } of allFiles(input, unlocked)) {
    writeFileSync(path.join(folder, name), text)
    files.push({ name, rows, sha256: createHash('sha256').update(text).digest('hex') })
  }
  const withdrawn = flaggedSubjects(input.trial, input.definition)
  await recordExport(store, actor, { ...input, withdrawn }, files)
  return files
}

/** The files of a format, and after them what says which locks were released. */
export function* allFiles(
  { format, trial, definition }: Pick<ExportInput, 'format' | 'trial' | 'definition'>,
  unlocked: readonly ExportedFile[],
): Iterable<ExportedFile> {
  yield* filesOf(format, trial, definition)
  yield* unlocked
}

/** A file that names each release of a lock at some sites; none where no lock was released. */
export async function unlockedFiles(
  store: Store,
  within: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<readonly ExportedFile[]> {
  const file = unlockedFile(await listLocks(store, within))
  return file === null ? [] : [file]
}

interface ExportTaken {
  readonly studyId: string
  readonly format: Pick<ExportFormat, 'key'>
  /** Subjects whose data are flagged, because consent was withdrawn. */
  readonly withdrawn?: readonly FlaggedSubject[]
}

/** The audit entry of an export: what was taken, and of whom consent was withdrawn where that is flagged. */
export async function recordExport(
  store: Store,
  actor: Actor,
  { studyId, format, withdrawn = [] }: ExportTaken,
  files: readonly ExportedName[],
): Promise<void> {
  await unitOfWork(store, { ...actor, studyId }, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          act: 'study.export',
          entity: 'study',
          entityId: studyId,
          before: null,
          after: {
            format: format.key,
            files,
            ...(withdrawn.length === 0 ? {} : { withdrawn }),
          },
        },
      ],
    }),
  )
}
