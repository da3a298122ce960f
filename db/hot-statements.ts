import { getTableColumns, getTableName, type Column, type Table } from 'drizzle-orm'
import { oncePer } from '../shared/kernel/remembered.ts'
import { START_HASH, type HotStatements, type SubjectRecordsFound } from './hot.ts'
import type { ChainHeadRow, RecordRow } from './rows.ts'
import type { DriverRow, ManyStatement, StatementRunner } from './statement-runner.ts'
import type { Tables } from './tables.ts'

const START_OF_TIME = '1970-01-01T00:00:00.000Z'

/** The hot statements of one connection, their text generated from the table definitions. */
export function hotStatements(t: Tables, runner: StatementRunner): HotStatements {
  const chainHead = plan(t.chainHead)
  const auditEntry = plan(t.auditEntry)
  const record = plan(t.record)
  const lockHead = `${chainHead.select} where "chain" = ?${runner.forUpdate}`
  const oneRecord = `${record.select} where "id" = ?`
  const subjectRecords = subjectRecordsOn(record, runner)
  const removed = t.record.removed
  const planned = oncePer(plan)

  return {
    async lockChainHead(chain) {
      const found = await runner.all(lockHead, [chain])
      if (found[0] !== undefined) return chainHead.read(found[0]) as ChainHeadRow
      await runner.run(CREATE_HEAD, [chain, START_HASH, START_OF_TIME])
      const created = await runner.all(lockHead, [chain])
      return chainHead.read(created[0] ?? {}) as ChainHeadRow
    },
    async moveChainHead({ chain, seq, hash, at }) {
      await runner.run(MOVE_HEAD, [seq, hash, at, chain])
    },
    async insertAuditEntries(entries) {
      await runner.runMany(auditEntry.insert, entries.map(auditEntry.write))
    },
    async record(id) {
      const found = await runner.all(oneRecord, [id])
      return found[0] === undefined ? null : (record.read(found[0]) as RecordRow)
    },
    subjectRecords,
    async rows(table, where) {
      const { select, read, equals } = planned(table)
      const { text, values } = equals(where)
      const found = await runner.all(`${select} where ${text}`, values)
      return found.map((row) => read(row) as (typeof table)['$inferSelect'])
    },
    async insertRecords(rows) {
      await runner.runMany(record.insert, rows.map(record.write))
    },
    async updateRecord(update) {
      const changed = await runner.run(UPDATE_RECORD, [
        update.values,
        update.completeness,
        update.definitionVersion,
        update.derivation,
        removed.mapToDriverValue(update.removed),
        update.id,
        update.version,
      ])
      return changed === 1
    },
    async stampRecords(stamps) {
      const rows = stamps.map(({ id, firstSeq, lastSeq }) => [firstSeq, lastSeq, id])
      await runner.runMany(STAMP_RECORD, rows)
    },
    async raiseRevisions(subjectIds) {
      const rows = subjectIds.map((id) => [id])
      await runner.runMany(RAISE_REVISION, rows)
    },
  }
}

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

/** Reads a subject's records. Entries of a chain are only ever added: its hash at a seq tells its past. */
function subjectRecordsOn(
  { names, read }: TablePlan,
  runner: StatementRunner,
): HotStatements['subjectRecords'] {
  const head = `"head"."seq" as "head_seq", "head"."hash" as "head_hash"`
  const from = `from "record", "chain_head" "head" where "head"."chain" = ? and "subject_id" = ?`
  const past = `(select "hash" from "audit_entry" where "chain" = ? and "seq" = ?) as "past_hash"`
  const whole = `select ${names}, ${head} ${from}`
  const changed = `select ${names}, ${head}, ${past} ${from} and ("updated_seq" > ? or "updated_seq" = 0)`
  const found = (rows: readonly DriverRow[], isChange: boolean): SubjectRecordsFound => {
    const [first] = rows
    return {
      rows: rows.map((row) => read(row) as RecordRow),
      isChange,
      head:
        first === undefined
          ? null
          : { seq: Number(first['head_seq']), hash: String(first['head_hash']) },
    }
  }
  return async ({ chain, subjectId, since }) => {
    // The hash of the past comes with the changed rows: where there is none, the whole subject is read.
    if (since !== null) {
      const values = [chain, since.seq, chain, subjectId, since.seq]
      const rows = await runner.all(changed, values)
      if (rows[0]?.['past_hash'] === since.hash) return found(rows, true)
    }
    return found(await runner.all(whole, [chain, subjectId]), false)
  }
}

interface TablePlan {
  readonly names: string
  readonly select: string
  readonly insert: ManyStatement
  readonly read: (row: DriverRow) => Record<string, unknown>
  readonly write: (row: Readonly<Record<string, unknown>>) => readonly unknown[]
  readonly equals: (where: Readonly<Record<string, unknown>>) => Condition
}

interface Condition {
  readonly text: string
  readonly values: readonly unknown[]
}

function plan(table: Table): TablePlan {
  const byKey: Record<string, Column> = getTableColumns(table)
  const entries = Object.entries(byKey)
  const columns = entries.map(([, column]) => ({
    name: column.name,
    sqlType: column.getSQLType(),
  }))
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const name = getTableName(table)
  return {
    names,
    select: `select ${names} from "${name}"`,
    insert: {
      columns,
      each: `insert into "${name}" (${names}) values (${columns.map(() => '?').join(', ')})`,
      all: `insert into "${name}" (${names}) select ${names} from v`,
    },
    read(row) {
      const read: Record<string, unknown> = {}
      for (const [key, column] of entries) read[key] = fromDriver(column, row[column.name])
      return read
    },
    write: (row) => entries.map(([key, column]) => toDriver(column, row[key])),
    equals: (where) => allOf(entries.flatMap(([key, column]) => equal(column, where[key]))),
  }
}

function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) throw new Error('Rows were asked for without any condition.')
  return {
    text: conditions.map(({ text }) => text).join(' and '),
    values: conditions.flatMap(({ values }) => values),
  }
}

function equal(column: Column, wanted: unknown): readonly Condition[] {
  if (wanted === undefined) return []
  if (wanted === null) return [{ text: `"${column.name}" is null`, values: [] }]
  if (!Array.isArray(wanted)) {
    return [{ text: `"${column.name}" = ?`, values: [column.mapToDriverValue(wanted)] }]
  }
  if (wanted.length === 0) return [{ text: '1 = 0', values: [] }]
  const marks = wanted.map(() => '?').join(', ')
  const values = wanted.map((one: unknown) => column.mapToDriverValue(one))
  return [{ text: `"${column.name}" in (${marks})`, values }]
}

function fromDriver(column: Column, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapFromDriverValue(value)
}

function toDriver(column: Column, value: unknown): unknown {
  const given = value ?? column.default ?? null
  return given === null ? null : column.mapToDriverValue(given)
}
