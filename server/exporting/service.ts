import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Store } from '../../db/store.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type { ExportFormat } from '../../shared/exports/define.ts'
import { filesOf } from '../../shared/exports/flagged-file.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { flaggedSubjects, type FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'

/** A study's data as they leave: already cut to the sites that the exporter may see. */
export interface ExportInput {
  readonly studyId: string
  readonly trial: Trial
  readonly definition: ProtocolDefinition
  readonly format: ExportFormat
  /** Where the data are those of a snapshot. */
  readonly snapshot?: SnapshotView
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
  for (const { name, text, rows } of filesOf(input.format, input.trial, input.definition)) {
    writeFileSync(path.join(folder, name), text)
    files.push({ name, rows, sha256: createHash('sha256').update(text).digest('hex') })
  }
  const withdrawn = flaggedSubjects(input.trial, input.definition)
  await recordExport(store, actor, { ...input, withdrawn }, files)
  return files
}

interface ExportTaken {
  readonly studyId: string
  readonly format: Pick<ExportFormat, 'key'>
  /** The snapshot that was exported; absent or null: the data as they were. */
  readonly snapshot?: Pick<SnapshotView, 'name' | 'seq' | 'hash'> | null
  /** Subjects whose data are flagged, because consent was withdrawn. */
  readonly withdrawn?: readonly FlaggedSubject[]
}

/** The audit entry of an export: what was taken, and of whom consent was withdrawn where that is flagged. */
export async function recordExport(
  store: Store,
  actor: Actor,
  { studyId, format, snapshot = null, withdrawn = [] }: ExportTaken,
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
            ...(snapshot === null ? {} : { snapshot: named(snapshot) }),
            files,
            ...(withdrawn.length === 0 ? {} : { withdrawn }),
          },
        },
      ],
    }),
  )
}

function named({ name, seq, hash }: Pick<SnapshotView, 'name' | 'seq' | 'hash'>): object {
  return { name, seq, hash }
}
