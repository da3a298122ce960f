import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PERMISSIONS } from '../../../shared/access/permissions.ts'
import { TOKEN_SCOPE_NAMES } from '../../../shared/access/token-scopes.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { give, idOf, PASSWORD, person, signIn } from '../support/people.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

interface SessionRow {
  readonly id: string
  readonly device: string | null
  readonly current: boolean
}

describe.each(ENGINES)('own sessions and access tokens on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    await seedSubject(study, '1001')
    administrator = await signedIn(server, [{ role: 'administrator', study: null }], 'root')
  })
  afterAll(() => server.stop())

  const sessionsOf = async (browser: Browser): Promise<readonly SessionRow[]> =>
    ((await browser.get('/api/own-access')).body as { sessions: SessionRow[] }).sessions

  it('AC-06: a person sees the own live sessions and ends one, or all others', async () => {
    const here = await person(server, 'ada')
    const [there, third] = [new Browser(server.base), new Browser(server.base)]
    await there.send('POST', '/api/sign-in', {
      body: { username: 'ada', password: PASSWORD },
      headers: { 'User-Agent': 'Ward computer' },
    })
    await signIn(server, 'ada', {}, third)
    const rows = await sessionsOf(here)
    expect(rows.filter(({ current }) => current)).toHaveLength(1)
    const ward = rows.find(({ device }) => device === 'Ward computer')
    const end = `/api/own-access/sessions/${ward?.id ?? ''}/end`
    const stranger = await person(server, 'eve')
    expect((await stranger.post(end, {})).status).toBe(404)
    expect((await here.post(end, {})).status).toBe(200)
    expect((await there.get('/api/studies')).status).toBe(401)
    expect((await here.post(end, {})).status).toBe(404)
    expect((await here.post('/api/own-access/other-sessions/end', {})).body).toEqual({ ended: 1 })
    expect((await third.get('/api/studies')).status).toBe(401)
    expect(await sessionsOf(here)).toHaveLength(1)
  })

  it('AC-06: an administrator ends all sessions of a person, with a reason', async () => {
    const browser = await person(server, 'bea')
    const path = `/api/accounts/${await idOf(server, 'bea')}/sessions/end`
    expect((await browser.post(path, { reason: 'x' })).status).toBe(403)
    expect((await administrator.post(path, { reason: 'left open' })).body).toEqual({ ended: 1 })
    expect((await browser.get('/api/studies')).status).toBe(401)
    expect(
      (await administrator.post('/api/accounts/none/sessions/end', { reason: 'x' })).status,
    ).toBe(404)
  })

  const makeToken = async (
    browser: Browser,
    wish: { scopes: readonly string[]; days?: number; name?: string },
  ) => {
    const body = { name: 'nightly', days: 30, password: PASSWORD, ...wish }
    const reply = await browser.post('/api/own-access/tokens', body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    const { token, view } = reply.body as { token: string; view: { id: string } }
    return { token, id: view.id }
  }
  const withToken = (token: string, path: string, method = 'GET', body?: object) =>
    new Browser(server.base).send(method, path, {
      headers: { Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    })

  it('AC-02, AC-06: a token reads what its scopes name, within the rights of its owner at that moment', async () => {
    const owner = await person(server, 'cleo')
    await give(server, administrator, 'cleo', { role: 'coordinator', study: study.key, site: 'S1' })
    const { token } = await makeToken(owner, { scopes: ['subjects'] })
    expect((await withToken(token, `${study.path}/subjects`)).body).toMatchObject({ total: 1 })
    expect((await withToken(token, '/api/studies')).status).toBe(200)
    expect((await withToken(token, `${study.path}/audit`)).status).toBe(403)
    expect((await withToken(token, '/api/notices')).status).toBe(403)
    const { grants } = (await owner.get('/api/session')).body as { grants: { id: string }[] }
    const end = `/api/accounts/${await idOf(server, 'cleo')}/grants/${grants[0]?.id ?? ''}/end`
    await administrator.post(end, { reason: 'left' })
    expect((await withToken(token, `${study.path}/subjects`)).status).toBe(404)
  })

  it('AC-01, OR-01: a token of any scope never writes, signs or administers', async () => {
    const owner = await person(server, 'dora')
    await give(server, administrator, 'dora', { role: 'coordinator', study: study.key, site: 'S1' })
    const { token } = await makeToken(owner, { scopes: TOKEN_SCOPE_NAMES })
    const writes = ROUTES.filter(({ method, access }) => method !== 'get' && access !== 'public')
    expect(writes.length).toBeGreaterThan(40)
    for (const { method, path, id } of writes) {
      const address = path
        .replace(':study', study.key)
        .replace(':subjid', '1001')
        .replaceAll(/:\w+/g, 'none')
      expect((await withToken(token, address, method.toUpperCase(), {})).status, id).toBe(403)
    }
    const reads = Object.keys(PERMISSIONS).filter((one) => one.endsWith('.read'))
    expect(reads).toContain('subject.read')
    expect((await withToken(token, '/api/accounts')).status).toBe(403)
  })

  it('AC-11: a token is shown once, stored as a hash, and its making, first address and end are logged', async () => {
    const owner = await person(server, 'emil')
    const weak = { name: 'x', scopes: ['subjects'], days: 366, password: PASSWORD }
    expect((await owner.post('/api/own-access/tokens', weak)).status).toBe(422)
    const wrong = { ...weak, days: 30, password: 'not the password' }
    expect((await owner.post('/api/own-access/tokens', wrong)).status).toBe(401)
    const { token, id } = await makeToken(owner, { scopes: ['studies'] })
    expect(token).toMatch(/^hep_[\w-]{43}$/)
    const { accessToken, auditEntry } = server.store.t
    const stored = JSON.stringify([
      await server.store.read.select().from(accessToken),
      await server.store.read.select().from(auditEntry),
    ])
    expect(stored).not.toContain(token.slice(4))
    await withToken(token, '/api/studies')
    await withToken(token, '/api/studies')
    const list = (await owner.get('/api/own-access')).body as { tokens: { lastUsedAt: string }[] }
    expect(list.tokens[0]?.lastUsedAt).not.toBeNull()
    const revoke = `/api/own-access/tokens/${id}/revocation`
    expect((await administrator.post(revoke, {})).status).toBe(404)
    expect((await owner.post(revoke, {})).status).toBe(200)
    expect((await withToken(token, '/api/studies')).status).toBe(401)
    const trail = (await administrator.get('/api/system-trail?username=emil&limit=20')).body as {
      entries: { act: string; address: string }[]
    }
    const acts = trail.entries.map(({ act }) => act)
    expect(acts.filter((act) => act === 'token.new-address')).toHaveLength(1)
    expect(acts.slice(0, 3)).toEqual(['token.revoke', 'token.new-address', 'token.create'])
  })

  it('AC-11: what a script takes is logged with the name of its token', async () => {
    const owner = await person(server, 'fay')
    const grant = { role: 'statistician', study: study.key }
    await give(server, administrator, 'fay', grant)
    const { token } = await makeToken(owner, { scopes: ['export'], name: 'sas job' })
    const { files } = (await withToken(token, `${study.path}/exports/csv`)).body as {
      files: { name: string }[]
    }
    const file = `${study.path}/exports/csv/files/${files[0]?.name ?? ''}?purpose=Test`
    expect((await withToken(token, file)).status).toBe(200)
    const { auditEntry } = server.store.t
    const entries = await server.store.read.select().from(auditEntry)
    const taken = entries.findLast(({ act }) => act === 'study.export')
    expect(taken).toMatchObject({ username: 'fay', sourceAddress: '127.0.0.1 token sas job' })
    expect((await actsOf(server, study.key)).at(-1)?.act).toBe('study.export')
  })

  it('AC-06: tokens end on their day, with a lock, and at the hand of an administrator', async () => {
    const owner = await person(server, 'gil')
    const { token: short } = await makeToken(owner, { scopes: ['studies'], days: 1 })
    const { token: long } = await makeToken(owner, { scopes: ['studies'], days: 365 })
    expect((await withToken(short, '/api/studies')).status).toBe(200)
    server.clock.advance({ hours: 25 })
    const root = await signedIn(server, [{ role: 'administrator', study: null }])
    expect((await withToken(short, '/api/studies')).status).toBe(401)
    const id = await idOf(server, 'gil')
    await root.put(`/api/accounts/${id}/lock`, { locked: true, reason: 'x' })
    expect((await withToken(long, '/api/studies')).status).toBe(401)
    await root.put(`/api/accounts/${id}/lock`, { locked: false, reason: 'x' })
    expect((await withToken(long, '/api/studies')).status).toBe(200)
    const revoked = await root.post(`/api/accounts/${id}/tokens/revoke`, { reason: 'leaked' })
    expect(revoked.body).toEqual({ revoked: 2 })
    expect((await withToken(long, '/api/studies')).status).toBe(401)
  })

  it('AC-07: an address that keeps trying tokens waits, and sign-in stays open to it', async () => {
    let status = 0
    for (let attempt = 0; attempt <= 60; attempt += 1) {
      status = (await withToken('hep_wrong', '/api/studies')).status
    }
    expect(status).toBe(429)
    expect((await signIn(server, 'ada')).status).toBe(200)
  })
})
