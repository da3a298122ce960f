import { setImmediate } from 'node:timers/promises'
import type { LoadSession, LoadTarget } from '../../db/bulk-load.ts'
import { expectPlainSorting, migrate, takeSteps } from '../../db/migrate.ts'
import { readMigrations, type Migration } from '../../db/migrations.ts'
import { firstFilledTable } from '../../db/read-rows.ts'
import type { ArchivedTable, ArchivePart, Manifest } from '../../shared/backup/archive.ts'
import type { Fault } from '../audit/faults.ts'
import { verifyState, type VerifyReport } from '../audit/verify.ts'
import { hashRows, type HashedRows } from './hash-rows.ts'
import { visitArchive, type ArchiveFile } from './read-archive.ts'
import { refusal } from './refusal.ts'
import { migrationsRoot } from './write-archive.ts'

export interface RowRestore {
  readonly archive: ArchiveFile
  readonly manifest: Manifest
  readonly target: LoadTarget
  /** Called once the database is held and known to be empty. */
  readonly whenEmpty: () => Promise<void>
  /** Takes a file of the data folder. */
  readonly keepFile: (part: ArchivePart, pieces: AsyncIterable<Uint8Array>) => Promise<void>
  /** Data that their own trail contradicts are restored as they were backed up. */
  readonly acceptFaults: boolean
  /** What has to succeed before the rows are committed. */
  readonly beforeCommit: (session: LoadSession) => Promise<void>
}

/** Rows that stand as the archive has them. */
export interface RestoredRows {
  readonly report: VerifyReport
  /** Of each table, its rows and their hash as they were read back. */
  readonly readBack: ReadonlyMap<string, HashedRows>
}

/**
 * Fills an empty database from a checked archive, in one transaction: the schema as it was, the rows, the
 * same rows read back and compared, the steps of the schema since, and the check of the trail. Refuses,
 * and leaves the database as it was, where anything differs.
 */
export async function restoreRows(of: RowRestore): Promise<RestoredRows> {
  const { target, manifest } = of
  const known = readMigrations(migrationsRoot(), target.engine === 'sqlite' ? 'sqlite' : 'pg')
  const former = stepsOf(manifest, known)
  return target.load(async (session) => {
    await refuseFilled(session, former, known)
    await of.whenEmpty()
    await visitArchive(of.archive, manifest, {
      async rows(table, rows) {
        await session.insert(table, rows).catch((error: unknown) => {
          throw isConstraint(error) ? refusal('differs', { what: table.name }) : error
        })
        await setImmediate()
      },
      file: of.keepFile,
    })
    const readBack = new Map<string, HashedRows>()
    for (const table of manifest.tables) {
      readBack.set(table.name, await compareTable(session, table))
    }
    await migrate(session, known, session.tables)
    const report = await verifyState({ t: session.tables }, session.queries)
    if (report.faults.length > 0 && !of.acceptFaults) throw faulty(report.faults)
    await of.beforeCommit(session)
    return { report, readBack }
  })
}

/** The database itself refuses a row: no database of this schema ever held it. */
function isConstraint(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(SQLITE_CONSTRAINT|22|23)/.test(code)
}

function faulty(faults: readonly Fault[]) {
  const kinds = [...new Set(faults.map(({ kind }) => kind))].join(', ')
  return refusal('chain-faults', { count: faults.length, kinds })
}

/** The steps that the rows of an archive are of. Refuses those of a newer program. */
function stepsOf({ schema }: Manifest, known: readonly Migration[]): readonly Migration[] {
  const step = known[schema.number]
  if (step?.name !== schema.name) {
    throw refusal('newer-schema', { found: schema.name, known: known.at(-1)?.name ?? '' })
  }
  return known.slice(0, schema.number + 1)
}

/** Brings an empty database to the archive's schema; refuses one that holds anything. */
async function refuseFilled(
  session: LoadSession,
  former: readonly Migration[],
  known: readonly Migration[],
): Promise<void> {
  await expectPlainSorting(session)
  const present = await session.columns()
  const isNew = present.size === 0
  if (!isNew && former.length < known.length) {
    throw refusal('database-not-empty', { table: [...present.keys()].sort()[0] ?? '' })
  }
  await takeSteps(session, former, session.tables)
  if (isNew) return
  const filled = await firstFilledTable(session.tables, session.queries)
  if (filled !== null) throw refusal('database-not-empty', { table: filled })
}

/** Reads back what was written, by another way than it was read from the original. */
async function compareTable(session: LoadSession, table: ArchivedTable): Promise<HashedRows> {
  const found = await hashRows(session, table)
  const isSame = found.rows === table.rows && found.sha256 === table.sha256
  if (!isSame) throw refusal('differs', { what: table.name })
  return found
}
