import type { LoadSession } from './bulk-load.ts'
import type { MigrationSession } from './migrate.ts'
import type { Migration } from './migrations.ts'
import type { Store } from './store.ts'

/** A database that is to be brought to a newer schema, or a copy of it, in one open transaction. */
export interface UpgradeSession extends LoadSession {
  /** The schema that its tables lie in. */
  readonly schema: string
  /** The database as services write to it, in this transaction; for the present schema. */
  asStore(): Store
  /** Faults that the database's own check names: broken pages, rows without their parent. */
  integrityFaults(): Promise<readonly string[]>
}

/** What a copy is made of. */
export interface CopyWish {
  /** The steps that the original has taken, as this program knows them. */
  readonly taken: readonly Migration[]
  /** An empty folder, for the engine that copies a file. Its owner removes it. */
  readonly folder: string
}

/** The database of an installation as it lies there, of whatever schema. Nothing here opens it as a store. */
export interface Original {
  readonly engine: 'sqlite' | 'postgres'
  /** Where it is, for people; without user and password. */
  readonly place: string
  /** Where a copy of it is made: in the folder given, or inside the server that others use. */
  readonly copyIs: 'in-folder' | 'on-server'
  /** How many bytes it has, and a copy of it takes. */
  bytes(): Promise<number>
  /** Looks at it and changes nothing. */
  look<T>(fn: (session: MigrationSession) => Promise<T>): Promise<T>
  /** Runs `fn` on a copy of one committed state while others may write to the original. Nothing of it stays. */
  onCopy<T>(wish: CopyWish, fn: (session: UpgradeSession) => Promise<T>): Promise<T>
  /** Runs `fn` on the database itself in one transaction: committed where it resolves, else undone. */
  onItself<T>(fn: (session: UpgradeSession) => Promise<T>): Promise<T>
}
