import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maySignAt } from '../../../server/accounts/service.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { give, idOf, person } from '../support/people.ts'
import { seedStudy, systemActs, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

interface Right {
  readonly username: string
  readonly role: string
  readonly site: string | null
  readonly grantedBy: string | null
  readonly withdrawnBy: string | null
  readonly identity?: object
  readonly locks: readonly object[]
}

describe.each(ENGINES)('rights on a day on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    const { site } = server.store.t
    await server.store.write((tx) => tx.update(site).set({ timeZone: 'UTC' }))
  })
  afterAll(() => server.stop())

  const administrator = (): Promise<Browser> =>
    signedIn(server, [{ role: 'administrator', study: null }])
  const as = (role: 'investigator' | 'monitor' | 'data-manager' | 'inspector', site?: string) =>
    signedIn(server, [{ role, study: study.key, site: site ?? null }])
  const rightsOn = async (reader: Browser, day: string, username: string) => {
    const reply = await reader.get(`${study.path}/rights?day=${day}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const { rights } = reply.body as { rights: Right[] }
    return rights.filter((right) => right.username === username)
  }
  const end = async (root: Browser, username: string, reason: string): Promise<void> => {
    const { accountGrant } = server.store.t
    const id = await idOf(server, username)
    const rows = await server.store.read
      .select()
      .from(accountGrant)
      .where(eq(accountGrant.accountId, id))
    const live = rows.find(({ validTo }) => validTo === null)
    await root.post(`/api/accounts/${id}/grants/${live?.id ?? ''}/end`, { reason })
  }

  it('AC-05: three past dates each show who had which right, given and ended by whom', async () => {
    // 2 March: no right. 4 March: coordinator. 6 March: ended in the morning, monitor from then on.
    const root = await administrator()
    await person(server, 'ada')
    server.clock.advance({ hours: 48 })
    const second = await administrator()
    await give(server, second, 'ada', { role: 'coordinator', study: study.key, site: 'S1' })
    server.clock.advance({ hours: 48 })
    const third = await administrator()
    await end(third, 'ada', 'moved to the sponsor')
    await give(server, third, 'ada', { role: 'monitor', study: study.key })
    server.clock.advance({ hours: 48 })
    expect((await root.get('/api/accounts')).status).toBe(401)

    for (const reader of [await as('investigator', 'S1'), await as('data-manager')]) {
      expect(await rightsOn(reader, '2026-03-02', 'ada')).toEqual([])
      expect(await rightsOn(reader, '2026-03-04', 'ada')).toMatchObject([
        { role: 'coordinator', site: 'S1', to: expect.any(String) as string },
      ])
      const sixth = await rightsOn(reader, '2026-03-06', 'ada')
      expect(sixth.map(({ role }) => role)).toEqual(['coordinator', 'monitor'])
      expect(sixth[0]?.grantedBy).toMatch(/^Person/)
      expect(sixth[0]?.withdrawnBy).toMatch(/^Person/)
      expect((await rightsOn(reader, '2026-03-07', 'ada')).map(({ role }) => role)).toEqual([
        'monitor',
      ])
    }
    const reader = await as('inspector')
    const { changes } = (await reader.get(`${study.path}/rights?day=2026-03-07`)).body as {
      changes: { act: string; username: string; role: string; reason: string | null }[]
    }
    expect(changes.filter(({ username }) => username === 'ada')).toMatchObject([
      { act: 'grant.give', role: 'monitor' },
      { act: 'grant.end', role: 'coordinator', reason: 'moved to the sponsor' },
      { act: 'grant.give', role: 'coordinator' },
    ])
    const early = (await reader.get(`${study.path}/rights?day=2026-03-03`)).body as {
      changes: { username: string }[]
    }
    expect(early.changes.filter(({ username }) => username === 'ada')).toEqual([])
  })

  it('AC-05: the list is a file too, and shows nothing of another site to an investigator', async () => {
    const root = await administrator()
    await person(server, 'bo')
    await give(server, root, 'bo', { role: 'coordinator', study: study.key, site: 'S2' })
    const day = server.clock.now().toISOString().slice(0, 10)
    expect(await rightsOn(await as('investigator', 'S2'), day, 'bo')).toHaveLength(1)
    expect(await rightsOn(await as('investigator', 'S1'), day, 'bo')).toEqual([])
    const { body } = await (await as('investigator', 'S1')).get(`${study.path}/rights?day=${day}`)
    expect(JSON.stringify(body)).not.toContain('bo"')
    const file = await (await as('data-manager')).get(`${study.path}/rights/file?day=${day}`)
    expect(file.headers.get('content-disposition')).toContain(`rights-${day}.csv`)
    expect(file.body).toMatch(/^study-\d+,\S+,UTC,bo,Person bo,coordinator,S2,/m)
    expect((await (await as('monitor')).get(`${study.path}/rights?day=${day}`)).status).toBe(403)
    expect((await root.get(`${study.path}/rights?day=2026-13-40`)).status).toBe(422)
  })

  it('AC-05: a right of a locked account shows when it was of no use', async () => {
    const root = await administrator()
    await person(server, 'cy')
    await give(server, root, 'cy', { role: 'coordinator', study: study.key, site: 'S1' })
    const day = server.clock.now().toISOString().slice(0, 10)
    const lock = `/api/accounts/${await idOf(server, 'cy')}/lock`
    await root.put(lock, { locked: true, reason: 'x' })
    await root.put(lock, { locked: false, reason: 'x' })
    const [right] = await rightsOn(root, day, 'cy')
    expect(right?.locks).toMatchObject([{ from: expect.any(String) as string }])
    server.clock.advance({ hours: 24 })
    const next = server.clock.now().toISOString().slice(0, 10)
    const [later] = await rightsOn(await administrator(), next, 'cy')
    expect(later?.locks).toEqual([])
  })

  const siteOf = async (code: string): Promise<{ studyId: string; siteId: string }> => {
    const { t, read } = server.store
    const rows = await read.select().from(t.site).where(eq(t.site.siteKey, code))
    const [site] = rows
    if (site === undefined) throw new Error(`no site ${code}`)
    return { studyId: site.studyId, siteId: site.id }
  }

  it('ES-05: a grant signs only once verifier, method and day are recorded, and the trail says so', async () => {
    const root = await administrator()
    await person(server, 'dr-li')
    const given = await give(server, root, 'dr-li', {
      ...{ role: 'investigator', study: study.key, site: 'S1' },
    })
    const { id: accountId, grants } = given.body as { id: string; grants: { id: string }[] }
    const { read } = server.store
    const place = { accountId, ...(await siteOf('S1')) }
    expect(await maySignAt(server.store, read, place)).toBe(false)
    const day = server.clock.now().toISOString().slice(0, 10)
    server.clock.advance({ hours: 24 })
    const later = await administrator()
    const path = `/api/accounts/${accountId}/grants/${grants[0]?.id ?? ''}/identity`
    for (const part of [{ on: day }, { method: 'passport' }, { method: ' ', on: day }]) {
      expect((await later.put(path, part)).status).toBe(422)
    }
    expect((await later.put(path, { method: 'passport', on: '2999-01-01' })).status).toBe(422)
    expect((await study.monitor.put(path, { method: 'passport', on: day })).status).not.toBe(200)
    const verified = await later.put(path, { method: 'passport, in person', on: day })
    expect(verified.body).toMatchObject({
      grants: [{ identity: { on: day, method: 'passport, in person' } }],
    })
    expect(await maySignAt(server.store, read, place)).toBe(true)
    const elsewhere = { accountId, ...(await siteOf('S2')) }
    expect(await maySignAt(server.store, read, elsewhere)).toBe(false)
    expect((await systemActs(server)).at(-1)).toBe('grant.verify-identity')
    const [before] = await rightsOn(later, day, 'dr-li')
    expect(before?.identity).toBeUndefined()
    const next = server.clock.now().toISOString().slice(0, 10)
    const [after] = await rightsOn(later, next, 'dr-li')
    expect(after?.identity).toMatchObject({ on: day })
  })

  it('ES-05: the verification can come with the grant, and ends with it', async () => {
    const root = await administrator()
    await person(server, 'dr-wu')
    const day = server.clock.now().toISOString().slice(0, 10)
    const identity = { method: 'identity card', on: day }
    const grant = { role: 'investigator', study: study.key, site: 'S1' }
    const future = { ...grant, identity: { ...identity, on: '2999-01-01' } }
    expect((await give(server, root, 'dr-wu', future)).status).toBe(422)
    const given = await give(server, root, 'dr-wu', { ...grant, identity })
    expect(given.body).toMatchObject({ grants: [{ identity }] })
    const { read } = server.store
    const place = { accountId: await idOf(server, 'dr-wu'), ...(await siteOf('S1')) }
    expect(await maySignAt(server.store, read, place)).toBe(true)
    await end(root, 'dr-wu', 'left')
    expect(await maySignAt(server.store, read, place)).toBe(false)
  })

  it('ES-04: a user name belongs to one person for ever, also when its account is locked', async () => {
    const root = await administrator()
    await person(server, 'former')
    const lock = `/api/accounts/${await idOf(server, 'former')}/lock`
    await root.put(lock, { locked: true, reason: 'left the hospital' })
    const again = { username: 'former', displayName: 'Somebody Else' }
    expect((await root.post('/api/accounts', again)).body).toMatchObject({
      ...{ status: 409, type: 'urn:problem:already-exists' },
    })
    const { account } = server.store.t
    const values = { username: 'former', displayName: 'x', passwordHash: 'x' }
    const row = { ...values, passwordSetAt: 'x', mustChangePassword: true, createdAt: 'x' }
    const insert = server.store.write((tx) => tx.insert(account).values({ id: 'other', ...row }))
    await expect(insert).rejects.toThrow()
  })

  it('AC-03, AC-04: nobody gives rights to oneself, nor administers a study and works in it; both are noted', async () => {
    const root = await signedIn(server, [{ role: 'administrator', study: null }], 'self')
    const refused = async (reply: { body: unknown }, key: string): Promise<void> => {
      expect(reply.body).toMatchObject({ status: 422, errors: [{ pointer: '/role', key }] })
      const { entries } = (await root.get('/api/system-trail?act=grant.refused&limit=1')).body as {
        entries: object[]
      }
      expect(entries[0]).toMatchObject({ username: 'self' })
    }
    const clinical = { role: 'investigator', study: study.key, site: 'S1' }
    await refused(await give(server, root, 'self', clinical), 'grant.ownAccount')
    await person(server, 'two-hats')
    await give(server, root, 'two-hats', clinical)
    const everywhere = { role: 'administrator', study: null }
    await refused(await give(server, root, 'two-hats', everywhere), 'grant.mixedDuties')
    const here = { role: 'administrator', study: study.key }
    await refused(await give(server, root, 'two-hats', here), 'grant.mixedDuties')
    await end(root, 'two-hats', 'changed job')
    expect((await give(server, root, 'two-hats', everywhere)).status).toBe(201)
    await refused(await give(server, root, 'two-hats', clinical), 'grant.mixedDuties')
    const count = (await systemActs(server)).filter((act) => act === 'grant.refused').length
    expect(count).toBe(4)
  })
})
