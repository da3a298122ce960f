import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { offeredFormats, serverFormats } from '../../../server/exporting/service.ts'
import { openStore } from '../../../server/open-store.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { hepatrial, temporaryFolder } from '../cli/run-hepatrial.ts'
import { emptyPostgres } from './databases.ts'
import { peopleWhoSave } from './people-who-save.ts'

/** It takes some minutes; a run of all tests takes one study in two formats (`commands.test.ts`). */
const isAsked = (process.env['ALL_DEMO_STUDIES'] ?? '') !== ''

/** Of every study; all others of the first one. */
const OF_EACH = ['csv', 'sdtm', 'adam']
const FORMATS = offeredFormats(builtInFamilies.exports, serverFormats).map(({ key }) => key)
const PATIENCE_MS = 3_600_000

interface Wish {
  readonly study: string
  readonly format: string
}

/** SHA-256 of each file of an export. */
async function hashesOf(data: string, { study, format }: Wish): Promise<readonly string[]> {
  const out = path.join(data, 'exported')
  const what = ['--study', study, '--format', format, '--out', out]
  expect(await hepatrial('export', ...what, '--data', data)).toMatchObject({ code: 0 })
  const names = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  const hashes = names.map((name) => {
    const hash = createHash('sha256').update(readFileSync(name)).digest('hex')
    return `${format} ${path.relative(out, name)} ${hash}`
  })
  rmSync(out, { recursive: true })
  return hashes
}

describe.skipIf(!isAsked)('all demo studies, backed up while people save', () => {
  it(
    'are exported in the same bytes from SQLite and from PostgreSQL, one of them in every format',
    async () => {
      expect(process.env['TEST_DATABASE_URL'], 'a PostgreSQL database').toBeDefined()
      const folder = temporaryFolder()
      const [data, sqlite, postgres] = ['data', 'sqlite', 'postgres'].map((name) =>
        path.join(folder, name),
      ) as [string, string, string]
      expect(await hepatrial('demo', '--data', data)).toMatchObject({ code: 0 })
      const file = path.join(folder, 'all.hbk')
      const people = await peopleWhoSave(data)
      expect(await hepatrial('backup', '--to', file, '--data', data)).toMatchObject({ code: 0 })
      const { before, saved } = await people.stop()
      expect(saved).toBeGreaterThan(before)
      const database = await emptyPostgres()
      onTestFinished(() => database.remove())
      const back = await hepatrial('restore', '--from', file, '--data', sqlite)
      expect(back.code, back.err).toBe(0)
      const onPostgres = async <T>(work: () => Promise<T>): Promise<T> => {
        vi.stubEnv('DATABASE_URL', database.url ?? '')
        try {
          return await work()
        } finally {
          vi.unstubAllEnvs()
        }
      }
      await onPostgres(async () => {
        const moved = await hepatrial('restore', '--from', file, '--data', postgres)
        expect(moved.code, moved.err).toBe(0)
      })

      const store = await openStore({ dataDir: sqlite })
      const studies = (await store.read.select().from(store.t.study)).map((of) => of.studyKey)
      await store.close()
      expect(studies.length).toBe(builtInFamilies.protocols.keys.length)
      const wishes = studies.flatMap((study, at) =>
        (at === 0 ? FORMATS : OF_EACH).map((format) => ({ study, format })),
      )
      let files = 0
      for (const wish of wishes) {
        const expected = await hashesOf(sqlite, wish)
        expect(await onPostgres(() => hashesOf(postgres, wish)), wish.study).toEqual(expected)
        files += expected.length
        console.log(`${wish.study} ${wish.format}: ${expected.length} files are the same`)
      }
      console.log(`${saved} saves meanwhile; ${files} files are the same`)
    },
    PATIENCE_MS,
  )
})
