import { Column, getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { oncePer, remembered } from '../shared/kernel/remembered.ts'
import {
  START_HASH,
  type HotStatements,
  type ReadAhead,
  type RecordUpdate,
  type SubjectRecordsFound,
  type SubjectRecordsWish,
} from './hot.ts'
import type { ChainHeadRow, RecordRow } from './rows.ts'
import type { DriverRow, ManyStatement, StatementRunner } from './statement-runner.ts'
import type { Tables } from './tables.ts'

const START_OF_TIME = '1970-01-01T00:00:00.000Z'

/** The hot statements of one connection. Their texts, made from the tables, are those of all of them. */
export function hotStatements(t: Tables, runner: StatementRunner): HotStatements {
  const chainHead = planOf(t.chainHead)
  const auditEntry = planOf(t.auditEntry)
  const lockHead = `${chainHead.select} where "chain" = ?${runner.forUpdate}`
  const head = first(chainHead) as ReadOne<ChainHeadRow>
  const { reading, writing, noteLock, ahead } = recordStatements(t, runner)

  return {
    ...reading,
    ...writing,
    async lockChainHead(chain, nameAhead) {
      noteLock()
      const locked = runner.all(lockHead, [chain], head)
      nameAhead?.(ahead)
      const found = await locked
      if (found !== null) return found
      // There was nothing to lock: what was read beside it is read again under the lock.
      runner.wrote(null)
      await runner.run(CREATE_HEAD, [chain, START_HASH, START_OF_TIME], nothing)
      const created = await runner.all(lockHead, [chain], head)
      if (created === null) throw new Error('A chain has no head.')
      return created
    },
    moveChainHead: ({ chain, seq, hash, at }) => runner.later(MOVE_HEAD, [seq, hash, at, chain]),
    insertAuditEntries(entries) {
      runner.wrote(AUDIT_ENTRY)
      return runner.runMany(auditEntry.insert, entries.map(auditEntry.write))
    },
    rows(table, where, only) {
      const { read, rowsWhere } = planOf(table)
      const { text, values } = rowsWhere(where, only)
      type Row = (typeof table)['$inferSelect']
      return runner.all(text, values, (found) => found.map((row) => read(row) as Row))
    },
  }
}

const NOTHING_WRITTEN = { count: 0, id: null } as const
const SEVERAL_WRITTEN = { count: 2, id: null } as const

/** The statements about records, and what may be read ahead of their writes. */
function recordStatements(t: Tables, runner: StatementRunner) {
  const record = planOf(t.record)
  const oneRecord = `${record.select} where "id" = ?`
  const subjects = subjectRecordsOn(record, runner)
  let recordWrites = 0
  /** How many records were written since the chain was locked, two standing for any number; the one. */
  let written: { readonly count: 0 | 1 | 2; readonly id: string | null } = NOTHING_WRITTEN
  const noteLock = (): void => {
    written = NOTHING_WRITTEN
  }
  const ahead: ReadAhead = {
    record: (id) => {
      runner.ahead(RECORD, oneRecord, [id])
    },
    subjectRecords: subjects.ahead,
    rows(table, where, only) {
      const { text, values } = planOf(table).rowsWhere(where, only)
      runner.ahead(getTableName(table), text, values)
    },
  }
  const reading: Pick<HotStatements, 'record' | 'subjectRecords' | 'recordWrites'> = {
    record: (id) => runner.all(oneRecord, [id], first(record) as ReadOne<RecordRow>),
    recordWrites: () => recordWrites,
    async subjectRecords(wish) {
      const { own } = wish
      const isAlone = written.id !== null && own?.id === written.id
      const before = isAlone ? subjects.asBefore(wish, own) : null
      if (written.count > 0) runner.wrote(BEFORE_WRITES)
      return before ?? subjects.now(wish)
    },
  }
  const writing = recordWriting(t, runner, (ids) => {
    recordWrites += 1
    for (const id of ids) {
      if (written.count === 0) written = { count: 1, id }
      else if (written.id !== id) written = SEVERAL_WRITTEN
    }
    runner.wrote(RECORD)
  })
  return { reading, writing, noteLock, ahead }
}

function recordWriting(
  t: Tables,
  runner: StatementRunner,
  noteWrite: (ids: readonly string[]) => void,
): RecordWriting {
  const record = planOf(t.record)
  return {
    insertRecords(rows) {
      noteWrite(rows.map(({ id }) => id))
      return runner.runMany(record.insert, rows.map(record.write))
    },
    updateRecord(update) {
      noteWrite([update.id])
      return runner.run(UPDATE_RECORD, valuesOf(t, update), (changed) => changed === 1)
    },
    overwriteRecord(update) {
      noteWrite([update.id])
      return runner.changeOne(UPDATE_RECORD, valuesOf(t, update))
    },
    stampRecords(stamps) {
      runner.wrote(RECORD)
      const rows = stamps.map(({ id, firstSeq, lastSeq }) => [firstSeq, lastSeq, id])
      return runner.runMany(STAMP_RECORD, rows)
    },
    raiseRevisions(subjectIds) {
      runner.wrote(SUBJECT)
      const rows = subjectIds.map((id) => [id])
      return runner.runMany(RAISE_REVISION, rows)
    },
  }
}

type RecordWriting = Pick<
  HotStatements,
  'insertRecords' | 'updateRecord' | 'overwriteRecord' | 'stampRecords' | 'raiseRevisions'
>

const [RECORD, SUBJECT, AUDIT_ENTRY] = ['record', 'subject', 'audit_entry']

function valuesOf({ record }: Tables, update: RecordUpdate): readonly unknown[] {
  const { values, completeness, definitionVersion, derivation, removed, id, version } = update
  const mark = record.removed.mapToDriverValue(removed)
  return [values, completeness, definitionVersion, derivation, mark, id, version]
}

type ReadOne<Row> = (rows: readonly DriverRow[]) => Row | null

/** The first of the rows; null where there is none. */
function first({ read }: TablePlan): ReadOne<unknown> {
  return ([row]) => (row === undefined ? null : read(row))
}

const nothing = (): void => undefined

const CREATE_HEAD = `insert into "chain_head" ("chain", "seq", "hash", "at") values (?, 0, ?, ?) on conflict do nothing`
const MOVE_HEAD = `update "chain_head" set "seq" = ?, "hash" = ?, "at" = ? where "chain" = ?`
const UPDATE_RECORD = `update "record" set "values" = ?, "completeness" = ?, "definition_version" = ?, "derivation" = ?, "removed" = ?, "version" = "version" + 1, "updated_seq" = 0 where "id" = ? and "version" = ?`

const STAMP_RECORD: ManyStatement = {
  columns: [
    { name: 'first_seq', sqlType: 'integer' },
    { name: 'last_seq', sqlType: 'integer' },
    { name: 'id', sqlType: 'text' },
  ],
  each: `update "record" set "created_seq" = coalesce(nullif("created_seq", 0), ?), "updated_seq" = ? where "id" = ?`,
  all: `update "record" set "created_seq" = coalesce(nullif("created_seq", 0), v.first_seq), "updated_seq" = v.last_seq from v where "record"."id" = v.id`,
}

const RAISE_REVISION: ManyStatement = {
  columns: [{ name: 'id', sqlType: 'text' }],
  each: `update "subject" set "revision" = "revision" + 1 where "id" = ?`,
  all: `update "subject" set "revision" = "revision" + 1 from v where "subject"."id" = v.id`,
}

interface SubjectRecords {
  readonly ahead: ReadAhead['subjectRecords']
  readonly now: (wish: SubjectRecordsWish) => Promise<SubjectRecordsFound>
  /** What was read ahead, with the one record that was written since; null where nothing was. */
  readonly asBefore: (wish: SubjectRecordsWish, own: RecordRow) => SubjectRecordsFound | null
}

/** Names what was read before this transaction wrote: its own writes do not make that untrue. */
const BEFORE_WRITES = 'records before this transaction'

/** Reads a subject's records. Entries of a chain are only ever added: its hash at a seq tells its past. */
function subjectRecordsOn(
  { keys, names, read }: TablePlan,
  runner: StatementRunner,
): SubjectRecords {
  const only = (row: DriverRow): DriverRow => {
    const own: Record<string, unknown> = {}
    for (const key of keys) own[key] = row[key]
    return own
  }
  const head = `"head"."seq" as "head_seq", "head"."hash" as "head_hash"`
  const from = `from "record", "chain_head" "head" where "head"."chain" = ? and "subject_id" = ?`
  const past = `(select "hash" from "audit_entry" where "chain" = ? and "seq" = ?) as "past_hash"`
  const whole = `select ${names}, ${head} ${from}`
  const changed = `select ${names}, ${head}, ${past} ${from} and ("updated_seq" > ? or "updated_seq" = 0)`
  const found = (rows: readonly DriverRow[], isChange: boolean): SubjectRecordsFound => {
    const [first] = rows
    return {
      rows: rows.map((row) => read(only(row)) as RecordRow),
      isChange,
      head:
        first === undefined
          ? null
          : { seq: Number(first['head_seq']), hash: String(first['head_hash']) },
    }
  }
  const statement = ({ chain, subjectId, since }: SubjectRecordsWish): Statement =>
    since === null
      ? { text: whole, values: [chain, subjectId] }
      : { text: changed, values: [chain, since.seq, chain, subjectId, since.seq] }
  // The hash of the past comes with the changed rows: where there is none, the whole subject is read.
  const judged =
    ({ since }: SubjectRecordsWish) =>
    (rows: readonly DriverRow[]): SubjectRecordsFound | null => {
      if (since === null) return found(rows, false)
      return rows[0]?.['past_hash'] === since.hash ? found(rows, true) : null
    }
  return {
    ahead(wish) {
      const { text, values } = statement(wish)
      runner.ahead(BEFORE_WRITES, text, values)
    },
    async now(wish) {
      const { text, values } = statement(wish)
      const { chain, subjectId } = wish
      return (
        (await runner.all(text, values, judged(wish))) ??
        runner.all(whole, [chain, subjectId], (rows) => found(rows, false))
      )
    },
    asBefore(wish, own) {
      const { text, values } = statement(wish)
      const before = runner.readAhead(text, values, judged(wish))
      // Of a subject without any record the head is not known.
      const head = before?.head ?? null
      if (before === null || head === null) return null
      const others = before.rows.filter(({ id }) => id !== own.id)
      return { ...before, rows: [...others, { ...own, updatedSeq: 0 }] }
    },
  }
}

interface TablePlan {
  readonly keys: readonly string[]
  /** The columns as they are selected, each under its key. */
  readonly names: string
  readonly select: string
  readonly insert: ManyStatement
  /** A row that was selected so, whose values become those that drizzle gives. */
  readonly read: (row: DriverRow) => Record<string, unknown>
  readonly write: (row: Readonly<Record<string, unknown>>) => readonly unknown[]
  readonly rowsWhere: (where: Where, only: readonly string[] | undefined) => Statement
}

type Where = Readonly<Record<string, unknown>>

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

const planOf = oncePer(plan)

function plan(table: Table): TablePlan {
  const byKey: Record<string, Column> = getTableColumns(table)
  const entries = Object.entries(byKey)
  const columns = entries.map(([, column]) => ({
    name: column.name,
    sqlType: column.getSQLType(),
  }))
  const own = columns.map(({ name }) => `"${name}"`).join(', ')
  const name = getTableName(table)
  const mapped = entries.filter(([, column]) => isMapped(column))
  const selected = (keys: readonly string[]): string =>
    keys.map((key) => `"${byKey[key]?.name ?? key}" as "${key}"`).join(', ')
  const keys = Object.keys(byKey)
  const names = selected(keys)
  const textWhere = remembered(
    ({ where, only }: { readonly where: Where; readonly only: readonly string[] | undefined }) =>
      `select ${only === undefined ? names : selected(someOf(only))} from "${name}" where ${allOf(byKey, where)}`,
    ({ where, only }) => shapeOf(where, only),
    MOST_TEXTS,
  )
  return {
    keys,
    names,
    select: `select ${names} from "${name}"`,
    insert: {
      columns,
      each: `insert into "${name}" (${own}) values (${columns.map(() => '?').join(', ')})`,
      all: `insert into "${name}" (${own}) select ${own} from v`,
    },
    read(row) {
      // The driver made the row for this call alone, and most of its values are what they should be.
      const read = row as Record<string, unknown>
      for (const [key, column] of mapped) {
        if (key in read) read[key] = fromDriver(column, read[key])
      }
      return read
    },
    write: (row) => entries.map(([key, column]) => toDriver(column, row[key])),
    rowsWhere: (where, only) => ({
      text: textWhere({ where, only }),
      values: Object.entries(where).flatMap(([key, wanted]) => wantedOf(byKey[key], wanted)),
    }),
  }
}

/** Texts of one table: they differ in the columns named and in the rooms of their lists. */
const MOST_TEXTS = 200

/** Whether a column reads what the driver gives as something else. */
function isMapped(column: Column): boolean {
  return column.mapFromDriverValue !== Column.prototype.mapFromDriverValue
}

/** Two wishes of one shape have the same text. */
function shapeOf(where: Where, only: readonly string[] | undefined): string {
  const parts = Object.entries(where).map(([key, wanted]) => {
    if (wanted === undefined) return ''
    const kind = Array.isArray(wanted) ? `${roomFor(wanted)}` : wanted === null ? 'null' : '='
    return `${key} ${kind}`
  })
  return `${parts.join(',')}|${only === undefined ? '*' : only.join(',')}`
}

function someOf(only: readonly string[]): readonly string[] {
  if (only.length === 0) throw new Error('Rows were asked for without any column.')
  return only
}

/** No subject has as many of anything; a statement takes at most twice as many values. */
const LONGEST_PADDED = 16_384

/**
 * The places for a list in a statement, a power of two: connections keep every text that they ever
 * prepared, so there must not be one for each length.
 */
function roomFor({ length }: readonly unknown[]): number {
  if (length === 0 || length > LONGEST_PADDED) return length
  return 2 ** Math.ceil(Math.log2(length))
}

/** The list, its last value repeated until the room is full. */
function padded(list: readonly unknown[]): readonly unknown[] {
  const missing = roomFor(list) - list.length
  return [...list, ...Array.from({ length: missing }, () => list.at(-1))]
}

function allOf(byKey: Readonly<Record<string, Column>>, where: Where): string {
  const conditions = Object.entries(where).flatMap(([key, wanted]) => {
    const name = byKey[key]?.name
    return name === undefined || wanted === undefined ? [] : [conditionOf(name, wanted)]
  })
  if (conditions.length === 0) throw new Error('Rows were asked for without any condition.')
  return conditions.join(' and ')
}

function conditionOf(name: string, wanted: unknown): string {
  if (wanted === null) return `"${name}" is null`
  if (!Array.isArray(wanted)) return `"${name}" = ?`
  const places = Array.from({ length: roomFor(wanted) }, () => '?')
  return places.length === 0 ? '1 = 0' : `"${name}" in (${places.join(', ')})`
}

function wantedOf(column: Column | undefined, wanted: unknown): readonly unknown[] {
  if (column === undefined || wanted === undefined || wanted === null) return []
  const list: readonly unknown[] = Array.isArray(wanted) ? padded(wanted) : [wanted]
  return list.map((one) => column.mapToDriverValue(one))
}

function fromDriver(column: Column, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapFromDriverValue(value)
}

function toDriver(column: Column, value: unknown): unknown {
  const given = value ?? column.default ?? null
  return given === null ? null : column.mapToDriverValue(given)
}
