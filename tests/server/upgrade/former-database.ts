import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { LoadSession, LoadTarget } from '../../../db/bulk-load.ts'
import { takeSteps } from '../../../db/migrate.ts'
import { readMigrations } from '../../../db/migrations.ts'
import { postgresLoadTarget } from '../../../db/postgres/load.ts'
import { readRows } from '../../../db/read-rows.ts'
import * as schema from '../../../db/schema.sqlite.ts'
import { sqliteLoadTarget } from '../../../db/sqlite/load.ts'
import type { Store } from '../../../db/store.ts'
import {
  tableShapes,
  type NeutralRow,
  type NeutralValue,
  type TableShape,
} from '../../../db/table-shapes.ts'
import { openOwnSchema } from '../../db/own-schema.ts'
import type { UpgradePlace } from '../../../server/upgrade/service.ts'
import { MIGRATIONS_ROOT } from '../../db/open-stores.ts'

/** A database as a former version left it. */
export interface FormerDatabase {
  readonly place: UpgradePlace & { readonly databaseUrl: string }
  readonly remove: () => Promise<void>
}

/** Makes the schema of the first `steps` steps and fills every table of it, on one engine. */
export type MakeFormer = (steps: number, store: Store) => Promise<FormerDatabase>

export async function formerSqlite(steps: number, store: Store): Promise<FormerDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'former-'))
  const dataDir = path.join(folder, 'data')
  mkdirSync(dataDir)
  await fill({ target: sqliteLoadTarget(path.join(dataDir, 'hepatrial.sqlite')), steps, store })
  return {
    place: { dataDir, databaseUrl: '' },
    remove() {
      rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}

export async function formerPostgres(steps: number, store: Store): Promise<FormerDatabase> {
  const { url, remove } = await openOwnSchema(process.env['TEST_DATABASE_URL'] ?? '')
  await fill({ target: postgresLoadTarget(url), steps, store })
  return { place: { dataDir: '/nowhere', databaseUrl: url }, remove }
}

interface Filling {
  readonly target: LoadTarget
  readonly steps: number
  readonly store: Store
}

/** The rows of a store as that schema has their columns, and a made-up row more in every table. */
async function fill({ target, steps, store }: Filling): Promise<void> {
  const known = readMigrations(MIGRATIONS_ROOT, target.engine === 'sqlite' ? 'sqlite' : 'pg')
  await target.load(async (session) => {
    await takeSteps(session, known.slice(0, steps), session.tables)
    const present = await session.columns()
    for (const shape of tableShapes()) {
      const held = present.get(shape.name)
      if (held === undefined) continue
      const columns = shape.columns.filter(({ name }) => held.has(name))
      const former = { ...shape, columns }
      await insertStored(session, former, store)
      await session.insert(former, [madeUpRow(former)])
    }
  })
}

async function insertStored(session: LoadSession, shape: TableShape, store: Store) {
  for await (const page of readRows(store.t, store.read, shape)) await session.insert(shape, page)
}

/** Begins the id of what no entry of the trail tells of. */
export const MADE_UP = 'made-up'

/** What the rules of a table ask of a row, where the kind of its column does not tell. */
const OWN: Readonly<Record<string, Readonly<Record<string, NeutralValue>>>> = {
  record: { values: '{"items":{},"rows":[]}', derivation: null },
  account: { locked: true },
  audit_entry: { id: 'made-up.1' },
  lab_range: { sex: null },
  query: { settled_at: null },
  signature: { broken_seq: null },
  verification: { ended_seq: null },
  check_firing: { settled_at: null },
  coding: { approved_at: null },
  dose_decision: { correction: null },
}

function madeUpRow(shape: TableShape): NeutralRow {
  const table = Object.values(schema).find((of) => configOf(of).name === shape.name)
  if (table === undefined) throw new Error(shape.name)
  const { foreignKeys, checks } = configOf(table)
  const parents = new Set(foreignKeys.flatMap((key) => key.reference().columns.map((c) => c.name)))
  const rules = checks.map(({ value }) => textOf(value.queryChunks))
  const values = shape.columns.map(({ name, kind }): [string, NeutralValue] => {
    if (kind !== 'text') return [name, kind === 'boolean' ? false : 1]
    if (parents.has(name)) return [name, MADE_UP]
    return [name, enumOf(rules, name) ?? (isHash(rules, name) ? 'ab'.repeat(32) : MADE_UP)]
  })
  return { ...Object.fromEntries(values), ...OWN[shape.name] }
}

function configOf(table: unknown) {
  return getTableConfig(table as SQLiteTable)
}

/** The text of a check, the names of columns in it bare. */
function textOf(chunks: readonly unknown[]): string {
  return chunks
    .map((chunk) => {
      if (typeof chunk !== 'object' || chunk === null) return String(chunk)
      if ('queryChunks' in chunk) return textOf(chunk.queryChunks as unknown[])
      if ('value' in chunk) return [chunk.value].flat().map(String).join('')
      return 'name' in chunk ? String(chunk.name) : ''
    })
    .join('')
}

function enumOf(rules: readonly string[], column: string): string | undefined {
  const found = rules.flatMap((rule) => new RegExp(`^${column} in \\('([^']*)'`).exec(rule) ?? [])
  return found[1]
}

function isHash(rules: readonly string[], column: string): boolean {
  return rules.some((rule) => rule.includes(`length(${column}) = 64`))
}
