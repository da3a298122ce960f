import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES, type Role } from '../../../shared/access/permissions.ts'
import type { Route } from '../../../shared/api/define.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const GUARDED = ROUTES.filter(({ access }) => access !== 'public' && access !== 'session-if-any')
const OF_STUDY = ROUTES.filter(({ path }) => path.includes('/:study'))
const OF_SUBJECT = ROUTES.filter(({ path }) => path.includes('/:subjid'))

let server: TestServer
let study: SeededStudy
beforeAll(async () => {
  server = await startServer(openTestStore)
  study = await seedStudy(server)
  await seedSubject(study, '1001')
})
afterAll(() => server.stop())

interface Told {
  readonly status: number
  readonly body: unknown
}

async function call(route: Route, browser: Browser, subjid = '1001'): Promise<Told> {
  const path = route.path
    .replace(':study', study.key)
    .replace(':subjid', subjid)
    .replace(':visit', 'W8')
    .replace(':criteria', 'mRECIST')
    .replace(/:\w+/g, 'none')
  const { status, body } = await browser.send(route.method.toUpperCase(), path, {
    headers: { 'If-Match': '"1"', 'Idempotency-Key': `attack-${route.id}-${subjid}` },
    ...(route.method === 'get' ? {} : { body: {} }),
  })
  const known = typeof body === 'object' && body !== null ? body : { body }
  return { status, body: { ...known, instance: '' } }
}

async function everyRole(site: string): Promise<ReadonlyMap<Role, Browser>> {
  const people = ROLES.map(
    async (role) => [role, await signedIn(server, [{ role, study: study.key, site }])] as const,
  )
  return new Map(await Promise.all(people))
}

describe('AC-01: a session that has expired', () => {
  let people: ReadonlyMap<Role, Browser>
  beforeAll(async () => {
    people = await everyRole('S1')
    for (const browser of people.values()) {
      expect((await browser.get('/api/session')).status).toBe(200)
    }
    server.clock.advance({ hours: 1 })
  })

  it.each(GUARDED)('opens $id for no role, and is told nothing', async (route) => {
    for (const [role, browser] of people) {
      const { status, body } = await call(route, browser)
      expect(status, role).toBe(401)
      expect(body, role).toEqual({
        type: 'urn:problem:not-signed-in',
        title: 'Sign in first.',
        ...{ status: 401, instance: '' },
      })
    }
  })
})

describe('AC-06: a right that was withdrawn while the session is open', () => {
  let people: ReadonlyMap<Role, Browser>
  beforeAll(async () => {
    people = await everyRole('S1')
    for (const [role, browser] of people) {
      const { status } = await browser.get(study.path)
      expect([200, 403], role).toContain(status)
    }
    const { accountGrant, study: studies } = server.store.t
    const [row] = await server.store.read
      .select({ id: studies.id })
      .from(studies)
      .where(eq(studies.studyKey, study.key))
    const validTo = server.store.now()
    await server.store.write((tx) =>
      tx
        .update(accountGrant)
        .set({ validTo })
        .where(eq(accountGrant.studyId, row?.id ?? '')),
    )
    server.clock.advance({ minutes: 1 })
  })

  it.each(OF_STUDY)('opens $id no more: the study is not there', async (route) => {
    for (const [role, browser] of people) {
      const { status, body } = await call(route, browser)
      expect(status, role).toBe(404)
      expect(body, role).toMatchObject({ type: 'urn:problem:not-found', entity: 'study' })
    }
  })
})

describe('AC-02: a subject of another site', () => {
  let people: ReadonlyMap<Role, Browser>
  beforeAll(async () => {
    people = await everyRole('S2')
  })

  it.each(OF_SUBJECT)('is for $id the same as one that was never registered', async (route) => {
    for (const [role, browser] of people) {
      const there = await call(route, browser, '1001')
      expect(there, role).toEqual(await call(route, browser, '9999'))
      expect([403, 404], role).toContain(there.status)
    }
  })
})

describe('AC-01: the table of routes', () => {
  it('leaves only signing in, the first setting up and the look at the session without one', () => {
    const open = ROUTES.filter((route) => !GUARDED.includes(route)).map(({ id }) => id)
    expect(open.sort()).toEqual(['getSession', 'getSetup', 'setUp', 'signIn'])
  })
})
