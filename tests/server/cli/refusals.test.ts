import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
// What `serve` loads when it is called is loaded before the clock of the first test runs.
import '../../../server/serve.ts'
import { BusyDatabaseError } from '../../../db/busy.ts'
import { databaseFault, whyNotNoted } from '../../../server/cli/database-fault.ts'
import { hepatrial, temporaryFolder } from './run-hepatrial.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

it.each([
  ['LOG_LEVEL', 'verbose'],
  ['EXPORT_KEEP_DAYS', 'abc'],
  ['EXPORT_KEEP_GB', '-1'],
  ['SECOND_FACTOR_KEY', 'hunter2'],
  ['DATABASE_URL', 'postgres://user:hunter2@host:port/name'],
  ['DATABASE_READ_URL', 'hunter2'],
])('a server with a faulty %s says so in one line, and makes nothing', async (name, value) => {
  vi.stubEnv(name, value)
  const folder = temporaryFolder()
  const { code, err } = await hepatrial('serve', '--port', '0', '--data', folder)
  expect(code).toBe(1)
  expect(err).toMatch(new RegExp(`^${name}[ :][^\n]+Nothing was started\\.\n$`))
  expect(err).not.toContain('hunter2')
  expect(readdirSync(folder)).toEqual([])
})

it.each(['serve', 'verify'])('%s says where the database is that does not answer', async (name) => {
  vi.stubEnv('DATABASE_URL', 'postgres://user:hunter2@127.0.0.1:9/name')
  const { code, err } = await hepatrial(name, '--data', temporaryFolder())
  expect(code).toBe(1)
  expect(err).toMatch(/^The database server at 127\.0\.0\.1:9 does not answer \(ECONN[^\n]+\n$/)
  expect(err).not.toContain('hunter2')
})

it.each(['serve', 'verify'])('%s says what to do with a file that is no database', async (name) => {
  const folder = temporaryFolder()
  const text = 'This is no database. '.repeat(200)
  writeFileSync(path.join(folder, 'hepatrial.sqlite'), text)
  const { code, err } = await hepatrial(name, '--data', folder)
  expect(code).toBe(1)
  expect(err).toMatch(/^hepatrial\.sqlite [^\n]+\(SQLITE_NOTADB\)[^\n]+hepatrial restore\n$/)
})

it.each([
  ['a write', new BusyDatabaseError()],
  ['the opening', Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })],
])('says of %s that another program held up for too long what to do', (_, error) => {
  expect(databaseFault(error, {})).toMatch(
    /^Another program[^\n]+not stored\. Run the command again/,
  )
})

it('AC-12: says why a result could not be noted, without the values of the statement', () => {
  const fault = new Error('Failed query: insert\nparams: Seeded', { cause: new Error('Seeded') })
  expect(whyNotNoted(fault)).toBe('Failed query: insert')
  expect(whyNotNoted(new BusyDatabaseError())).toMatch(/^Another program/)
})
