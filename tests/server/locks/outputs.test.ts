import path from 'node:path'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  formatInput,
  offeredFormats,
  serverFormats,
  writeFormat,
} from '../../../server/exporting/service.ts'
import { createDefinitions } from '../../../server/studies/service.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { unlockedLines } from '../../../server/cli/unlocked.ts'
import { takeCasebook } from '../../../shared/api/routes/casebook.ts'
import { lockSchema } from '../../../shared/api/routes/locks.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { unlockingsOf } from '../../../shared/locks/unlockings.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { temporaryFolder } from '../cli/run-hepatrial.ts'
import { seedStudy, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type TestServer } from '../support/test-server.ts'
import { dataManager, held, seedSettled, settle } from './clean-subject.ts'

const filesSchema = z.object({ files: z.array(z.object({ name: z.string(), rows: z.number() })) })
const REASON = 'one date was misread'

describe.each(ENGINES)('LK-03: outputs after an unlock on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  let subject: string
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await dataManager(server, study)
    subject = await seedSettled(server, study, '1001')
  })
  afterAll(() => server.stop())

  const files = async (who = manager) => {
    const { body } = await who.get(`${study.path}/exports/csv`)
    return filesSchema.parse(body).files.map(({ name }) => name)
  }
  const lock = () => held(manager, study, { kind: 'lock', level: 'subject', subjid: '1001' })

  it('LK-03: unlock, change, lock: every later output names the event, and none before', async () => {
    expect(await files()).not.toContain('unlocked.txt')
    const release = await lock()
    expect(await files()).not.toContain('unlocked.txt')
    expect((await manager.post(release, { reason: REASON })).status).toBe(200)
    const { body: file } = await study.coordinator.get(subject)
    const { records } = z
      .object({ records: z.array(z.object({ id: z.string(), version: z.number() })) })
      .parse(file)
    const [consent] = records
    const values = { items: { SEX: 'F', BRTHDAT: '1961', RFICDAT: '2026-01-05' }, rows: [] }
    const amended = await study.coordinator.put(
      `${subject}/records/${consent?.id ?? ''}`,
      { values, reason: 'misread' },
      { 'If-Match': `"${String(consent?.version ?? 0)}"` },
    )
    expect(amended.status, JSON.stringify(amended.body)).toBe(200)
    await settle(server, study, '1001')
    const { body: before } = await manager.get(
      `${study.path}/exports/csv/files/unlocked.txt?purpose=Test`,
    )
    expect(before).toMatch(
      /^LEVEL,PLACE,LOCKED_AT,.*\nsubject,1001,2026-.*,one date was misread,,\n$/,
    )
    await lock()
    expect(await files()).toContain('unlocked.txt')
    const { body: text } = await manager.get(
      `${study.path}/exports/csv/files/unlocked.txt?purpose=Test`,
    )
    expect(text).toMatch(/,one date was misread,2026-[^,]+,Person [^,]+\n$/)
    const trail = await manager.get(`${study.path}/audit?act=study.export&limit=1`)
    expect(JSON.stringify(trail.body)).toContain('unlocked.txt')
  })

  it('LK-03: the export of the command line and its summary name the event too', async () => {
    const { store } = server
    const [found] = await store.read.select().from(store.t.study)
    const studyId = found?.id ?? ''
    const folder = temporaryFolder()
    const actor = systemActor({ part: 'test', studyId })
    const services = { store, families: builtInFamilies, definitions: createDefinitions(store) }
    const input = await formatInput(services, actor, {
      ...{ study: { id: studyId, key: study.key }, sites: { kind: 'all' }, snapshot: null },
      ...{ profile: 'full', language: 'en' },
    })
    const offered = offeredFormats(builtInFamilies.exports, serverFormats)
    const format = offered.find(({ key }) => key === 'csv')
    if (format === undefined) throw new Error('no CSV')
    const wish = { format, input, reason: { purpose: 'Test' } }
    const names = (await writeFormat(actor, wish, folder)).map(({ name }) => name)
    expect(names).toContain('unlocked.txt')
    expect(readFileSync(path.join(folder, 'unlocked.txt'), 'utf8')).toContain(REASON)
    const [line] = await unlockedLines(store, studyId)
    expect(line).toMatch(
      /^1001: locked 2026.* unlocked 2026.*Reason: one date was misread\. Locked again 2026/,
    )
  })

  it('LK-03: the casebook names the event, and the lock that holds it now', async () => {
    const { body } = await study.investigator.post(`${subject}/casebook`, {})
    const { locks } = takeCasebook.response.parse(body)
    expect(locks.map(({ kind, releaseReason }) => [kind, releaseReason])).toEqual([
      ['lock', REASON],
      ['lock', null],
    ])
  })

  it('a site sees the releases of its own data alone', async () => {
    const { body } = await study.stranger.get(`${study.path}/locks`)
    expect(body).toEqual({ locks: [] })
    const own = await study.investigator.get(`${study.path}/locks`)
    const { locks } = z.object({ locks: z.array(lockSchema) }).parse(own.body)
    expect(unlockingsOf(locks)).toMatchObject([
      { lock: { subjid: '1001', releaseReason: REASON }, again: { releasedAt: null } },
    ])
  })
})
