import type { Sources, Store } from '../../db/store.ts'

/** A store on an empty database of its own, and a way past its rules. */
export interface TestStore {
  readonly store: Store
  /** Runs SQL text as the owner of the database could, outside the store. */
  readonly execute: (text: string) => Promise<void>
  /** Another store on the same database; null where the engine has one connection only. */
  readonly another: (() => Promise<Store>) | null
  /** Closes the store and removes the database. */
  readonly remove: () => Promise<void>
}

export type OpenTestStore = (sources?: Partial<Sources>) => Promise<TestStore>
