import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  appliedSteps,
  migrate,
  refuseMissingColumns,
  type MigrationSession,
} from '../../db/migrate.ts'
import {
  HalfMigratedDatabaseError,
  NewerDatabaseError,
  pendingMigrations,
  readMigrations,
  type Migration,
} from '../../db/migrations.ts'
import type { Original, UpgradeSession } from '../../db/original.ts'
import * as schema from '../../db/schema.sqlite.ts'
import type { MigrationNote } from '../../shared/releases/define.ts'
import { migrationNote } from '../../shared/releases/registry.ts'
import { verifyState, type VerifyReport } from '../audit/verify.ts'
import { diskRefusal, migrationsRoot, type Comparison } from '../backup/service.ts'
import { holdDataFolder } from '../data-folder.ts'
import { withScratchFolder } from '../scratch-folder.ts'
import { compareStates, comparedShapes, measureState } from './compare-state.ts'

export { noteUpgrade } from './note-upgrade.ts'

/** Where an installation lies. */
export interface UpgradePlace {
  readonly dataDir: string
  /** `postgres://…`; empty or absent: the embedded database of the folder. */
  readonly databaseUrl?: string | undefined
}

/** What an upgrade will do. */
export interface UpgradePlan {
  readonly original: Original
  /** The last step that the database has taken; null where it is empty. */
  readonly from: string | null
  readonly taken: readonly Migration[]
  readonly known: readonly Migration[]
  readonly pending: readonly Migration[]
  readonly notes: readonly MigrationNote[]
}

/** How the steps went: on a copy, or on the database itself. */
export interface UpgradeOutcome {
  /** What was there before, beside what is there after the steps. */
  readonly compared: readonly Comparison[]
  /** The check of trail, records, definitions, snapshots and signatures, and of the database itself. */
  readonly verified: VerifyReport
}

/** The upgrade is not done, and nothing was changed. Says what, where, and what to do. */
export class UpgradeRefusedError extends Error {
  override readonly name = 'UpgradeRefusedError'
}

/**
 * Looks at a database of whatever schema and says what is pending. Changes nothing. Refuses one that is
 * newer than the program or half migrated. @source BK-04
 */
export async function planUpgrade(place: UpgradePlace): Promise<UpgradePlan> {
  const original = await originalOf(place)
  const known = readMigrations(migrationsRoot(), original.engine === 'sqlite' ? 'sqlite' : 'pg')
  const { taken, pending } = await original
    .look((session) => stepsOf(session, known))
    .catch(saying(original))
  const notes = pending.map(({ name }) => migrationNote(name))
  return { original, known, taken, pending, notes, from: taken.at(-1)?.name ?? null }
}

async function stepsOf(session: MigrationSession, known: readonly Migration[]) {
  const applied = await appliedSteps(session, schema)
  const pending = pendingMigrations(known, applied)
  if (pending.length === 0) refuseMissingColumns(await session.columns(), schema)
  return { taken: known.slice(0, applied.length), pending }
}

async function originalOf({ dataDir, databaseUrl = '' }: UpgradePlace): Promise<Original> {
  if (databaseUrl !== '') {
    const { postgresOriginal } = await import('../../db/postgres/original.ts')
    return postgresOriginal(databaseUrl)
  }
  const { sqliteOriginal } = await import('../../db/sqlite/original.ts')
  return sqliteOriginal(path.join(dataDir, 'hepatrial.sqlite'))
}

/** A refusal that also names the database. */
function saying({ place }: Original) {
  return (error: unknown): never => {
    if (error instanceof NewerDatabaseError || error instanceof HalfMigratedDatabaseError) {
      throw new UpgradeRefusedError(`${place}: ${error.message} Nothing was changed.`, {
        cause: error,
      })
    }
    throw error
  }
}

/**
 * Takes the pending steps on a copy, which goes away however this ends, and compares it with what was
 * there before. The database itself is only read, while others may use it. @source BK-04
 */
export async function rehearseUpgrade(plan: UpgradePlan): Promise<UpgradeOutcome> {
  const { original, taken } = plan
  await refuseSmallDisk(await original.bytesOfCopy())
  try {
    return await withScratchFolder('upgrade', (folder) =>
      original.onCopy({ taken, folder }, (session) => takePending(session, plan)),
    )
  } catch (error) {
    return saying(original)(diskRefusal(error, tmpdir()))
  }
}

/** A copy, and as much again for tables that steps rebuild. */
async function refuseSmallDisk(bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(tmpdir())
  const free = bavail * bsize
  if (free >= 2 * bytes) return
  throw new UpgradeRefusedError(
    `The copy needs ${megabytes(2 * bytes)} in ${tmpdir()}, and ${megabytes(free)} are free. ` +
      'Make room, or name another folder with TMPDIR. Nothing was changed.',
  )
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`
}

/**
 * Takes the pending steps on the database itself, in one transaction, which is committed only where
 * everything that was there is there as before and no fault was found. @source BK-04
 */
export async function takeUpgrade(
  plan: UpgradePlan,
  wish: { readonly dataDir: string; readonly acceptFaults: boolean },
): Promise<UpgradeOutcome> {
  const { original } = plan
  // On SQLite no server starts in the folder meanwhile; on PostgreSQL the schema is locked.
  const held = original.engine === 'sqlite' ? await holdDataFolder(wish.dataDir) : null
  try {
    return await original.onItself(async (session) => {
      const outcome = await takePending(session, plan)
      refuseFaulty(outcome, wish.acceptFaults)
      return outcome
    })
  } catch (error) {
    return saying(original)(error)
  } finally {
    held?.release()
  }
}

function refuseFaulty(outcome: UpgradeOutcome, acceptFaults: boolean): void {
  const [different] = differencesOf(outcome)
  if (different !== undefined) {
    const { what, expected, found } = different
    throw new UpgradeRefusedError(
      `After the steps the ${what} are ${found}, before they were ${expected}. The steps were undone; nothing was changed. Keep the former version running and report this.`,
    )
  }
  const { faults } = outcome.verified
  if (faults.length === 0 || acceptFaults) return
  throw new UpgradeRefusedError(
    `The check of trail and data finds ${faults.length} faults (${kindsOf(outcome)}). The steps were undone; nothing was changed. See them with "hepatrial verify" of the former version; to upgrade the data as they are, add --accept-faults.`,
  )
}

/** What is not as it was before the steps. */
export function differencesOf({ compared }: UpgradeOutcome): readonly Comparison[] {
  return compared.filter(({ expected, found }) => expected !== found)
}

/** Which kinds of faults were found. */
export function kindsOf({ verified }: UpgradeOutcome): string {
  return [...new Set(verified.faults.map(({ kind }) => kind))].join(', ')
}

async function takePending(session: UpgradeSession, plan: UpgradePlan): Promise<UpgradeOutcome> {
  const rewritten = plan.notes.flatMap(({ rewrites }) => rewrites)
  const shapes = comparedShapes(await session.columns(), rewritten)
  const before = await measureState(session, shapes)
  await migrate(session, plan.known, session.tables)
  const after = await measureState(session, shapes)
  const state = await verifyState({ t: session.tables }, session.queries)
  const broken = (await session.integrityFaults()).map((message) => ({
    kind: 'database' as const,
    message,
  }))
  const verified = { ...state, faults: [...broken, ...state.faults] }
  return { compared: compareStates(before, after), verified }
}
