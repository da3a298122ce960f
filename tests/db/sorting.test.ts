import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, it } from 'vitest'
import { openPostgres } from '../../db/open-postgres.ts'
import { MIGRATIONS_ROOT } from './open-stores.ts'

const SERVER = process.env['TEST_DATABASE_URL']

it.skipIf(SERVER === undefined)('refuses a new database that sorts like a language', async () => {
  const name = `test_${randomBytes(6).toString('hex')}`
  const owner = new pg.Client({ connectionString: SERVER })
  await owner.connect()
  try {
    await owner.query(
      `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C'`,
    )
    const url = new URL(SERVER ?? '')
    url.pathname = `/${name}`
    const refused = openPostgres({ url: url.href, migrationsRoot: MIGRATIONS_ROOT })
    await expect(refused).rejects.toThrow('createdb --template=template0 --locale=C')
    const there = new pg.Client({ connectionString: url.href })
    await there.connect()
    const { rows } = await there.query(
      `select tablename from pg_tables where schemaname = 'public'`,
    )
    await there.end()
    expect(rows).toEqual([])
  } finally {
    await owner.query(`drop database if exists ${name} with (force)`)
    await owner.end()
  }
})
