import type { Store } from '../../db/store.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type { ExportedFile, ExportFormat } from '../../shared/exports/define.ts'
import type { Twin } from '../../shared/exports/deidentify.ts'
import { coveredLocks, locksAsOf, unlockedFile } from '../../shared/locks/unlocked-file.ts'
import type { FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listLocks } from '../locks/service.ts'

export interface ExportedName {
  readonly name: string
  readonly rows: number
  readonly sha256: string
  readonly fields?: readonly string[]
}

interface Releases {
  readonly studyId: string
  readonly sites: SiteFilter
  /** Of a snapshot: what happened after this moment (ISO 8601, UTC) is none of it; null: the present. */
  readonly asOf: string | null
  /** Of a de-identified copy: the codes in place of subjects and sites. */
  readonly covered?: Twin
}

/** A file that names each release of a lock at some sites; none where no lock was released. */
export async function unlockedFiles(
  store: Store,
  { studyId, sites, asOf, covered }: Releases,
): Promise<readonly ExportedFile[]> {
  const locks = locksAsOf(await listLocks(store, { studyId, sites }), asOf)
  const file = unlockedFile(covered === undefined ? locks : coveredLocks(locks, covered))
  return file === null ? [] : [file]
}

interface ExportTaken extends ExportReason {
  readonly studyId: string
  readonly format: Pick<ExportFormat, 'key'>
  /** The snapshot that was exported; absent or null: the data as they were. */
  readonly snapshot?: Pick<SnapshotView, 'name' | 'seq' | 'hash'> | null
  /** Subjects whose data are flagged, because consent was withdrawn. */
  readonly withdrawn?: readonly FlaggedSubject[]
}

/** Why data leave the product, and to whom. */
export interface ExportReason {
  readonly purpose?: string | undefined
  readonly recipient?: string | undefined
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined
  readonly profile?: 'full' | 'deidentified' | undefined
}

/** The audit entry of an export: what was taken, and of whom consent was withdrawn where that is flagged. */
export async function recordExport(
  store: Store,
  actor: Actor,
  taken: ExportTaken,
  files: readonly ExportedName[],
): Promise<void> {
  const { studyId, format, snapshot = null, withdrawn = [] } = taken
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
            ...reasonOf(taken),
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

/** What was said of the reason; what was not leaves no member. */
function reasonOf({ purpose, recipient, country, profile }: ExportReason): ExportReason {
  const said = Object.entries({ purpose, recipient, country, profile })
  return Object.fromEntries(said.filter(([, text]) => text !== undefined && text !== ''))
}

interface KeyTaken {
  readonly studyId: string
  readonly subjects: number
  /** Name of the snapshot whose copies it belongs to; null: the data as they were. */
  readonly snapshot: string | null
}

/** The audit entry of whoever took the key of the de-identified copies. */
export async function recordKeyTaken(
  store: Store,
  actor: Actor,
  { studyId, ...after }: KeyTaken,
): Promise<void> {
  const entity = { entity: 'study', entityId: studyId } as const
  await unitOfWork(store, { ...actor, studyId }, () =>
    Promise.resolve({
      result: null,
      audit: [{ act: 'study.exportKey', ...entity, before: null, after }],
    }),
  )
}
