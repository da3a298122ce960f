import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { openStudy } from '../../../server/studies/service.ts'
import { getStudy } from '../../../shared/api/routes/studies.ts'
import { getLagReport, listRiskPatterns } from '../../../shared/api/routes/trail.ts'
import { getSubject } from '../../../shared/api/routes/subjects.ts'
import { listWork } from '../../../shared/api/routes/work.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { CONSENT } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const STUDY = '/api/studies/ZONES'
const DEFINITION = builtInFamilies.protocols.get('donafenib-switch')

/** It is 23:30 UTC on 2 March 2026: 07:30 of the 3rd in Shanghai. */
describe.each(ENGINES)('the calendar day of a site on $engine', ({ open }) => {
  let server: TestServer
  let coordinator: Browser
  let monitor: Browser
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    server.clock.advance({ hours: 15, minutes: 30 })
    const sites = [
      { code: 'EAST', name: 'Shanghai', timeZone: 'Asia/Shanghai' },
      { code: 'ZERO', name: 'Reykjavik', timeZone: 'Atlantic/Reykjavik' },
    ]
    const actor = systemActor({ part: 'test', studyId: null })
    await openStudy(server.store, actor, { studyKey: 'ZONES', definition: DEFINITION, sites })
    coordinator = await signedIn(server, [{ role: 'coordinator', study: 'ZONES' }])
    monitor = await signedIn(server, [{ role: 'monitor', study: 'ZONES' }])
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
  })
  afterAll(() => server.stop())

  const post = async (path: string, body: object, who = coordinator): Promise<void> => {
    const reply = await who.post(`${STUDY}${path}`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  const save = (subjid: string, form: string, visit: string | null, items: object) =>
    post(`/subjects/${subjid}/records`, { form, visit, values: { items, rows: [] } })
  const register = (subjid: string, site: string) =>
    post('/subjects', { subjid, site, values: CONSENT })
  const fileOf = async (subjid: string) =>
    getSubject.response.parse((await coordinator.get(`${STUDY}/subjects/${subjid}`)).body)

  it('OR-07: an entry made late in the evening by UTC counts to the day that the site has', async () => {
    for (const [subjid, site] of [
      ['1001', 'EAST'],
      ['2001', 'ZERO'],
    ] as const) {
      await register(subjid, site)
      await save(subjid, 'visits', 'W8', { SVSTDAT: '2026-02-01' })
    }
    const { sites } = getLagReport.response.parse((await monitor.get(`${STUDY}/lag-report`)).body)
    expect(sites.map(({ site, entry }) => [site, entry.longest, entry.late])).toEqual([
      ['EAST', 30, 0],
      ['ZERO', 29, 0],
    ])
  })

  it('AT-17: an entry is late by the calendar of its site', async () => {
    await save('1001', 'visits', 'W4', { SVSTDAT: '2026-01-31' })
    await save('2001', 'visits', 'W4', { SVSTDAT: '2026-01-31' })
    const { body } = await monitor.get(`${STUDY}/audit-patterns`)
    const { findings } = listRiskPatterns.response.parse(body)
    expect(findings.map(({ subjid, pattern, value }) => [subjid, pattern, value])).toEqual([
      ['1001', 'late-entry', 31],
    ])
  })

  // Week 4 is day 29, three days more or less.
  it.each([
    { first: '2026-02-06', opens: 'on 3 March', east: 'due', zero: 'not-due' },
    { first: '2026-01-30', opens: 'until 2 March', east: 'overdue', zero: 'due' },
  ])('E28: a visit to be made $opens is $east in Shanghai, $zero by UTC', async (row) => {
    const { first, east, zero } = row
    const cells: unknown[] = []
    for (const [site, expected] of [
      ['EAST', east],
      ['ZERO', zero],
    ] as const) {
      const subjid = `${site}-${first}`
      await register(subjid, site)
      await save(subjid, 'exposure', null, {
        EXTRT: 'DONAFENIB',
        EXDOSE: '200',
        EXSTDAT: first,
      })
      const cell = (await fileOf(subjid)).cells.find(({ visit }) => visit === 'W4')
      cells.push(cell?.overlays.includes('overdue') === true ? 'overdue' : cell?.state)
      const { items } = listWork.response.parse((await coordinator.get(`${STUDY}/work`)).body)
      const work = items.filter((item) => item.subjid === subjid && item.visit === 'W4')
      expect(work.map(({ kind }) => kind)).toEqual(
        expected === 'not-due' ? [] : [`visit-${expected}`],
      )
    }
    expect(cells).toEqual([east, zero])
  })

  it('DC-14: an amendment is in force from its day on, by the calendar of each site', async () => {
    const body = { definition: { ...DEFINITION, version: '1.1' }, note: 'Amendment 1' }
    const published = await administrator.post(`${STUDY}/versions`, body, { 'If-Match': '"1"' })
    expect(published.status, JSON.stringify(published.body)).toBe(201)
    const reason = 'Ethics committee'
    for (const site of ['ZERO', 'EAST']) {
      const approval = { site, effectiveFrom: '2026-03-03', reason }
      const reply = await administrator.post(`${STUDY}/versions/2/approvals`, approval)
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300)
      const study = getStudy.response.parse((await administrator.get(STUDY)).body)
      expect(study.definitionVersion).toBe(site === 'ZERO' ? '1' : '2')
    }
    expect((await fileOf('1001')).definitionVersion).toBe('2')
    expect((await fileOf('2001')).definitionVersion).toBe('1')
  })

  it('DC-14: a site west of UTC begins with the version it is opened on, on its own day', async () => {
    server.clock.advance({ hours: 2 })
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    coordinator = await signedIn(server, [{ role: 'coordinator', study: 'ZONES' }])
    const site = { code: 'WEST', name: 'Los Angeles', timeZone: 'America/Los_Angeles' }
    await post('/sites', site, administrator)
    await register('3001', 'WEST')
    expect((await fileOf('3001')).definitionVersion).toBe('2')
  })
})
