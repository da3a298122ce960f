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
import type { Actor } from '../audit/actor.ts'
import type { Fault } from '../audit/faults.ts'
import { noteUpgrade } from '../audit/note-upgrade.ts'
import type { VerifyReport } from '../audit/verify.ts'
import { migrationsRoot, type Comparison } from '../backup/service.ts'
import { holdDataFolder } from '../data-folder.ts'
import { withScratchFolder } from '../scratch-folder.ts'
import { compareStates, comparedState, measureState } from './compare-state.ts'
import { checkFormerState, checkState } from './former-faults.ts'
import { megabytes, onDisk, refuseSmallDisk } from './room.ts'
import { UpgradeRefusedError } from './refused.ts'

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
  /** Those of its faults that the same check does not find before the steps. */
  readonly newFaults: readonly Fault[]
}

/** What to do about faults that were there before the steps. Those that the steps make are never accepted. */
interface FaultWish {
  readonly acceptFaults: boolean
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
 * there before. The database itself is only read, while others may use it. A copy inside the server of
 * the installation is made only where that is wished. @source BK-04
 */
export async function rehearseUpgrade(
  plan: UpgradePlan,
  wish: { readonly onServer: boolean },
): Promise<UpgradeOutcome> {
  const { original, taken } = plan
  const bytes = await original.bytes()
  if (original.copyIs === 'on-server') refuseUnwished(plan, bytes, wish.onServer)
  // A copy, and as much again for tables that steps rebuild.
  else await refuseSmallDisk({ folder: tmpdir(), bytes: 2 * bytes, doing: 'rehearsal' })
  try {
    return await withScratchFolder('upgrade', (folder) =>
      original.onCopy({ taken, folder }, (session) => takePending(session, plan)),
    )
  } catch (error) {
    return saying(original)(onDisk(error, { original, doing: 'rehearsal' }))
  }
}

function refuseUnwished({ original }: UpgradePlan, bytes: number, isWished: boolean): void {
  if (isWished) return
  throw new UpgradeRefusedError(
    `A rehearsal makes a second copy of the data (${megabytes(bytes)}, and as much again for tables that steps rebuild) inside ${original.place}, in a transaction that is undone. Where its disk has that room and its users can bear the load, add --on-server; or restore a backup into a database on another server and rehearse there. Nothing was changed.`,
  )
}

/**
 * Takes the pending steps on the database itself and says so in its trail, in one transaction, which is
 * committed only where everything that was there is there as before and no fault was found. @source BK-04
 */
export async function takeUpgrade(
  plan: UpgradePlan,
  wish: FaultWish & { readonly dataDir: string; readonly actor: Actor },
): Promise<UpgradeOutcome> {
  const { original } = plan
  // No server starts in the folder meanwhile; on PostgreSQL every table is held.
  const held = original.engine === 'sqlite' ? await holdDataFolder(wish.dataDir) : null
  try {
    if (held !== null) {
      const bytes = 2 * (await original.bytes())
      await refuseSmallDisk({ folder: wish.dataDir, bytes, doing: 'upgrade' })
    }
    return await original.onItself(async (session) => {
      const outcome = await takePending(session, plan)
      refuseFaulty(outcome, wish)
      await noteUpgrade(session.asStore(), wish.actor, {
        from: plan.from,
        steps: plan.pending.map(({ name }) => name),
        acceptedFaults: acceptedOf(outcome),
      })
      return outcome
    })
  } catch (error) {
    return saying(original)(onDisk(error, { original, doing: 'upgrade' }))
  } finally {
    held?.release()
  }
}

function acceptedOf({ verified: { faults } }: UpgradeOutcome) {
  return faults.length === 0 ? null : { count: faults.length, kinds: kindsOf(faults) }
}

function refuseFaulty(outcome: UpgradeOutcome, wish: FaultWish): void {
  const [different] = differencesOf(outcome)
  if (different !== undefined) {
    const { what, expected, found } = different
    throw new UpgradeRefusedError(
      `After the steps the ${what} are ${found}, before they were ${expected}. ${UNDONE} Keep the former version running and report this.`,
    )
  }
  const { newFaults } = outcome
  if (newFaults.length > 0) {
    throw new UpgradeRefusedError(
      `After the steps the check of trail and data finds ${newFaults.length} faults (${kindsOf(newFaults)}) that were not there before. ${UNDONE} Keep the former version running and report this; --accept-faults is for faults that were there before.`,
    )
  }
  const { faults } = outcome.verified
  if (faults.length === 0 || wish.acceptFaults) return
  throw new UpgradeRefusedError(
    `The check of trail and data finds ${faults.length} faults (${kindsOf(faults)}), which were there before the steps. ${UNDONE} See them with "hepatrial verify" of the former version; to upgrade the data as they are, add --accept-faults.`,
  )
}

const UNDONE = 'The steps were undone; nothing was changed.'

/** What is not as it was before the steps. */
export function differencesOf({ compared }: UpgradeOutcome): readonly Comparison[] {
  return compared.filter(({ expected, found }) => expected !== found)
}

/** Why an upgrade would not be done, a line each; none where it would. */
export function upgradeFaults(outcome: UpgradeOutcome, wish: FaultWish): readonly string[] {
  const different = differencesOf(outcome).map(
    ({ what, expected, found }) => `${what}: ${found} after the steps, ${expected} before`,
  )
  const { newFaults, verified } = outcome
  const made =
    newFaults.length === 0
      ? []
      : [`${newFaults.length} faults that were not there before (${kindsOf(newFaults)})`]
  const former = verified.faults.filter((fault) => !newFaults.includes(fault))
  const isAccepted = former.length === 0 || wish.acceptFaults
  return [
    ...different,
    ...made,
    ...(isAccepted ? [] : [`${former.length} faults (${kindsOf(former)})`]),
  ]
}

/** Which kinds of faults these are. */
function kindsOf(faults: readonly Fault[]): string {
  return [...new Set(faults.map(({ kind }) => kind))].join(', ')
}

async function takePending(session: UpgradeSession, plan: UpgradePlan): Promise<UpgradeOutcome> {
  const state = comparedState(await session.columns(), plan.notes)
  const before = await measureState(session, state)
  const former = new Set((await checkFormerState(session)).faults.map(identityOf))
  await migrate(session, plan.known, session.tables)
  const measured = await measureState(session, state)
  const verified = await checkState(session)
  return {
    compared: compareStates(state, before, { present: await session.columns(), measured }),
    verified,
    newFaults: verified.faults.filter((fault) => !former.has(identityOf(fault))),
  }
}

function identityOf(fault: Fault): string {
  return JSON.stringify(fault)
}
