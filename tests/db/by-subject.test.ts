import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMigrations } from '../../db/migrations.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { MIGRATIONS_ROOT } from './open-stores.ts'
import { saveNew, seedStudy } from './seed.ts'

const STEP = '0004_by_subject'

describe(`the step ${STEP}`, () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'by-subject-'))
    file = path.join(folder, 'study.sqlite')
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  /** Steps that came later add columns that every opening asks for: the step is taken as the last one. */
  function rootWith(steps: 'all but it' | 'all'): string {
    const root = path.join(folder, steps.replaceAll(' ', '-'))
    cpSync(MIGRATIONS_ROOT, root, { recursive: true })
    const journal = path.join(root, 'sqlite', 'meta', '_journal.json')
    const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { tag: string }[] }
    const others = entries.filter(({ tag }) => tag !== STEP)
    const chosen = steps === 'all' ? [...others, { tag: STEP }] : others
    const numbered = chosen.map((entry, idx) => ({ ...entry, idx }))
    writeFileSync(journal, JSON.stringify({ entries: numbered }))
    expect(
      readMigrations(root, 'sqlite')
        .map(({ name }) => name)
        .at(-1) === STEP,
    ).toBe(steps === 'all')
    return root
  }

  const planOf = (text: string): string => {
    const db = new Sqlite(file)
    const steps = db.prepare(`explain query plan ${text}`).all({ v: 'x' }) as { detail: string }[]
    db.close()
    return steps.map(({ detail }) => detail).join('\n')
  }

  const READS = [
    {
      text: `select * from record where subject_id = '1' and removed = @v`,
      by: 'record_by_subject',
    },
    {
      text: `select * from check_firing where subject_id = '1' and state in ('open', @v)`,
      by: 'check_firing_by_subject',
    },
    { text: `select * from coding where record_id = '1' and state <> @v`, by: 'coding_by_record' },
  ]

  it('spares every save a reading of the whole table, and keeps the rows', async () => {
    const before = await openSqlite({ path: file, migrationsRoot: rootWith('all but it') })
    await seedStudy(before)
    await saveNew(before, 'r1', { AETERM: 'Pain' })
    await before.close()
    for (const { text } of READS) expect(planOf(text)).toMatch(/^SCAN/)
    const after = await openSqlite({ path: file, migrationsRoot: rootWith('all') })
    expect(await after.read.select().from(after.t.record)).toHaveLength(1)
    await after.close()
    for (const { text, by } of READS) expect(planOf(text)).toMatch(new RegExp(`^SEARCH.*${by}`))
  })
})
