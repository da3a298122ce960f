import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { CONSENT, seedStudy, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('the calendar day at a site on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let coordinator: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const site = { code: 'SH', name: 'Shanghai', timeZone: 'Asia/Shanghai' }
    expect((await administrator.post(`${study.path}/sites`, site)).status).toBe(201)
    // 18:00 in UTC is 02:00 of the next day in Shanghai.
    server.clock.advance({ hours: 10 })
    coordinator = await signedIn(server, [{ role: 'coordinator', study: study.key, site: 'SH' }])
    const subject = { subjid: '1001', site: 'SH', values: CONSENT }
    expect((await coordinator.post(`${study.path}/subjects`, subject)).status).toBe(201)
  })
  afterAll(() => server.stop())

  it('TM-03: a date of today at the site is not in the future, and fires nothing; tomorrow is', async () => {
    const saved = async (visit: string, VSDAT: string): Promise<readonly string[]> => {
      const values = { items: { VSDAT, PULSE: '72' }, rows: [] }
      const record = { form: 'vitals', visit, values }
      const { status, body } = await coordinator.post(`${study.path}/subjects/1001/records`, record)
      expect(status, JSON.stringify(body)).toBe(201)
      return (body as { findings: { key: string }[] }).findings.map(({ key }) => key)
    }
    expect(await saved('BASELINE', '2026-03-03')).not.toContain('finding.futureDate')
    expect(await saved('W4', '2026-03-04')).toContain('finding.futureDate')
    const { body } = await coordinator.get(`${study.path}/firings?check=GEN-FUTURE`)
    const { firings } = body as { firings: { visit: string | null }[] }
    expect(firings.map(({ visit }) => visit)).toEqual(['W4'])
  })
})
