import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sitesAsOf } from '../../../server/studies/service.ts'
import { getLagReport } from '../../../shared/api/routes/trail.ts'
import { getStudy } from '../../../shared/api/routes/studies.ts'
import { getSubject } from '../../../shared/api/routes/subjects.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

/** It is 23:30 UTC on 2 March 2026. */
describe.each(ENGINES)('the time zone of a site on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    server.clock.advance({ hours: 15, minutes: 30 })
    study = await seedStudy(server)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const first = await change({ timeZone: 'Atlantic/Reykjavik' }, { version: 1 })
    expect(first.status, JSON.stringify(first.body)).toBe(200)
  })
  afterAll(() => server.stop())

  const change = (body: object, { version = 2, site = 'S1', who = administrator } = {}) =>
    who.put(
      `${study.path}/sites/${site}`,
      { timeZone: 'Asia/Shanghai', reason: 'The site lies in Shanghai', ...body },
      { 'If-Match': `"${version}"` },
    )
  const siteNow = async () =>
    getStudy.response.parse((await administrator.get(study.path)).body).sites[0]
  const entries = async () => {
    const { auditEntry } = server.store.t
    const all = await server.store.read.select().from(auditEntry)
    return all.filter(({ act }) => act === 'site.amend').sort((a, b) => a.seq - b.seq)
  }

  it('is changed by nobody but who manages the study', async () => {
    for (const who of [study.coordinator, study.investigator, study.monitor]) {
      expect((await change({}, { who })).status).toBe(403)
    }
  })

  it.each([
    { why: 'a zone that does not exist', body: { timeZone: 'Asia/Shangai' }, status: 422 },
    { why: 'the zone it has', body: { timeZone: 'Atlantic/Reykjavik' }, status: 422 },
    { why: 'no reason', body: { reason: ' ' }, status: 422 },
    { why: 'another version', of: { version: 1 }, status: 409 },
    { why: 'a site the study has not', of: { site: 'S9' }, status: 404 },
  ])('is not changed for $why', async ({ body = {}, of = {}, status }) => {
    expect((await change(body, of)).status).toBe(status)
    expect(await siteNow()).toMatchObject({ timeZone: 'Atlantic/Reykjavik', version: 2 })
    expect(await entries()).toHaveLength(1)
  })

  it('AT-02 OR-07: leaves its entry with the reason, and days are counted by it from then on', async () => {
    const subject = await seedSubject(study, '1001')
    for (const [visit, SVSTDAT] of [
      ['W4', '2026-03-01'],
      ['W8', '2026-03-03'],
    ]) {
      const values = { items: { SVSTDAT }, rows: [] }
      const record = { form: 'visits', visit, values }
      const saved = await study.coordinator.post(`${subject}/records`, record)
      expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    }
    const findings = async () =>
      getSubject.response
        .parse((await study.coordinator.get(subject)).body)
        .records.flatMap((record) => record.findings.map(({ key }) => key))
    const longest = async () => {
      const { body } = await study.monitor.get(`${study.path}/lag-report`)
      return getLagReport.response.parse(body).sites.map(({ entry }) => entry.longest)
    }
    expect(await findings()).toContain('finding.futureDate')
    expect(await longest()).toEqual([1])

    const reply = await change({})
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect(reply.body).toEqual(await siteNow())
    expect(await siteNow()).toMatchObject({ code: 'S1', timeZone: 'Asia/Shanghai', version: 3 })
    expect(await findings()).not.toContain('finding.futureDate')
    expect(await longest()).toEqual([2])

    const last = (await entries()).at(-1)
    expect(last).toMatchObject({ entity: 'site', reason: 'The site lies in Shanghai' })
    expect(last?.entityId).toBe(last?.siteId)
    expect(JSON.parse(last?.before ?? '')).toMatchObject({ timeZone: 'Atlantic/Reykjavik' })
    expect(JSON.parse(last?.after ?? '')).toMatchObject({ timeZone: 'Asia/Shanghai' })
  })

  describe('and its country', () => {
    const country = (body: object, version: number) =>
      administrator.put(
        `${study.path}/sites/S2`,
        { reason: 'The site lies there', ...body },
        { 'If-Match': `"${version}"` },
      )

    it('AT-02: is recorded by the three letters of ISO 3166-1, with the reason', async () => {
      const reply = await country({ country: 'CHN' }, 1)
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
      expect(reply.body).toMatchObject({ code: 'S2', country: 'CHN', version: 2 })
      const last = (await entries()).at(-1)
      expect(last?.reason).toBe('The site lies there')
      expect(JSON.parse(last?.before ?? '')).toMatchObject({ country: null })
      expect(JSON.parse(last?.after ?? '')).toMatchObject({ country: 'CHN' })
    })

    it.each([
      { why: 'no country', body: { country: 'XXX' } },
      { why: 'two letters', body: { country: 'CN' } },
      { why: 'the one it has', body: { country: 'CHN' } },
      { why: 'nothing to change', body: {} },
    ])('is not changed to $why', async ({ body }) => {
      expect((await country(body, 2)).status).toBe(422)
    })

    it('LK-04: an export of an earlier state says what was recorded then', async () => {
      const before = await entries()
      const studyId = before[0]?.chain ?? ''
      const at = async (seq: number) => {
        const sites = await sitesAsOf(server.store, { studyId, seq, at: server.store.now() })
        return sites.find(({ code }) => code === 'S2')?.country
      }
      const first = before.at(-1)?.seq ?? 0
      expect((await country({ country: 'KOR' }, 2)).status).toBe(200)
      const last = (await entries()).at(-1)?.seq ?? 0
      expect(await at(first - 1)).toBeNull()
      expect(await at(last - 1)).toBe('CHN')
      expect(await at(last)).toBe('KOR')
    })
  })
})
