import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../../../db/open-postgres.ts'
import { postgresLoadTarget } from '../../../db/postgres/load.ts'
import type { Store } from '../../../db/store.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import {
  backupState,
  restoreArchive,
  settleRestored,
  takeBackup,
} from '../../../server/backup/service.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { createJobs } from '../../../server/jobs/service.ts'
import { MIGRATIONS_ROOT } from '../../db/open-stores.ts'
import { seeded } from '../backup/archives.ts'
import { openCutLine, type CutLine } from './cut-line.ts'
import { openOwnSchema, type OwnSchema } from '../../db/own-schema.ts'

const SERVER = process.env['TEST_DATABASE_URL']
const actor = systemActor({ part: 'test', studyId: null })

/** What lies in files stands and falls with a commit whose answer nobody heard. */
describe.skipIf(SERVER === undefined)('a file whose commit was not answered', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hepatrial-lost-'))
  let schema: OwnSchema
  let line: CutLine
  let store: Store
  let dataDir: string

  beforeAll(async () => {
    schema = await openOwnSchema(SERVER ?? '')
    line = await openCutLine(schema.url)
    store = await openPostgres({ url: line.url, migrationsRoot: MIGRATIONS_ROOT, connections: 2 })
    dataDir = (await seeded(store)).dataDir
  })
  afterEach(() => {
    line.mend()
  })
  afterAll(async () => {
    await store.close()
    await line.close()
    await schema.remove()
    for (const place of [folder, dataDir]) rmSync(place, { recursive: true, force: true })
  })

  /** A job that leaves a file, and after which the line breaks as told. */
  const jobThatLeaves = async (file: string, atEnd: () => void): Promise<string> => {
    const logger = createLogger('silent')
    const jobs = createJobs({ store, logger, folder, beatMs: 60_000 })
    jobs.register({
      key: 'test',
      actor: () => actor,
      failed: ({ id }) => ({
        ...{ act: 'package.fail', entity: 'job', entityId: id, before: null, after: null },
      }),
      run: ({ id }) => {
        writeFileSync(file, 'whole')
        atEnd()
        const audit = { act: 'package.check', entity: 'job', entityId: id } as const
        return Promise.resolve({
          ...{ result: {}, audit: { ...audit, before: null, after: null } },
          kept: async () => {
            await writeFile(`${file}.kept`, '')
          },
          dropped: async () => {
            await rm(file)
          },
        })
      },
    })
    const [account] = await store.read.select().from(store.t.account)
    const id = await unitOfWork(store, actor, async (tx, { at }) => {
      const by = { kind: 'test', studyId: null, accountId: account?.id ?? '', input: {}, at }
      const { id: entityId } = await jobs.put(tx, by)
      const audit = { act: 'package.request', entity: 'job', entityId } as const
      return { result: entityId, audit: [{ ...audit, before: null, after: null }] }
    })
    jobs.wake()
    await jobs.idle()
    line.mend()
    const rows = await store.read.select().from(store.t.job)
    return rows.find((row) => row.id === id)?.state ?? ''
  }

  it('BK-01: stays where the job is found done, which goes on as if it had heard', async () => {
    const file = path.join(folder, 'heard-later')
    expect(
      await jobThatLeaves(file, () => {
        line.loseNextCommit()
      }),
    ).toBe('done')
    expect([existsSync(file), existsSync(`${file}.kept`)]).toEqual([true, true])
  })

  it('BK-01: stays where the database cannot be asked, and goes where the job was not kept', async () => {
    const unknown = path.join(folder, 'never-heard')
    expect(
      await jobThatLeaves(unknown, () => {
        line.loseNextCommit('blocked')
      }),
    ).toBe('done')
    expect([existsSync(unknown), existsSync(`${unknown}.kept`)]).toEqual([true, false])
    const undone = path.join(folder, 'not-done')
    expect(
      await jobThatLeaves(undone, () => {
        line.block()
      }),
    ).toBe('running')
    expect(existsSync(undone)).toBe(false)
  })

  const take = (name: string, then?: 'blocked') =>
    takeBackup(actor, {
      ...{ store, dataDir, factorKeySet: false, to: path.join(folder, name), sealer: null },
      watch: {
        begun: () => undefined,
        ending: () => {
          line.loseNextCommit(then)
        },
      },
    })

  it('BK-01: is the backup that the trail tells of, whether that is heard or not', async () => {
    const made = await take('a.hepatrial')
    expect(existsSync(made.file)).toBe(true)
    await expect(take('b.hepatrial', 'blocked')).rejects.toThrow('lost during a commit')
    line.mend()
    const told = (await backupState(store, store.read)).made
    expect(told?.file).toBe(path.join(folder, 'b.hepatrial'))
    expect(existsSync(path.join(folder, 'b.hepatrial'))).toBe(true)
  })

  it('BK-02: is part of a restore whose rows stand', async () => {
    const to = path.join(folder, 'c.hepatrial')
    await takeBackup(actor, { store, dataDir, factorKeySet: false, to, sealer: null })
    for (const then of [undefined, 'blocked'] as const) {
      const own = await openOwnSchema(SERVER ?? '')
      const through = await openCutLine(own.url)
      const into = path.join(folder, `restored-${String(then)}`)
      mkdirSync(into)
      const restoring = restoreArchive({
        ...{ archive: { file: to, opener: {} }, dataDir: into, acceptFaults: false },
        postgres: postgresLoadTarget(through.url),
        async settle(restored, checked) {
          await settleRestored(restored, actor, checked)
          through.loseNextCommit(then)
        },
      })
      if (then === undefined) await restoring
      else await expect(restoring).rejects.toThrow('lost during a commit')
      const { rows } = await own.owner.query(`select * from ${own.name}.study`)
      expect(rows).toHaveLength(1)
      expect(readdirSync(into)).toContain('second-factor.key')
      await through.close()
      await own.remove()
    }
  })
})
