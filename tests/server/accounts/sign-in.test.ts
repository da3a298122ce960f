import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createAccount,
  createAccountServices,
  offerSetup,
} from '../../../server/accounts/service.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { systemActs } from '../support/seed.ts'
import { Browser, startServer, type Reply, type TestServer } from '../support/test-server.ts'

const PASSWORD = 'correct horse battery'

describe.each(ENGINES)('signing in on $engine', ({ open }) => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer(open)
  })
  afterAll(() => server.stop())

  /** A person whose first password is already changed. */
  const person = async (username: string): Promise<void> => {
    const services = createAccountServices(server.store)
    const actor = systemActor({ part: 'test', studyId: null })
    const names = { username, displayName: username.toUpperCase() }
    const { firstPassword } = await createAccount(services, actor, names)
    const browser = new Browser(server.base)
    await browser.post('/api/sign-in', { username, password: firstPassword })
    const changed = await browser.post('/api/password', { current: firstPassword, next: PASSWORD })
    expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  }
  const signIn = (username: string, password: string, browser = new Browser(server.base)) =>
    browser.post('/api/sign-in', { username, password })
  /** All that tells one refusal from another, but the number of the request. */
  const toldBy = ({ status, body }: Reply) => ({ status, ...(body as object), instance: '' })

  it('makes the first administrator by the one-time token, once', async () => {
    const token = await offerSetup(server.store)
    const who = { username: 'first', displayName: 'First Admin', password: PASSWORD }
    const browser = new Browser(server.base)
    expect((await browser.post('/api/setup', { ...who, token: 'wrong' })).status).toBe(401)
    const weak = await browser.post('/api/setup', { ...who, token, password: 'first-first-first' })
    expect(weak.body).toMatchObject({ errors: [{ pointer: '/password' }] })
    const made = await browser.post('/api/setup', { ...who, token })
    expect(made.status, JSON.stringify(made.body)).toBe(200)
    expect(made.body).toMatchObject({ grants: [{ role: 'administrator', study: null }] })
    expect((await browser.get('/api/accounts')).status).toBe(200)
    const again = await browser.post('/api/setup', { ...who, token, username: 'second' })
    expect(again.status).toBe(401)
    expect(await offerSetup(server.store)).toBeNull()
    const { setupToken } = server.store.t
    const stored = await server.store.read.select().from(setupToken)
    expect(JSON.stringify(stored)).not.toContain(token)
  })

  it('AC-12: opens a session by an httpOnly, sameSite cookie, and ends it', async () => {
    await person('ada')
    const browser = new Browser(server.base)
    const reply = await signIn('ADA', PASSWORD, browser)
    expect(reply.status).toBe(200)
    const cookie = reply.headers.get('set-cookie') ?? ''
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect((await browser.get('/api/session')).body).toMatchObject({
      account: { username: 'ada', mustChangePassword: false },
      idleMinutes: 30,
    })
    const kept = new Browser(server.base, browser.cookie)
    expect((await browser.post('/api/sign-out', undefined)).status).toBe(204)
    expect((await kept.get('/api/studies')).status).toBe(401)
    const acts = await systemActs(server)
    expect(acts).toContain('session.sign-in')
    expect(acts).toContain('session.sign-out')
  })

  it('AC-07: answers a wrong password, an unknown name and a locked account alike; the sixth wrong attempt finds it locked', async () => {
    await person('bob')
    const wrong = await signIn('bob', 'not the password')
    const unknown = await signIn('nobody', 'not the password')
    for (let attempt = 2; attempt <= 5; attempt += 1) await signIn('bob', 'not the password')
    const sixth = await signIn('bob', PASSWORD)
    expect(sixth.status).toBe(401)
    expect(toldBy(wrong)).toEqual(toldBy(unknown))
    expect(toldBy(sixth)).toEqual(toldBy(wrong))
    const acts = await systemActs(server)
    expect(acts.filter((act) => act === 'account.lock')).toHaveLength(1)
    expect(acts.filter((act) => act === 'session.sign-in-failed').length).toBeGreaterThanOrEqual(7)
  })

  it('AC-07: counts simultaneous failures one by one', async () => {
    await person('eve')
    await Promise.all(Array.from({ length: 6 }, () => signIn('eve', 'guess')))
    const { account } = server.store.t
    const rows = await server.store.read.select().from(account)
    const eve = rows.find(({ username }) => username === 'eve')
    expect(eve).toMatchObject({ locked: true, failedAttempts: 5 })
    expect((await signIn('eve', PASSWORD)).status).toBe(401)
  })

  it('AC-07: many attempts at the same moment are no way around the limit of an address', async () => {
    const crowd = await startServer(open)
    const attempts = Array.from({ length: 100 }, (_, at) =>
      new Browser(crowd.base).post('/api/sign-in', { username: `nobody-${at}`, password: 'no' }),
    )
    const statuses = (await Promise.all(attempts)).map(({ status }) => status)
    await crowd.stop()
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(60)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(40)
  })

  it('forgets failures after a success', async () => {
    await person('carl')
    for (let attempt = 1; attempt <= 4; attempt += 1) await signIn('carl', 'wrong')
    expect((await signIn('carl', PASSWORD)).status).toBe(200)
    for (let attempt = 1; attempt <= 4; attempt += 1) await signIn('carl', 'wrong')
    expect((await signIn('carl', PASSWORD)).status).toBe(200)
  })

  it('AC-08: ends an idle session after 30 minutes and a used one after 12 hours', async () => {
    await person('dora')
    const idle = new Browser(server.base)
    await signIn('dora', PASSWORD, idle)
    server.clock.advance({ minutes: 29 })
    expect((await idle.get('/api/studies')).status).toBe(200)
    server.clock.advance({ minutes: 31 })
    expect((await idle.get('/api/studies')).status).toBe(401)

    const used = new Browser(server.base)
    await signIn('dora', PASSWORD, used)
    for (let half = 1; half <= 23; half += 1) {
      server.clock.advance({ minutes: 29 })
      await used.get('/api/session')
    }
    expect((await used.get('/api/studies')).status).toBe(200)
    for (let half = 1; half <= 2; half += 1) {
      server.clock.advance({ minutes: 29 })
      await used.get('/api/session')
    }
    expect((await used.get('/api/studies')).status).toBe(401)
    const acts = await systemActs(server)
    expect(acts.filter((act) => act === 'session.time-out')).toHaveLength(2)
  })

  it('AC-09: lets nothing through before the first password is changed', async () => {
    const services = createAccountServices(server.store)
    const actor = systemActor({ part: 'test', studyId: null })
    const { firstPassword } = await createAccount(services, actor, {
      username: 'fred',
      displayName: 'Fred',
    })
    const browser = new Browser(server.base)
    await signIn('fred', firstPassword, browser)
    expect((await browser.get('/api/studies')).body).toMatchObject({
      type: 'urn:problem:password-change-required',
    })
    const change = (next: string) => browser.post('/api/password', { current: firstPassword, next })
    expect((await change('too short')).body).toMatchObject({
      errors: [{ pointer: '/next', key: 'password.tooShort' }],
    })
    expect((await change('xx-FRED-is-my-name')).body).toMatchObject({
      errors: [{ key: 'password.containsUsername' }],
    })
    expect((await change(firstPassword)).body).toMatchObject({
      errors: [{ key: 'password.reused' }],
    })
    expect((await change(PASSWORD)).status).toBe(200)
    expect((await browser.get('/api/studies')).status).toBe(200)
  })

  it('AC-09: refuses the last five passwords and admits the one before them', async () => {
    await person('gina')
    const browser = new Browser(server.base)
    await signIn('gina', PASSWORD, browser)
    let current = PASSWORD
    const change = async (next: string): Promise<number> => {
      const { status } = await browser.post('/api/password', { current, next })
      if (status === 200) current = next
      return status
    }
    for (const number of [1, 2, 3, 4]) expect(await change(`another password ${number}`)).toBe(200)
    expect(await change(PASSWORD)).toBe(422)
    expect(await change('another password 5')).toBe(200)
    expect(await change(PASSWORD)).toBe(200)
  })

  it('AC-06: ends the other sessions when the password changes', async () => {
    await person('hugo')
    const [here, there] = [new Browser(server.base), new Browser(server.base)]
    await signIn('hugo', PASSWORD, here)
    await signIn('hugo', PASSWORD, there)
    await here.post('/api/password', { current: PASSWORD, next: 'a new password for me' })
    expect((await here.get('/api/studies')).status).toBe(200)
    expect((await there.get('/api/studies')).status).toBe(401)
  })

  it('AC-09: stores neither password nor session token', async () => {
    await person('iris')
    const browser = new Browser(server.base)
    await signIn('iris', PASSWORD, browser)
    const token = browser.cookie?.split('=')[1] ?? ''
    const { account, session, auditEntry } = server.store.t
    const all = JSON.stringify([
      await server.store.read.select().from(account),
      await server.store.read.select().from(session),
      await server.store.read.select().from(auditEntry),
    ])
    expect(token.length).toBe(43)
    expect(all).not.toContain(token)
    expect(all).not.toContain(PASSWORD)
    expect(all).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })
})
