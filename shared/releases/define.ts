import type { Bilingual } from '../kernel/bilingual.ts'

/** A step of the database's schema, as the people who run an installation read of it. */
export interface MigrationNote {
  /** Its name in `db/migrations`, the same on both engines. */
  readonly name: string
  /** What it does to the database. */
  readonly does: Bilingual
  /** What it may touch in studies that run. */
  readonly touches: Bilingual
  /** Columns that held values before and that it writes anew, as `table.column`: a rehearsal expects them to differ. */
  readonly rewrites: readonly string[]
  /** Tables (`table`) and columns (`table.column`) that it takes away; what else is gone is a loss. */
  readonly drops?: readonly string[]
}

/** A version of the product, as its release notes tell of it. @source VA-04 */
export interface Release {
  /** Its version: that of package.json. */
  readonly key: string
  readonly changes: readonly Bilingual[]
  /** What it may touch in studies that run, beside what its steps say. */
  readonly runningStudies: readonly Bilingual[]
  /** The steps of the schema that came with it, in their order. */
  readonly migrations: readonly MigrationNote[]
  readonly knownProblems: readonly Bilingual[]
}
