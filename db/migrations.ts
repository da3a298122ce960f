import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** One step of the schema, as drizzle-kit wrote it. */
export interface Migration {
  readonly number: number
  readonly name: string
  /** SHA-256 of its SQL. */
  readonly hash: string
  readonly statements: readonly string[]
}

/** A step that a database says it has taken. */
export interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly hash: string
}

const journalSchema = z.object({
  entries: z.array(z.object({ idx: z.number().int(), tag: z.string() })),
})

/**
 * The migrations of one engine, in order. `root` is the folder that holds `sqlite` and `pg`: it is
 * configured, because a bundle does not lie where its sources lay.
 */
export function readMigrations(root: string, folder: 'sqlite' | 'pg'): readonly Migration[] {
  const directory = path.join(root, folder)
  const text = readFileSync(path.join(directory, 'meta', '_journal.json'), 'utf8')
  const journal = journalSchema.parse(JSON.parse(text))
  return journal.entries.map(({ idx, tag }) => {
    const sql = readFileSync(path.join(directory, `${tag}.sql`), 'utf8')
    return {
      number: idx,
      name: tag,
      hash: createHash('sha256').update(sql).digest('hex'),
      // drizzle-kit names the schema in foreign keys only; the connection's own schema is meant.
      statements: sql.replaceAll('"public".', '').split('--> statement-breakpoint'),
    }
  })
}

/**
 * The steps that a database lacks. Throws `NewerDatabaseError` when it has taken steps that this
 * program does not know, `HalfMigratedDatabaseError` when what it has taken is no beginning of ours.
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const unknown = applied.find(({ number }) => number >= known.length)
  if (unknown !== undefined) throw new NewerDatabaseError(unknown.name)
  for (const [position, step] of applied.entries()) {
    const ours = known[position]
    if (step.number !== position || ours?.name !== step.name) {
      throw new HalfMigratedDatabaseError(`step ${position} is ${step.name}`)
    }
    if (ours.hash !== step.hash) {
      throw new HalfMigratedDatabaseError(`step ${step.name} was another text when it was taken`)
    }
  }
  return known.slice(applied.length)
}

/** The database was written by a newer version of the program. Nothing was changed. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError'
  constructor(step: string) {
    super(
      `The database has the schema step ${step}, which this version of the program does not know. ` +
        'Start the newer version that made it, or restore a backup made before the upgrade.',
    )
  }
}

/** The database sorts text by the rules of a language. Nothing was changed. */
export class ForeignSortingError extends Error {
  override readonly name = 'ForeignSortingError'
  constructor() {
    super(
      'The database sorts text by the rules of a language, so lists and files would come out in another ' +
        'order here than elsewhere. Make one that sorts by code: ' +
        'createdb --template=template0 --locale=C --encoding=UTF8 NAME, and name it in DATABASE_URL.',
    )
  }
}

/** The schema is no state that this program ever makes. Nothing was changed. */
export class HalfMigratedDatabaseError extends Error {
  override readonly name = 'HalfMigratedDatabaseError'
  constructor(fault: string) {
    super(
      `The database's schema is incomplete or was changed by hand: ${fault}. ` +
        'Restore the backup made before the upgrade, then start again; ' +
        'or name an empty database for a new installation.',
    )
  }
}
