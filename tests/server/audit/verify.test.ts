import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../../../server/audit/hash.ts'
import { verify } from '../../../server/audit/verify.ts'
import { ENGINES } from '../../db/open-stores.ts'
import type { TestStore } from '../../db/test-store.ts'
import { amend, saveNew, seedStudy, STUDY_ID, VERSION_ID } from '../../db/seed.ts'

// The seeded study has entries 1 and 2; record r<n> is made by entry 2n+1 and amended by 2n+2.
const RECORDS = 6
const chain = STUDY_ID

const cases = [
  {
    what: 'an altered reason',
    change: `update audit_entry set reason = 'other' where seq = 8`,
    faults: [{ kind: 'entry-altered', chain, seq: 8 }],
  },
  {
    what: 'an altered value in an entry that a record still shows',
    change: `update audit_entry set after = replace(after, 'second', 'third') where seq = 8`,
    faults: [
      { kind: 'entry-altered', chain, seq: 8 },
      { kind: 'record-differs', recordId: 'r3' },
    ],
  },
  {
    what: 'another actor',
    change: `update audit_entry set username = 'other' where seq = 5`,
    faults: [{ kind: 'entry-altered', chain, seq: 5 }],
  },
  {
    what: 'a deleted entry',
    change: `delete from audit_entry where seq = 7`,
    faults: [{ kind: 'entry-missing', chain, seq: 7 }],
  },
  {
    what: 'the last entry cut off',
    change: `delete from audit_entry where seq = 14`,
    faults: [
      { kind: 'head-differs', chain, seq: 13 },
      { kind: 'record-differs', recordId: 'r6' },
    ],
  },
  {
    what: 'an entry with another predecessor',
    change: `update audit_entry set previous_hash = hash where seq = 9`,
    faults: [{ kind: 'entry-altered', chain, seq: 9 }],
  },
  {
    what: 'an entry under a hash of its own',
    change: `update audit_entry set hash = '${'f'.repeat(64)}' where seq = 9`,
    faults: [
      { kind: 'entry-altered', chain, seq: 9 },
      { kind: 'entry-unlinked', chain, seq: 10 },
    ],
  },
  {
    what: 'a value changed behind the trail',
    change: `update record set "values" = replace("values", 'second', 'third') where id = 'r2'`,
    faults: [{ kind: 'record-differs', recordId: 'r2' }],
  },
  {
    what: 'values that are no JSON',
    change: `update record set "values" = '{' where id = 'r2'`,
    faults: [{ kind: 'record-differs', recordId: 'r2' }],
  },
  {
    what: 'a record moved to another visit',
    change: `update record set visit = 'W8' where id = 'r2'`,
    faults: [{ kind: 'record-differs', recordId: 'r2' }],
  },
  {
    what: 'a record that points to an older entry',
    change: `update record set updated_seq = created_seq where id = 'r4'`,
    faults: [{ kind: 'record-differs', recordId: 'r4' }],
  },
  {
    what: 'a deleted record',
    change: `delete from record where id = 'r5'`,
    faults: [{ kind: 'record-missing', recordId: 'r5' }],
  },
  {
    what: 'a record that no entry speaks of',
    change: `insert into record (id, study_id, subject_id, form, row_key, "values", completeness, definition_version)
      values ('sneaked', '${STUDY_ID}', 'subject-1', 'x', '', '{"items":{},"rows":[]}', 'complete', 1)`,
    faults: [{ kind: 'record-unaudited', recordId: 'sneaked' }],
  },
  {
    what: 'a definition altered under its own hash',
    change: `update study_version set definition = '{"key":"other"}'`,
    faults: [{ kind: 'definition-differs', versionId: VERSION_ID }],
  },
  {
    what: 'a definition and its hash exchanged together',
    change: `update study_version set definition = '{"key":"other"}', definition_hash = '${sha256('{"key":"other"}')}'`,
    faults: [{ kind: 'definition-differs', versionId: VERSION_ID }],
  },
  {
    what: 'a version that no entry pinned',
    change: `insert into study_version (id, study_id, number, definition, definition_hash, created_at)
      values ('sneaked', '${STUDY_ID}', 2, '{}', '${sha256('{}')}', '2026-01-05T08:00:00.000Z')`,
    faults: [{ kind: 'definition-differs', versionId: 'sneaked' }],
  },
  {
    what: 'a head moved back',
    change: `update chain_head set seq = 13`,
    faults: [{ kind: 'head-differs', chain, seq: 14 }],
  },
]

describe.each(ENGINES)('verify on $engine', ({ engine, open }) => {
  let test: TestStore
  beforeAll(async () => {
    test = await open()
    await seedStudy(test.store)
    for (let n = 1; n <= RECORDS; n += 1) {
      await saveNew(test.store, `r${n}`, { AETERM: 'first' })
      await amend(test.store, { id: `r${n}`, items: { AETERM: 'second' } })
    }
    for (const statement of withoutTriggers[engine] ?? []) await test.execute(statement)
  })
  afterAll(() => test.remove())

  const sound = { chains: 1, entries: 2 + 2 * RECORDS, records: RECORDS, faults: [] }

  it('finds a sound study sound', async () => {
    expect(await verify(test.store)).toEqual(sound)
  })

  it.each(cases)('AT-08: names $what', async ({ change, faults }) => {
    for (const table of TABLES)
      await test.execute(`create table kept_${table} as select * from ${table}`)
    await test.execute(change)
    const report = await verify(test.store)
    for (const table of TABLES) {
      await test.execute(
        `delete from ${table}; insert into ${table} select * from kept_${table}; drop table kept_${table}`,
      )
    }
    await test.execute(SOUND_VERSION)
    expect(report.faults).toEqual(faults)
    expect(await verify(test.store)).toEqual(sound)
  })
})

const TABLES = ['record', 'audit_entry', 'chain_head']

// Records point to the version, so that it cannot be put back as a whole table.
const SOUND_VERSION = `delete from study_version where id <> '${VERSION_ID}'; update study_version set definition = '{}', definition_hash = '${sha256('{}')}'`

// As somebody with the database's own tools could do in a copy.
const withoutTriggers: Readonly<Record<string, readonly string[]>> = {
  SQLite: [
    'drop trigger audit_entry_refuse_update',
    'drop trigger audit_entry_refuse_delete',
    'drop trigger record_refuse_delete',
    'drop trigger study_version_refuse_update',
    'drop trigger study_version_refuse_delete',
  ],
  PostgreSQL: [
    'drop trigger audit_entry_refuse_change on audit_entry',
    'drop trigger record_refuse_delete on record',
    'drop trigger study_version_refuse_change on study_version',
  ],
}

describe('verify on a damaged SQLite database', () => {
  it('passes on what the database itself finds', async () => {
    const [sqlite] = ENGINES
    const test = await sqlite?.open()
    if (test === undefined) throw new Error('There is no SQLite engine.')
    await seedStudy(test.store)
    await test.execute(`pragma foreign_keys = off; update subject set site_id = 'none'`)
    const report = await verify(test.store)
    await test.remove()
    expect(report.faults).toEqual([{ kind: 'database', message: 'subject row 1 has no site' }])
  })
})
