import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROLES } from '../../../shared/access/permissions.ts'
import type { Route } from '../../../shared/api/define.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { appCode, enrol, give, PASSWORD, person, signIn } from '../support/people.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

/** What people type that no log may hold: values, words of people about patients, names, search words. */
const SEEDED = {
  term: 'SEEDED nausea\nat night it vomits',
  changed: 'SEEDED vertigo\n    at home it falls',
  reason: 'SEEDED reason of the change',
  query: 'SEEDED words of a query',
  answer: 'SEEDED answer to the query',
  weight: '"646.3"',
  search: 'SEEDED-search-word',
  name: 'SEEDED Person of Hospital',
  token: 'SEEDED-setup-token-of-no-use-0000000000000',
}
const LEFT_OUT = new Set(['signOut', 'endOtherSessions', 'streamEvents'])

/** PostgreSQL tells the whole refused row with its error. */
const NO_MORE = {
  sqlite:
    "create trigger no_more before insert on record begin select raise(abort, 'no more'); end",
  postgres: `alter table record add constraint "no more" check (form <> 'adverse-events') not valid`,
} as const

describe('AC-12: whatever is asked of the server', () => {
  let server: TestServer
  let study: SeededStudy
  let secrets: readonly string[]

  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server)
    const subject = await seedSubject(study, '1001')
    const record = await enterSeeded(subject)
    secrets = await signInSeeded()
    await callEverything(subject, record)
    await causeFaults(subject)
  }, 120_000)
  afterAll(() => server.stop())

  /** A form, its change, a query on it with its answer: each with words of its own. */
  async function enterSeeded(subject: string): Promise<string> {
    const items = { AETERM: SEEDED.term, AETOXGR: '1', AESTDAT: '2026-02-01' }
    const form = { form: 'adverse-events', visit: null, values: { items, rows: [] } }
    const saved = await study.coordinator.post(`${subject}/records`, form)
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
    const { id } = saved.body as { id: string }
    const changed = { items: { ...items, AETERM: SEEDED.changed }, rows: [] }
    const change = { values: changed, reason: SEEDED.reason }
    const amended = await study.coordinator.put(`${subject}/records/${id}`, change, {
      'If-Match': '"1"',
    })
    expect(amended.status).toBe(200)
    const weight = { VSDAT: '2026-01-12', WEIGHT: JSON.parse(SEEDED.weight) as string }
    const vitals = { form: 'vitals', visit: 'BASELINE', values: { items: weight, rows: [] } }
    const measured = await study.coordinator.post(`${subject}/records`, vitals)
    expect(measured.status, JSON.stringify(measured.body)).toBe(201)
    const asked = { record: id, item: 'AETERM', groupRow: '', text: SEEDED.query }
    const query = await study.monitor.post(`${subject}/queries`, asked)
    expect(query.status).toBe(201)
    const { id: queryId } = query.body as { id: string }
    const answer = { text: SEEDED.answer }
    expect(
      (await study.coordinator.post(`${subject}/queries/${queryId}/answer`, answer)).status,
    ).toBe(200)
    return id
  }

  /** Somebody signs in with everything that opens a door; gives those secrets. */
  async function signInSeeded(): Promise<readonly string[]> {
    const root = await signedIn(server, [{ role: 'administrator', study: null }])
    const owner = await person(server, 'ada')
    await give(server, root, 'ada', { role: 'data-manager', study: study.key })
    const { secret, recoveryCodes } = await enrol(server, owner)
    server.clock.advance({ minutes: 1 })
    const made = await owner.post('/api/own-access/tokens', {
      ...{ name: 'job', scopes: ['subjects'], days: 1 },
      ...{ password: PASSWORD, code: appCode(server, secret) },
    })
    const { token } = made.body as { token: string }
    await new Browser(server.base).get(`${study.path}/subjects`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    await signIn(server, 'ada', { code: recoveryCodes[0] ?? '' })
    await root.post('/api/accounts', { username: 'new-nurse', displayName: SEEDED.name })
    await new Browser(server.base).get(`/setup?token=${SEEDED.token}`)
    await new Browser(server.base).post('/api/setup', { token: SEEDED.token, password: PASSWORD })
    const cookies = [owner, root].map(({ cookie }) => cookie?.split('=')[1] ?? '')
    return [PASSWORD, secret, token.slice(4), ...recoveryCodes, ...cookies]
  }

  /** Every route, with words in its query, in a body that fits nothing, and in one that is no JSON. */
  async function callEverything(subject: string, record: string): Promise<void> {
    const rights = ROLES.map((role) => ({ role, study: study.key }))
    const everybody = await signedIn(server, [...rights, { role: 'administrator', study: null }])
    const subjid = subject.split('/').at(-1) ?? ''
    for (const route of ROUTES.filter(({ id }) => !LEFT_OUT.has(id))) {
      const path = `${pathOf(route, { subjid, record })}?search=${SEEDED.search}&text=${SEEDED.token}`
      const method = route.method.toUpperCase()
      const headers = { 'If-Match': '"1"' }
      if (route.method === 'get') await everybody.send(method, path, { headers })
      else {
        const body = {
          text: SEEDED.query,
          reason: SEEDED.reason,
          values: SEEDED.term,
          rows: SEEDED,
        }
        await everybody.send(method, path, { headers, body })
        await everybody.send(method, path, { headers, raw: `{"text": ${SEEDED.search}` })
      }
    }
  }

  function pathOf(route: Route, { subjid, record }: { subjid: string; record: string }): string {
    return route.path
      .replace(':study', study.key)
      .replace(':subjid', subjid)
      .replace(':record', record)
      .replaceAll(/:\w+/g, 'none')
  }

  /** The database refuses to write, and holds what is no JSON. */
  async function causeFaults(subject: string): Promise<void> {
    await server.execute(NO_MORE[server.store.engine])
    const items = { AETERM: SEEDED.term, AETOXGR: '2', AESTDAT: '2026-02-02' }
    const form = { form: 'adverse-events', visit: null, values: { items, rows: [] } }
    expect((await study.coordinator.post(`${subject}/records`, form)).status).toBe(500)
    await server.execute(`update record set "values" = '{"items": SEEDED}' where form = 'vitals'`)
    expect((await study.monitor.get(subject)).status).toBe(500)
  }

  it('leaves no value, no word that was typed and no secret in the log', () => {
    const log = server.log()
    expect(log.split('\n').length).toBeGreaterThan(ROUTES.length)
    expect(log.match(/"msg":"fault"/g)?.length).toBeGreaterThanOrEqual(2)
    expect(log).toContain('no more')
    expect(log).toContain('1001')
    for (const text of [...Object.values(SEEDED), ...secrets]) {
      expect(text.length).toBeGreaterThan(5)
      expect(log.includes(text) || log.includes(JSON.stringify(text).slice(1, -1)), text).toBe(
        false,
      )
    }
    expect(log).not.toMatch(/SEEDED|vomits|falls/)
  })

  it('PR-06: gives each answer the number under which the log has it', async () => {
    const { body, headers } = await study.monitor.get('/api/nothing')
    const id = headers.get('x-request-id') ?? 'none'
    expect(body).toMatchObject({ instance: `urn:uuid:${id}` })
    expect(server.log()).toContain(`"id":"${id}"`)
  })
})
