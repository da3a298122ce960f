import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import {
  INSTALLATION_DEFAULTS,
  STUDY_ACCESS_DEFAULTS,
  storedInstallationSchema,
  studyAccessSchema,
  type InstallationSettings,
  type StudyAccess,
} from '../../shared/access/settings.ts'
import {
  BACKUP_DEFAULTS,
  backupSettingsSchema,
  type BackupSettings,
} from '../../shared/backup/settings.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { ProblemError } from '../http/problem-error.ts'

export { keepPurpose, storedPurpose } from './purpose.ts'

/** Settings with the version they are changed at; version 0 is the default. */
export interface Versioned<T> {
  readonly value: T
  readonly version: number
}

const INSTALLATION = 'installation'
/** When and where backups are made. */
const BACKUP = 'backup'
const keyOfStudy = (studyId: string): string => `study:${studyId}`

export async function installationSettings(
  store: Store,
  queries: ReadQueries = store.read,
): Promise<Versioned<InstallationSettings>> {
  const kind = { schema: storedInstallationSchema, defaults: INSTALLATION_DEFAULTS }
  return load(store, queries, { key: INSTALLATION, ...kind })
}

export async function studyAccess(
  store: Store,
  studyId: string,
  queries: ReadQueries = store.read,
): Promise<Versioned<StudyAccess>> {
  const kind = { schema: studyAccessSchema, defaults: STUDY_ACCESS_DEFAULTS }
  return load(store, queries, { key: keyOfStudy(studyId), ...kind })
}

export async function backupSettings(
  store: Store,
  queries: ReadQueries = store.read,
): Promise<Versioned<BackupSettings>> {
  const kind = { schema: backupSettingsSchema, defaults: BACKUP_DEFAULTS }
  return load(store, queries, { key: BACKUP, ...kind })
}

/** Since when the settings of backups stand as they are; null: they were never set. */
export async function backupSettingsSince(store: Store): Promise<string | null> {
  const { setting } = store.t
  const [row] = await store.read.select().from(setting).where(eq(setting.key, BACKUP))
  return row?.changedAt ?? null
}

interface Kind<T> {
  readonly key: string
  readonly schema: z.ZodType<T>
  readonly defaults: T
}

/** A value that the schema does not admit throws: rights are never judged by half a setting. */
async function load<T>(
  { t: { setting } }: Store,
  queries: ReadQueries,
  { key, schema, defaults }: Kind<T>,
): Promise<Versioned<T>> {
  const [row] = await queries.select().from(setting).where(eq(setting.key, key))
  if (row === undefined) return { value: defaults, version: 0 }
  return { value: schema.parse(JSON.parse(row.value)), version: row.version }
}

interface Change<T> {
  readonly value: T
  /** The version that the change was made on. */
  readonly version: number
  readonly reason: string
}

export async function changeInstallationSettings(
  store: Store,
  actor: Actor,
  change: Change<InstallationSettings>,
): Promise<Versioned<InstallationSettings>> {
  return write(store, actor, {
    ...change,
    key: INSTALLATION,
    act: 'setting.installation',
    before: (tx) => installationSettings(store, tx),
  })
}

export async function changeBackupSettings(
  store: Store,
  actor: Actor,
  change: Change<BackupSettings>,
): Promise<Versioned<BackupSettings>> {
  return write(store, actor, {
    ...change,
    key: BACKUP,
    act: 'setting.backup',
    before: (tx) => backupSettings(store, tx),
  })
}

export async function changeStudyAccess(
  store: Store,
  actor: Actor,
  studyId: string,
  change: Change<StudyAccess>,
): Promise<Versioned<StudyAccess>> {
  return write(store, actor, {
    ...change,
    key: keyOfStudy(studyId),
    act: 'setting.study-access',
    before: (tx) => studyAccess(store, studyId, tx),
  })
}

interface Writing<T> extends Change<T> {
  readonly key: string
  readonly act: string
  readonly before: (tx: Tx) => Promise<Versioned<T>>
}

/** Of two who change one version the second is refused (409) with what stands now. */
async function write<T extends object>(
  store: Store,
  actor: Actor,
  { key, act, value, version, reason, before }: Writing<T>,
): Promise<Versioned<T>> {
  const { setting } = store.t
  return unitOfWork(store, actor, async (tx, { at }) => {
    const current = await before(tx)
    if (current.version !== version) {
      throw new ProblemError({
        type: 'urn:problem:version-conflict',
        status: 409,
        expected: version,
        current: { ...current.value, version: current.version },
        submitted: value,
      })
    }
    const next = { value: JSON.stringify(value), version: version + 1, changedAt: at }
    if (version === 0) await tx.insert(setting).values({ key, ...next })
    else await tx.update(setting).set(next).where(eq(setting.key, key))
    return {
      result: { value, version: version + 1 },
      audit: [
        { act, entity: 'setting', entityId: key, before: current.value, after: value, reason },
      ],
    }
  })
}
