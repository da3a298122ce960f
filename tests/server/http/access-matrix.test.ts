import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { can, ROLES, type Role } from '../../../shared/access/permissions.ts'
import { permissionOf, type Route } from '../../../shared/api/define.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

/** Routes whose permission belongs to a study, and those of the whole installation. */
const STUDY_ROUTES = ROUTES.filter((route) => route.path.includes('/:study'))
const INSTALLATION_ROUTES = ROUTES.filter(
  (route) => permissionOf(route) !== null && !route.path.includes('/:study'),
)

type Place = 'own site' | 'another site' | 'another study'

/** Which answer a role must get; `allowed` is any but a refusal by rights. */
function expected(route: Route, role: Role, place: Place): 'allowed' | 403 | 404 {
  const permission = permissionOf(route)
  if (permission === null) return 'allowed'
  if (place === 'another study') return 404
  const namesSubject = route.path.includes('/:subjid')
  if (namesSubject && !can(role, 'subject.read')) return 403
  if (namesSubject && place === 'another site') return 404
  return can(role, permission) ? 'allowed' : 403
}

describe('rights of every route', () => {
  let server: TestServer
  let study: SeededStudy
  let other: SeededStudy
  const people = new Map<string, Browser>()

  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server)
    other = await seedStudy(server)
    await seedSubject(study, '1001')
    await seedSubject(other, '1001')
    for (const role of ROLES) {
      const at = (site: string) => signedIn(server, [{ role, study: study.key, site }])
      people.set(`${role} own site`, await at('S1'))
      people.set(`${role} another site`, await at('S2'))
      const elsewhere = [{ role, study: other.key, site: 'S1' }]
      people.set(`${role} another study`, await signedIn(server, elsewhere))
    }
  })
  afterAll(() => server.stop())

  const call = (route: Route, browser: Browser) => {
    const path = route.path
      .replace(':study', study.key)
      .replace(':subjid', '1001')
      .replace(':visit', 'W8')
      .replace(':criteria', 'mRECIST')
      .replace(/:\w+/g, 'none')
    const headers = { 'If-Match': '"1"' }
    return browser.send(route.method.toUpperCase(), path, {
      headers,
      ...(route.method === 'get' ? {} : { body: {} }),
    })
  }

  const places: readonly Place[] = ['own site', 'another site', 'another study']
  const cases = STUDY_ROUTES.flatMap((route) =>
    ROLES.flatMap((role) => places.map((place) => ({ route, role, place, id: route.id }))),
  )

  it.each(cases)('AC-02: $id as $role of $place', async ({ route, role, place }) => {
    const browser = people.get(`${role} ${place}`)
    if (browser === undefined) throw new Error('nobody')
    const { status, body } = await call(route, browser)
    const wanted = expected(route, role, place)
    if (wanted === 'allowed') {
      const { entity } = body as { entity?: string }
      expect([401, 403]).not.toContain(status)
      expect(['study', 'subject']).not.toContain(entity)
    } else expect(status, JSON.stringify(body)).toBe(wanted)
  })

  it.each(STUDY_ROUTES)('AC-01: $id without a session', async (route) => {
    const { status } = await call(route, new Browser(server.base))
    expect(status).toBe(401)
    const stale = new Browser(server.base, `hepatrial-session=${'x'.repeat(43)}`)
    expect((await call(route, stale)).status).toBe(401)
  })

  it.each(INSTALLATION_ROUTES)(
    'AC-01: $id belongs to administrators of the installation',
    async (route) => {
      for (const role of ROLES) {
        const browser = people.get(`${role} own site`)
        if (browser === undefined) throw new Error('nobody')
        expect((await call(route, browser)).status, role).toBe(403)
      }
      const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
      expect([401, 403]).not.toContain((await call(route, administrator)).status)
      expect((await call(route, new Browser(server.base))).status).toBe(401)
    },
  )

  it('AC-02: tells an invisible study, subject or site apart from none in no way', async () => {
    const { stranger } = study
    const told = async (path: string): Promise<unknown> => {
      const { status, body } = await stranger.get(path)
      return { status, ...(body as object), instance: '' }
    }
    expect(await told(`${study.path}/subjects/1001`)).toEqual(
      await told(`${study.path}/subjects/9999`),
    )
    expect(await told(other.path)).toEqual(await told('/api/studies/none'))
    const create = async (site: string): Promise<unknown> => {
      const subject = { subjid: '2001', site, values: { items: {}, rows: [] } }
      const { status, body } = await stranger.post(`${study.path}/subjects`, subject)
      return { status, ...(body as object), instance: '' }
    }
    expect(await create('S1')).toEqual(await create('S9'))
  })

  it('AC-02: leaves subjects of other sites out of lists and counts', async () => {
    const { body } = await study.stranger.get(`${study.path}/subjects`)
    expect(body).toMatchObject({ subjects: [], total: 0, filtered: 0 })
    const own = await study.coordinator.get(`${study.path}/subjects`)
    expect(own.body).toMatchObject({ total: 1, subjects: [{ subjid: '1001' }] })
    const home = await study.stranger.get(`${study.path}/home`)
    expect(home.body).toMatchObject({ screened: 0, bySite: [] })
    const trail = await study.stranger.get(`${study.path}/audit`)
    const { entries } = trail.body as { entries: { site: string | null }[] }
    expect(entries.every(({ site }) => site === 'S2')).toBe(true)
    const { sites } = (await study.stranger.get(study.path)).body as { sites: { code: string }[] }
    expect(sites.map(({ code }) => code)).toEqual(['S2'])
  })

  it('AC-03: gives a new account no right at all', async () => {
    const nobody = await signedIn(server, [])
    expect((await nobody.get('/api/studies')).body).toEqual({ studies: [] })
    expect((await nobody.get(study.path)).status).toBe(404)
    expect((await nobody.get('/api/accounts')).status).toBe(403)
  })
})
