import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { packageRoot } from '../../../server/package-root.ts'
import { emptyPostgres } from '../backup/databases.ts'
import { temporaryFolder } from '../cli/run-hepatrial.ts'

const LONG_MS = 60_000
/** Where a fault arose: a file of the program's own, with its line. */
const PLACE = /^ {4}at .*server\/\S+\.ts:\d+:\d+/m

/** Told by a signal, the program rejects with what a driver throws, and nobody waits for it. */
const SEEDED = `
  const fault = () => Object.assign(new Error('Failed query: insert\\nparams: Seeded'), {
    params: ['Seeded'],
    cause: Object.assign(new Error('violates'), { code: '23514', detail: 'Failing row (Seeded)' }),
  })
  process.on('SIGUSR2', () => void Promise.reject(fault()))`

/** Runs the program as a shell does, in a process of its own. */
function hepatrial(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [path.join(packageRoot(), 'bin/hepatrial.mjs'), ...args], {
    env: { ...process.env, DATABASE_URL: '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (written.out += String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => (written.err += String(chunk)))
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, ...written }))
  return { child, written, ended }
}

describe('a fault that nobody meets', () => {
  it.skipIf(process.env['TEST_DATABASE_URL'] === undefined)(
    'AC-12: of a command is told by its kind and places, without the values that PostgreSQL adds',
    async () => {
      const database = await emptyPostgres()
      await (await database.open()).close()
      await database.target.load((session) =>
        session.execute('alter table account add constraint no_more check (false)'),
      )
      const data = ['--data', temporaryFolder()]
      const args = ['account', 'add', 'ward.admin', '--name', 'Seeded', ...data]
      const { code, err } = await hepatrial(args, { DATABASE_URL: database.url ?? '' }).ended
      expect(code).toBe(1)
      expect(err).toContain('violates check constraint "no_more"')
      expect(err).toMatch(PLACE)
      expect(err).not.toMatch(/Seeded|ward\.admin|Failing row|params/)
      await database.remove()
    },
    LONG_MS,
  )

  it(
    'AC-12: ends the server too, with a line in the log and no value anywhere',
    async () => {
      const folder = temporaryFolder()
      const preload = path.join(folder, 'seeded.mjs')
      writeFileSync(preload, SEEDED)
      const args = ['serve', '--port', '0', '--data', path.join(folder, 'data')]
      const settings = { NODE_OPTIONS: `--import=${preload}`, LOG_LEVEL: 'info' }
      const { child, written, ended } = hepatrial(args, settings)
      await expect.poll(() => written.err, { timeout: 30_000 }).toContain('/setup?token=')
      child.kill('SIGUSR2')
      const { code, out, err } = await ended
      expect(code).toBe(1)
      const line = out.split('\n').find((one) => one.includes('the program ends on a fault'))
      const { level, err: logged } = JSON.parse(line ?? '{}') as Record<string, unknown>
      expect(level).toBe(60)
      for (const text of [JSON.stringify(logged), err]) {
        expect(text).toContain('Failed query: insert')
        expect(text).toMatch(/seeded\.mjs:2:\d+/)
      }
      expect(out + err).not.toContain('Seeded')
    },
    LONG_MS,
  )
})
