/** A row as the driver gives it: column name to value. */
export type DriverRow = Readonly<Record<string, unknown>>

/**
 * Runs SQL text on one connection, preparing each text once. Placeholders are `?` on both engines. What
 * a statement gives is read at once, so that each of the many that a save runs is one promise.
 * What differs between the engines in the hot statements is here, and nowhere else.
 */
export interface StatementRunner {
  all<T>(
    text: string,
    values: readonly unknown[],
    read: (rows: readonly DriverRow[]) => T,
  ): Promise<T>
  /** `read` is given the number of rows changed. */
  run<T>(text: string, values: readonly unknown[], read: (changed: number) => T): Promise<T>
  /**
   * Runs a statement whose answer nobody waits for: it may be sent with a later one, which then fails as it
   * does, or the commit.
   */
  later(text: string, values: readonly unknown[]): Promise<void>
  /** The same of a statement that fails where it does not change one row. */
  changeOne(text: string, values: readonly unknown[]): Promise<void>
  /** Runs one statement for each row of driver values; it may be sent with a later one. */
  runMany(statement: ManyStatement, rows: DriverRows): Promise<void>
  /**
   * Says that `all` of the same text and values follows in this transaction. Where each answer takes a
   * round trip, the rows are read with the statement that is sent now, and given once.
   */
  ahead(table: string, text: string, values: readonly unknown[]): void
  /** What `ahead` of the same text and values has read; null where it must be read. */
  readAhead<T>(
    text: string,
    values: readonly unknown[],
    read: (rows: readonly DriverRow[]) => T,
  ): T | null
  /** Says that a table is written (null: any): what was read ahead of it is read anew. */
  wrote(table: string | null): void
  /** Ends a select so that it locks its row; empty where the writer is alone anyway. */
  readonly forUpdate: string
}

export type DriverRows = readonly (readonly unknown[])[]

/** A column of the rows given: its name and its type on the engine. */
export interface NamedColumn {
  readonly name: string
  readonly sqlType: string
}

/** A statement that many rows run through: a loop on SQLite, one statement over arrays on PostgreSQL. */
export interface ManyStatement {
  /** The columns of the rows, in their order. */
  readonly columns: readonly NamedColumn[]
  /** Text for one row at a time, with `?` in the order of the columns. */
  readonly each: string
  /** Text for all rows at once, which it finds in `v`. */
  readonly all: string
}
