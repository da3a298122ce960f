import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { PROGRAM_VERSION } from '../../../server/program-version.ts'
import type { Role } from '../../../shared/access/permissions.ts'
import { getLagReport, listEntryLags } from '../../../shared/api/routes/trail.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

/** Roles of the sponsor's side. */
const SPONSOR: readonly Role[] = ['monitor', 'data-manager', 'statistician', 'administrator']

describe.each(ENGINES)('who data come from on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let path: string

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    path = await seedSubject(study, '1001')
    await seedSubject(study, '1003')
    await seedSubject(study, '1002')
  })
  afterAll(() => server.stop())

  const save = async (form: string, visit: string | null, items: object) => {
    const body = { form, visit, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${path}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }

  it.each(SPONSOR)(
    'OR-02: a change by the %s without a recorded agreement of the investigator is refused',
    async (role) => {
      const person = await signedIn(server, [{ role, study: study.key }])
      const id = await save('concomitant', null, { CMTRT: `Drug ${role}` })
      const values = { items: { CMTRT: 'Other' }, rows: [] }
      const headers = { 'If-Match': '"1"' }
      const create = { form: 'concomitant', visit: null, values }
      const record = `${path}/records/${id}`
      const replies = [
        await person.post(`${path}/records`, create),
        await person.put(record, { values, reason: 'sponsor' }, headers),
        await person.post(`${record}/removal`, { reason: 'sponsor' }, headers),
      ]
      expect(replies.map(({ status }) => status)).toEqual([403, 403, 403])
    },
  )

  it('OR-05: every entry of the history says whether a person made it', async () => {
    const id = await save('concomitant', null, { CMTRT: 'Aspirin' })
    const { body } = await study.coordinator.get(`${path}/records/${id}/history`)
    expect(body).toMatchObject({ entries: [{ origin: 'person' }] })
  })

  it('OR-05, OR-08: imported data reach the site at once, and are told apart from typed ones', async () => {
    const definition = builtInFamilies.protocols.get('donafenib-switch')
    const trial = {
      subjects: [
        {
          subjid: '2001',
          files: {
            subjects: [{ SUBJID: '2001', SITEID: 'S1', SEX: 'F', RFICDAT: '2026-01-02' }],
            laboratory: [
              {
                ...{ SUBJID: '2001', VISIT: 'W4', LBDAT: '2026-02-02', LBTESTCD: 'ALT' },
                ...{ LBORRES: '30', LBORRESU: 'U/L' },
              },
            ],
          },
        },
      ],
    }
    const actor = systemActor({ part: 'import', studyId: null })
    await importFolder(server.store, actor, { studyKey: study.key, definition, trial })
    const { body } = await study.investigator.get(`${study.path}/subjects/2001`)
    const { records } = body as { records: { id: string; form: string }[] }
    const laboratory = records.find(({ form }) => form === 'laboratory')
    expect(JSON.stringify(laboratory)).toContain('"LBORRES":"30"')
    const history = await study.investigator.get(
      `${study.path}/subjects/2001/records/${laboratory?.id ?? ''}/history`,
    )
    expect(history.body).toMatchObject({ entries: [{ origin: 'import' }] })
  })

  it('AT-15: what the program stores or asks by itself names the part that did and its version', async () => {
    await save('vitals', 'W8', { WEIGHT: '646' })
    const { body } = await study.monitor.get(`${study.path}/audit?limit=200`)
    const { entries } = body as {
      entries: { act: string; username: string; displayName: string }[]
    }
    const named = (act: string) =>
      new Set(entries.filter((one) => one.act === act).map((one) => one.displayName))
    for (const act of ['record.import', 'subject.import']) {
      expect(named(act)).toEqual(new Set([`import ${PROGRAM_VERSION}`]))
    }
    for (const act of ['check.fire', 'query.open']) {
      expect(named(act)).toEqual(new Set([`edit-checks ${PROGRAM_VERSION}`]))
    }
  })

  it('OR-03: the investigator reads the data and the trail of the site after a lock too', async () => {
    const id = await save('concomitant', null, { CMTRT: 'Metformin' })
    const { store } = server
    const { t, read } = store
    const [found] = await read.select().from(t.study).where(eq(t.study.studyKey, study.key))
    const [account] = await read.select().from(t.account)
    await store.write((tx) =>
      tx.insert(t.dataLock).values({
        ...{ id: store.newId(), studyId: found?.id ?? '', level: 'study', kind: 'lock' },
        ...{ setBy: account?.id ?? '', setAt: store.now() },
      }),
    )
    const subject = await study.investigator.get(path)
    expect(JSON.stringify(subject.body)).toContain('"CMTRT":"Metformin"')
    const history = await study.investigator.get(`${path}/records/${id}/history`)
    expect(history.body).toMatchObject({ entries: [{ act: 'record.create' }] })
    const trail = await study.investigator.get(`${study.path}/audit?limit=200`)
    expect(JSON.stringify(trail.body)).toContain('Metformin')
  })

  it('OR-07: the lag report counts days per site, for the sites a person may see', async () => {
    await save('visits', 'W4', { SVSTDAT: '2026-02-20' })
    const { body } = await study.monitor.get(`${study.path}/lag-report`)
    const { sites } = body as {
      sites: { site: string; entry: { count: number; longest: number } }[]
    }
    expect(sites).toMatchObject([{ site: 'S1', entry: { count: 1, longest: 10 } }])
    expect(body).toMatchObject({ only: null, without: ['S2'] })
    const elsewhere = await study.stranger.get(`${study.path}/lag-report`)
    expect(elsewhere.body).toMatchObject({ sites: [], only: ['S2'], without: ['S2'] })
  })

  it('OR-07: the entries behind the lag report are listed, for the sites a person may see', async () => {
    const entries = `${study.path}/lag-report/entries`
    const { body } = await study.monitor.get(`${entries}?site=S1`)
    const entry = { subjid: '1001', site: 'S1', visit: 'W4', form: 'visits', days: 10 }
    const days = { visitDate: '2026-02-20', enteredOn: '2026-03-02' }
    const counts = { next: null, filtered: 1, total: 1, lateDays: 30 }
    expect(body).toMatchObject({ entries: [{ ...entry, ...days }], ...counts })
    const none = { entries: [], filtered: 0 }
    for (const filter of ['?late=yes', '?site=S2', '?cursor=1']) {
      const reply = await study.monitor.get(`${entries}${filter}`)
      expect(reply.body, filter).toMatchObject(filter === '?cursor=1' ? { entries: [] } : none)
    }
    expect((await study.stranger.get(entries)).body).toMatchObject({ ...none, total: 0 })
    expect((await study.monitor.get(`${entries}?cursor=x`)).status).toBe(422)
  })

  it('OR-07: the late entries are those of more than 30 days, as many as the report counts', async () => {
    // 31 days before the day of the tests, and 30, which is not late yet.
    const [late, justInTime] = ['2026-01-30', '2026-01-31']
    const visited = async (who: Browser, of: string, visit: string, SVSTDAT: string) => {
      const values = { items: { SVSTDAT }, rows: [] }
      const reply = await who.post(`${of}/records`, { form: 'visits', visit, values })
      expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    }
    const near = `${study.path}/subjects/1002`
    await visited(study.coordinator, near, 'W4', late)
    await visited(study.coordinator, near, 'W8', justInTime)
    const subject = { subjid: '3001', site: 'S2', values: CONSENT }
    expect((await study.stranger.post(`${study.path}/subjects`, subject)).status).toBe(201)
    const far = `${study.path}/subjects/3001`
    await visited(study.stranger, far, 'W4', late)
    await visited(study.stranger, far, 'W8', justInTime)
    await visited(study.stranger, far, 'W12', late)

    const read = async (who: Browser, address: string) =>
      (await who.get(`${study.path}/lag-report${address}`)).body
    const reported = async (who: Browser) => getLagReport.response.parse(await read(who, '')).sites
    const listed = async (who: Browser, filter: string) =>
      listEntryLags.response.parse(await read(who, `/entries?${filter}`))
    for (const who of [study.monitor, study.stranger, study.coordinator]) {
      for (const { site, entry } of await reported(who)) {
        const all = await listed(who, `site=${site}`)
        const some = await listed(who, `site=${site}&late=yes`)
        expect([all.filtered, some.filtered], site).toEqual([entry.count, entry.late])
        expect(some.entries.map(({ days }) => days)).toEqual(some.entries.map(() => 31))
      }
    }
    const lateBySite = (await reported(study.monitor)).map(({ site, entry }) => [site, entry.late])
    expect(lateBySite).toEqual([
      ['S1', 1],
      ['S2', 2],
    ])
    expect((await reported(study.stranger)).map(({ site }) => site)).toEqual(['S2'])
    expect(await listed(study.stranger, 'late=yes')).toMatchObject({ filtered: 2, total: 3 })
    expect(await listed(study.monitor, 'late=yes')).toMatchObject({ filtered: 3, total: 6 })
  })

  it('OR-07: a form that was removed since stays an entry, and is told apart', async () => {
    const path = `${study.path}/subjects/1002`
    const values = { items: { WEIGHT: '64' }, rows: [] }
    const body = { form: 'vitals', visit: 'W4', values }
    const { id } = (await study.coordinator.post(`${path}/records`, body)).body as { id: string }
    const read = async () => {
      const address = `${study.path}/lag-report/entries?site=S1&late=yes`
      return listEntryLags.response.parse((await study.monitor.get(address)).body)
    }
    const before = await read()
    expect(before.entries.find(({ record }) => record === id)?.removed).toBe(false)
    const removal = { reason: 'Entered by mistake' }
    const headers = { 'If-Match': '"1"' }
    const reply = await study.coordinator.post(`${path}/records/${id}/removal`, removal, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300)
    const { entries, filtered } = await read()
    expect(filtered).toBe(before.filtered)
    const removed = entries.filter((one) => one.removed).map(({ record }) => record)
    expect(removed).toEqual([id])
  })

  it('E28: pending results come back as work, and work stands by date', async () => {
    await save('vitals', 'W4', { SYSBP_REASND: 'PENDING' })
    await save('visits', 'W8', { SVSTDAT_REASND: 'UNKNOWN' })
    const { body } = await study.coordinator.get(`${study.path}/work`)
    const { items } = body as { items: { kind: string; form: string; date: string | null }[] }
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'result-pending', form: 'vitals', date: '2026-02-20' }),
    )
    const dates = items.map(({ date }) => date ?? '9999')
    expect(dates).toEqual([...dates].sort())
  })

  it('E31: a subject knows the ones before and after it, among those a person may see', async () => {
    const around = async (subjid: string) =>
      (await study.coordinator.get(`${study.path}/subjects/${subjid}`)).body
    expect(await around('1001')).toMatchObject({ former: null, next: '1002' })
    expect(await around('1002')).toMatchObject({ former: '1001', next: '1003' })
    expect(await around('2001')).toMatchObject({ former: '1003', next: null })
  })
})
