import type { AuditEntryRow, ChainHeadRow, RecordInsert, RecordRow } from './rows.ts'
import type { Tables } from './tables.ts'

/** What the first entry of a chain names as the hash before it. */
export const START_HASH = '0'.repeat(64)

/** A record's new state, for the version it was read at. */
export interface RecordUpdate {
  readonly id: string
  /** The version that the change starts from; the stored one becomes one higher. */
  readonly version: number
  readonly values: string
  readonly completeness: RecordRow['completeness']
  readonly definitionVersion: number
  readonly derivation: string | null
  readonly removed: boolean
}

/**
 * The statements that every save runs, prepared once per connection. They exist beside drizzle's
 * builders because building, preparing and mapping cost several times the statement itself.
 */
export interface HotStatements {
  /**
   * The head of a chain, locked until the transaction ends. A new chain starts at seq 0. What `ahead` names
   * is read right after the lock is had, in the same round trip.
   */
  lockChainHead(chain: string, ahead?: NameAhead): Promise<ChainHeadRow>
  moveChainHead(head: ChainHeadRow): Promise<void>
  insertAuditEntries(entries: readonly AuditEntryRow[]): Promise<void>
  record(id: string): Promise<RecordRow | null>
  /** All records of a subject, removed ones too, or those changed since a point of its chain. */
  subjectRecords(of: SubjectRecordsWish): Promise<SubjectRecordsFound>
  /**
   * The rows of a table whose columns hold these values, in no order that may be relied on; of each the
   * columns named alone, if any are.
   */
  rows<
    T extends Tables[keyof Tables],
    Key extends keyof T['$inferSelect'] & string = keyof T['$inferSelect'] & string,
  >(
    table: T,
    where: RowsWhere<T['$inferSelect']>,
    only?: readonly Key[],
  ): Promise<readonly Pick<T['$inferSelect'], Key>[]>
  /**
   * How often records were inserted or updated here: while it says the same, what was read of them in
   * this transaction is what they are.
   */
  recordWrites(): number
  /**
   * The same of a record that this transaction has read under the lock of its chain. The answer is not
   * waited for: a record that is not at that version fails what follows, at the latest the commit.
   */
  overwriteRecord(update: RecordUpdate): Promise<void>
  /** Inserts new records; their seqs are set when their audit entries are written. */
  insertRecords(rows: readonly RecordInsert[]): Promise<void>
  /**
   * False when the record is not at that version any more (or does not exist): nothing changed. Until
   * the entry of the change is written, the record is stamped with 0.
   */
  updateRecord(update: RecordUpdate): Promise<boolean>
  /** Notes on each record the seq of the entry that holds its present state; each record once. */
  stampRecords(stamps: readonly RecordStamp[]): Promise<void>
  /** Raises the revision of each subject by one; each subject once. */
  raiseRevisions(subjectIds: readonly string[]): Promise<void>
}

/**
 * Names reads that follow in the transaction, so that they need no round trip of their own. Each must be
 * asked for with the very same values. One that does not follow costs time and nothing else; one whose
 * table is written before it follows is made anew.
 */
export interface ReadAhead {
  readonly record: (id: string) => void
  /** As the subject is before this transaction writes; `subjectRecords` adds the record that it names as its own. */
  readonly subjectRecords: (of: Omit<SubjectRecordsWish, 'own'>) => void
  readonly rows: <T extends Tables[keyof Tables]>(
    table: T,
    where: RowsWhere<T['$inferSelect']>,
    only?: readonly (keyof T['$inferSelect'] & string)[],
  ) => void
}

export type NameAhead = (ahead: ReadAhead) => void

/** A point of an audit chain. The hash stands for all entries up to the seq. */
export interface ChainPoint {
  readonly seq: number
  readonly hash: string
}

export interface SubjectRecordsWish {
  readonly chain: string
  readonly subjectId: string
  /** Where the caller read the subject last; null: never. */
  readonly since: ChainPoint | null
  /** The one record that this transaction may have written, as it is now: else what was read ahead cannot stand for it. */
  readonly own?: RecordRow | undefined
}

export interface SubjectRecordsFound {
  /**
   * In no order that may be relied on. What this transaction changed is among them: its `updatedSeq` is
   * 0 until the entry is written, and beyond the head until the chain is closed.
   */
  readonly rows: readonly RecordRow[]
  /** Whether the rows are those changed since the point given, which the chain still holds; else all. */
  readonly isChange: boolean
  /** The head of the chain as the transaction sees it; null where the subject has no record. */
  readonly head: ChainPoint | null
}

/** By column: the value wanted (null: none), or a list of those that will do. At least one column. */
export type RowsWhere<Row> = {
  readonly [Key in keyof Row]?: Row[Key] | readonly NonNullable<Row[Key]>[]
}

/** The first and the last entry that one transaction wrote for a record. */
export interface RecordStamp {
  readonly id: string
  readonly firstSeq: number
  readonly lastSeq: number
}
