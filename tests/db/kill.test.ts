import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSqlite } from '../../db/open-sqlite.ts'
import { verify } from '../../server/audit/verify.ts'
import { MIGRATIONS_ROOT } from './open-stores.ts'
import { seedStudy } from './seed.ts'

const KILLS = 12
const ROOT = fileURLToPath(new URL('../../', import.meta.url))

let folder: string
let program: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kill-'))
  // Beside the sources, so that the packages are found and the migrations lie where it looks.
  program = path.join(ROOT, 'node_modules', '.cache', `kill-${process.pid}`, 'a', 'saver.mjs')
  await build({
    entryPoints: [path.join(ROOT, 'tests/db/save-until-killed.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile: program,
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
  })
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  rmSync(path.dirname(path.dirname(program)), { recursive: true, force: true })
})

/** Starts the saver, kills it with SIGKILL at some moment after its first acknowledgement. */
function acknowledgedUntilKilled(file: string, run: number): Promise<ReadonlyMap<string, number>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, file, `run${run}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), 20 + Math.random() * 250)
      output += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(acknowledgements(output))
      else reject(new Error(`The saver ended by itself: ${output}`))
    })
  })
}

// The last line may have been cut by the kill: an acknowledgement counts when it is whole.
function acknowledgements(output: string): ReadonlyMap<string, number> {
  const lines = output.slice(0, output.lastIndexOf('\n') + 1).split('\n')
  return new Map(
    lines.filter(Boolean).map((line) => {
      const [id = '', version = ''] = line.split(' ')
      return [id, Number(version)]
    }),
  )
}

it(`BK-03: keeps every acknowledged save through ${KILLS} kills, and nothing by halves`, async () => {
  const file = path.join(folder, 'killed.sqlite')
  const options = { path: file, migrationsRoot: MIGRATIONS_ROOT }
  const first = await openSqlite(options)
  await seedStudy(first)
  await first.close()

  let acknowledged = 0
  for (let run = 0; run < KILLS; run += 1) {
    const saves = await acknowledgedUntilKilled(file, run)
    const store = await openSqlite(options)
    const records = await store.read.select().from(store.t.record)
    const versions = new Map(records.map(({ id, version }) => [id, version]))
    for (const [id, version] of saves) {
      expect(versions.get(id), id).toBeGreaterThanOrEqual(version)
    }
    for (const { id, version, values } of records) {
      const text = version === 1 ? `first ${id}` : `second ${id}`
      expect(JSON.parse(values)).toEqual({ items: { AETERM: text }, rows: [] })
    }
    // Each record agrees with its last entry, and the chain has neither gap nor loose end.
    const report = await verify(store)
    expect(report.faults).toEqual([])
    const entries = records.reduce((sum, { version }) => sum + version, 0)
    expect(report.entries).toBe(entries + 2)
    acknowledged += saves.size
    await store.close()
  }
  expect(acknowledged).toBeGreaterThan(KILLS)
}, 180_000)
