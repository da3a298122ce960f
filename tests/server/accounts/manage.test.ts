import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isoDayAt } from '../../../shared/kernel/time-zone.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, systemActs, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

interface AccountBody {
  readonly id: string
  readonly locked: boolean
  readonly grants: readonly {
    id: string
    role: string
    site: string | null
    from: string
    to: string | null
    timeZone: string
  }[]
}

describe.each(ENGINES)('accounts and rights on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }], 'root')
  })
  afterAll(() => server.stop())

  const accountOf = async (username: string): Promise<AccountBody> => {
    const { accounts } = (await administrator.get('/api/accounts')).body as {
      accounts: (AccountBody & { username: string })[]
    }
    const found = accounts.find((account) => account.username === username)
    if (found === undefined) throw new Error(`no account ${username}`)
    return found
  }

  it('AC-03: creates an account without rights and gives its first password once', async () => {
    const headers = { 'Idempotency-Key': 'create-lea-0001' }
    const body = { username: 'lea', displayName: 'Lea' }
    const reply = await administrator.post('/api/accounts', body, headers)
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({ account: { username: 'lea', grants: [] } })
    const again = await administrator.post('/api/accounts', body, headers)
    expect(again.body).toMatchObject({ type: 'urn:problem:already-exists', key: 'lea' })
    const { idempotencyKey } = server.store.t
    expect(await server.store.read.select().from(idempotencyKey)).toEqual([])
    expect((await systemActs(server)).at(-1)).toBe('account.create')
    const upper = { username: 'LEA', displayName: 'Lea' }
    expect((await administrator.post('/api/accounts', upper)).status).toBe(422)
  })

  it('AC-05, AC-06: gives and ends a right at once, and keeps both in the list of rights', async () => {
    const person = await signedIn(server, [], 'max')
    expect((await person.get(study.path)).status).toBe(404)
    const { id } = await accountOf('max')
    const grant = { role: 'coordinator', study: study.key, site: 'S1' }
    const given = await administrator.post(`/api/accounts/${id}/grants`, grant)
    expect(given.status, JSON.stringify(given.body)).toBe(201)
    expect((await person.get(study.path)).status).toBe(200)
    const [held] = (given.body as AccountBody).grants
    const end = `/api/accounts/${id}/grants/${held?.id ?? ''}/end`
    const ended = await administrator.post(end, { reason: 'left the hospital' })
    expect(ended.status).toBe(200)
    expect((await person.get(study.path)).status).toBe(404)
    const [past] = (await accountOf('max')).grants
    expect(past).toMatchObject({ role: 'coordinator' })
    expect(past?.to).not.toBeNull()
    expect((await administrator.post(end, { reason: 'again' })).status).toBe(409)
    expect((await systemActs(server)).slice(-2)).toEqual(['grant.give', 'grant.end'])
  })

  it('lets a right begin and end on its days', async () => {
    const person = await signedIn(server, [], 'nora')
    const { id } = await accountOf('nora')
    const grant = { role: 'monitor', study: study.key, site: null }
    const period = { from: '2026-03-03', to: '2026-03-03' }
    await administrator.post(`/api/accounts/${id}/grants`, { ...grant, ...period })
    expect((await person.get(study.path)).status).toBe(404)
    const reversed = await administrator.post(`/api/accounts/${id}/grants`, {
      ...grant,
      from: '2026-03-05',
      to: '2026-03-04',
    })
    expect(reversed.body).toMatchObject({ errors: [{ pointer: '/to' }] })
  })

  it('counts the first and the last day of a right where its site is', async () => {
    const { site } = server.store.t
    await server.store.write((tx) =>
      tx.update(site).set({ timeZone: 'Asia/Shanghai' }).where(eq(site.siteKey, 'S2')),
    )
    await signedIn(server, [], 'kim')
    const { id } = await accountOf('kim')
    const grant = { role: 'monitor', study: study.key, from: '2030-03-03', to: '2030-03-04' }
    const give = async (at: string | null) => {
      const reply = await administrator.post(`/api/accounts/${id}/grants`, { ...grant, site: at })
      return (reply.body as AccountBody).grants.find((one) => one.site === at)
    }
    expect(await give('S2')).toMatchObject({
      from: '2030-03-02T16:00:00.000Z',
      to: '2030-03-04T15:59:59.999Z',
      timeZone: 'Asia/Shanghai',
    })
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const everywhere = await give(null)
    expect(everywhere?.timeZone).toBe(timeZone)
    expect(isoDayAt(everywhere?.to ?? '', timeZone)).toBe(grant.to)
  })

  it.each(['America/New_York', 'Asia/Shanghai'])(
    'takes the last of all days as a last day in %s',
    async (timeZone) => {
      const { site } = server.store.t
      await server.store.write((tx) =>
        tx.update(site).set({ timeZone }).where(eq(site.siteKey, 'S2')),
      )
      const person = await signedIn(server, [], timeZone.slice(0, 4).toLowerCase())
      const { id } = await accountOf(timeZone.slice(0, 4).toLowerCase())
      const grant = { role: 'monitor', study: study.key, site: 'S2', to: '9999-12-31' }
      const given = await administrator.post(`/api/accounts/${id}/grants`, grant)
      expect(given.status).toBe(201)
      const [held] = (given.body as AccountBody).grants
      expect(isoDayAt(held?.to ?? '', timeZone)).toBe('9999-12-31')
      expect((await person.get(study.path)).status).toBe(200)
    },
  )

  it('AC-03: gives nobody rights to the own account, and no clinical role to the installation', async () => {
    const { id } = await accountOf('root')
    const own = { role: 'coordinator', study: study.key, site: 'S1' }
    expect((await administrator.post(`/api/accounts/${id}/grants`, own)).status).toBe(422)
    const { id: other } = await accountOf('lea')
    const everywhere = { role: 'coordinator', study: null, site: null }
    const reply = await administrator.post(`/api/accounts/${other}/grants`, everywhere)
    expect(reply.body).toMatchObject({ errors: [{ pointer: '/study' }] })
    const nowhere = { role: 'coordinator', study: study.key, site: 'S9' }
    expect((await administrator.post(`/api/accounts/${other}/grants`, nowhere)).status).toBe(422)
  })

  it('AC-06: ends the sessions of a locked account at once, and does not lock the own one', async () => {
    const person = await signedIn(server, [{ role: 'coordinator', study: study.key }], 'olga')
    expect((await person.get(study.path)).status).toBe(200)
    const { id } = await accountOf('olga')
    const lock = (locked: boolean) =>
      administrator.put(`/api/accounts/${id}/lock`, { locked, reason: 'shared the password' })
    expect((await lock(true)).body).toMatchObject({ locked: true })
    expect((await person.get(study.path)).status).toBe(401)
    expect((await lock(false)).body).toMatchObject({ locked: false })
    expect((await person.get(study.path)).status).toBe(401)
    const root = await accountOf('root')
    const own = { locked: true, reason: 'x' }
    expect((await administrator.put(`/api/accounts/${root.id}/lock`, own)).status).toBe(422)
    expect((await systemActs(server)).slice(-2)).toEqual(['account.lock', 'account.unlock'])
  })

  it('AC-09: resets a password: the old one is void, the new one must be changed', async () => {
    const { id } = await accountOf('lea')
    const reset = () => administrator.post(`/api/accounts/${id}/password-reset`, {})
    const first = (await reset()).body as { firstPassword: string }
    const second = (await reset()).body as { firstPassword: string }
    const signIn = async (password: string): Promise<unknown> =>
      (await new Browser(server.base).post('/api/sign-in', { username: 'lea', password })).body
    expect(await signIn(first.firstPassword)).toMatchObject({ status: 401 })
    expect(await signIn(second.firstPassword)).toMatchObject({
      account: { mustChangePassword: true },
    })
    expect((await administrator.post('/api/accounts/none/password-reset', {})).status).toBe(404)
    const root = await accountOf('root')
    expect(
      (await administrator.post(`/api/accounts/${root.id}/password-reset`, {})).body,
    ).toMatchObject({
      ...{ status: 422, errors: [{ key: 'account.ownPassword' }] },
    })
  })
})
