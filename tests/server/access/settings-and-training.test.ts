import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { give, idOf, PASSWORD, person, signIn } from '../support/people.ts'
import { actsOf, CONSENT, seedStudy, systemActs, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

interface Stored {
  readonly settings: Record<string, unknown>
  readonly version: number
}

describe.each(ENGINES)('settings and training on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const root = async (): Promise<Browser> => {
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    return administrator
  }
  const change = async (part: object): Promise<number> => {
    const { settings, version } = (await administrator.get('/api/settings')).body as Stored
    const body = { settings: { ...settings, ...part }, version, reason: 'policy' }
    return (await administrator.put('/api/settings', body)).status
  }

  it('AC-08: the idle limit is a setting of the installation; it holds at once, and nobody else moves it', async () => {
    await root()
    expect((await administrator.get('/api/settings')).body).toMatchObject({
      ...{ settings: { idleMinutes: 30, passwordMaxAgeDays: 365 }, version: 0 },
    })
    const nurse = await person(server, 'nurse')
    const { settings } = (await administrator.get('/api/settings')).body as Stored
    const longer = { settings: { ...settings, idleMinutes: 120 }, version: 0, reason: 'mine' }
    expect((await nurse.put('/api/settings', longer)).status).toBe(403)
    expect((await study.coordinator.put('/api/settings', longer)).status).toBe(403)
    for (const idleMinutes of [0, 4, 121, 1e9]) expect(await change({ idleMinutes })).toBe(422)
    expect(await change({ idleMinutes: 10 })).toBe(200)
    expect((await administrator.put('/api/settings', longer)).body).toMatchObject({
      ...{ type: 'urn:problem:version-conflict', current: { idleMinutes: 10, version: 1 } },
    })
    expect((await nurse.get('/api/session')).body).toMatchObject({ idleMinutes: 10 })
    server.clock.advance({ minutes: 11 })
    expect((await nurse.get('/api/studies')).status).toBe(401)
    await root()
    expect(await change({ idleMinutes: 30 })).toBe(200)
    const acts = (await systemActs(server)).filter((act) => act === 'setting.installation')
    expect(acts).toHaveLength(2)
  })

  it('VA-08: whom to turn to is a setting too, and told to everybody before they sign in', async () => {
    await root()
    const contact = 'EDC desk, extension 4400'
    expect(await change({ contact: 'x'.repeat(401) })).toBe(422)
    expect(await change({ contact })).toBe(200)
    // A request that leaves it out is refused: it takes nobody's name away in silence.
    expect(await change({ contact: undefined })).toBe(422)
    const told = (await (await fetch(`${server.base}/api/setup`)).json()) as object
    expect(told).toMatchObject({ contact, environment: 'production' })
    expect((await systemActs(server)).at(-1)).toBe('setting.installation')
    expect(await change({ contact: '' })).toBe(200)
  })

  it('AC-09: a password that is too old is changed before anything else; the rule can be off', async () => {
    await root()
    expect(await change({ passwordMaxAgeDays: 29 })).toBe(422)
    const browser = await person(server, 'olga')
    expect(await change({ passwordMaxAgeDays: 30 })).toBe(200)
    expect((await browser.get('/api/studies')).status).toBe(200)
    server.clock.advance({ hours: 30 * 24 + 1 })
    const entered = await signIn(server, 'olga', {}, browser)
    expect(entered.body).toMatchObject({
      account: { mustChangePassword: true, passwordExpired: true },
    })
    expect((await browser.get('/api/studies')).body).toMatchObject({
      type: 'urn:problem:password-change-required',
    })
    const same = { current: PASSWORD, next: PASSWORD }
    expect((await browser.post('/api/password', same)).status).toBe(422)
    const changed = await browser.post('/api/password', { ...same, next: 'another good password' })
    expect(changed.body).toMatchObject({ account: { mustChangePassword: false } })
    expect((await browser.get('/api/studies')).status).toBe(200)
    await root()
    expect(await change({ passwordMaxAgeDays: null })).toBe(200)
    server.clock.advance({ hours: 2000 * 24 })
    expect(
      (await signIn(server, 'olga', { password: 'another good password' })).body,
    ).toMatchObject({ account: { mustChangePassword: false } })
    await root()
    expect(await change({ passwordMaxAgeDays: 365 })).toBe(200)
  })

  it('AC-16: without the training that a study asks for a role reads and writes nothing', async () => {
    await root()
    const nurse = await person(server, 'paula')
    await give(server, administrator, 'paula', {
      role: 'coordinator',
      study: study.key,
      site: 'S1',
    })
    const enrol = (subjid: string) =>
      nurse.post(`${study.path}/subjects`, { subjid, site: 'S1', values: CONSENT })
    expect((await enrol('1001')).status).toBe(201)
    const training = { title: 'eCRF training', version: 1, roles: ['coordinator'] }
    let version = 0
    const ask = async (wanted: object | null): Promise<void> => {
      const settings = { secondFactor: false, training: wanted }
      const body = { settings, version, reason: 'protocol' }
      expect((await administrator.put(`${study.path}/access`, body)).status).toBe(200)
      version += 1
    }
    await ask(training)
    expect((await enrol('1002')).body).toMatchObject({
      ...{ status: 403, type: 'urn:problem:training-required' },
      ...{ training: 'eCRF training', version: 1 },
    })
    expect((await nurse.get(`${study.path}/subjects`)).body).toMatchObject({ total: 1 })
    expect((await nurse.get('/api/session')).body).toMatchObject({
      grants: [{ missingTraining: { title: 'eCRF training', version: 1 } }],
    })
    const list = (await administrator.get(`${study.path}/access`)).body as {
      untrained: { username: string }[]
    }
    expect(list.untrained.map(({ username }) => username)).toContain('paula')
    const record = (on: string, of: number) =>
      administrator.post(`${study.path}/trainings`, {
        ...{ username: 'paula', title: 'eCRF training', version: of, on },
      })
    expect((await record('2999-01-01', 1)).status).toBe(422)
    const another = { username: 'paula', title: 'Laboratory manual', version: 9, on: '2026-03-01' }
    expect((await administrator.post(`${study.path}/trainings`, another)).status).toBe(201)
    expect((await enrol('1002')).status).toBe(403)
    const recorded = await record('2026-03-01', 1)
    expect(recorded.body).toMatchObject({ username: 'paula', version: 1, withdrawn: false })
    expect((await enrol('1002')).status).toBe(201)
    await ask({ ...training, title: 'eCRF training, site staff' })
    expect((await enrol('1003')).status).toBe(403)
    const other = (await administrator.get(`${study.path}/access`)).body as typeof list
    expect(other.untrained.map(({ username }) => username)).toContain('paula')
    await ask(training)
    await ask({ ...training, version: 2 })
    expect((await enrol('1003')).status).toBe(403)
    const second = (await record('2026-03-01', 2)).body as { id: string }
    expect((await enrol('1003')).status).toBe(201)
    const withdraw = `${study.path}/trainings/${second.id}/withdrawal`
    expect((await administrator.post(withdraw, { reason: 'wrong person' })).status).toBe(200)
    expect((await enrol('1004')).status).toBe(403)
    expect((await administrator.post(withdraw, { reason: 'again' })).status).toBe(404)
    await ask(null)
    expect((await enrol('1004')).status).toBe(201)
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    for (const act of ['training.record', 'training.withdraw', 'setting.study-access']) {
      expect(acts).toContain(act)
    }
  })

  it('AC-02: whoever sees one site sees the trainings, and the untrained, of its people alone', async () => {
    await root()
    const grant = { role: 'coordinator', study: study.key }
    for (const [name, site] of [
      ['here-1', 'S1'],
      ['away-1', 'S2'],
      ['here-2', 'S1'],
      ['away-2', 'S2'],
    ] as const) {
      await person(server, name)
      await give(server, administrator, name, { ...grant, site })
    }
    for (const username of ['here-1', 'away-1']) {
      const training = { username, title: 'eCRF training', version: 1, on: '2026-03-01' }
      expect((await administrator.post(`${study.path}/trainings`, training)).status).toBe(201)
    }
    const path = `${study.path}/access`
    const { version } = (await administrator.get(path)).body as Stored
    const training = { title: 'eCRF training', version: 1, roles: ['coordinator'] }
    const asked = { settings: { secondFactor: false, training }, version, reason: 'protocol' }
    expect((await administrator.put(path, asked)).status).toBe(200)
    const seenBy = async (browser: Browser): Promise<readonly string[]> => {
      const reply = await browser.get(path)
      expect(reply.status).toBe(200)
      const { trainings, untrained } = reply.body as Record<string, { username: string }[]>
      const names = [...(trainings ?? []), ...(untrained ?? [])].map(({ username }) => username)
      return names.filter((name) => /^(here|away)-/.test(name)).sort()
    }
    expect(await seenBy(administrator)).toEqual(['away-1', 'away-2', 'here-1', 'here-2'])
    const ofOne = [{ role: 'investigator', study: study.key, site: 'S1' }] as const
    expect(await seenBy(await signedIn(server, ofOne))).toEqual(['here-1', 'here-2'])
    const off = {
      ...asked,
      settings: { secondFactor: false, training: null },
      version: version + 1,
    }
    expect((await administrator.put(path, off)).status).toBe(200)
  })

  it('AC-16: only administrators record training, and only of people that are there', async () => {
    await root()
    const path = `${study.path}/trainings`
    const body = { username: 'nobody', title: 'x', version: 1, on: '2026-03-01' }
    expect((await study.investigator.post(path, body)).status).not.toBe(201)
    expect((await administrator.post(path, body)).body).toMatchObject({
      errors: [{ pointer: '/username', key: 'training.nobody' }],
    })
  })

  it('AC-15: the review lists unused accounts and rights per person, as a file too, and is recorded', async () => {
    await root()
    await person(server, 'quiet')
    server.clock.advance({ hours: 91 * 24 })
    await person(server, 'busy')
    await root()
    await give(server, administrator, 'busy', { role: 'monitor', study: study.key })
    const review = (await administrator.get('/api/access-review')).body as {
      days: number
      accounts: { username: string; unused: boolean; idleDays: number; grants: object[] }[]
    }
    const of = (username: string) => review.accounts.find((one) => one.username === username)
    expect(review.days).toBe(90)
    expect(of('quiet')).toMatchObject({ unused: true, idleDays: 91, grants: [] })
    expect(of('busy')).toMatchObject({ unused: false, grants: [{ role: 'monitor' }] })
    const longer = (await administrator.get('/api/access-review?days=92')).body as typeof review
    expect(longer.accounts.find((one) => one.username === 'quiet')?.unused).toBe(false)
    const file = await administrator.get('/api/access-review/file')
    expect(file.headers.get('content-type')).toContain('text/csv')
    expect(file.body).toMatch(/^quiet,Person quiet,open,N,\S+,91,Y,0,,,,,$/m)
    expect(file.body).toMatch(/^busy,Person busy,open,N,\S+,0,N,0,monitor,study-\d+,\*,\S+,$/m)
    const note = { note: 'Two accounts to be locked.' }
    expect((await administrator.post('/api/access-reviews', { note: ' ' })).status).toBe(422)
    expect((await study.monitor.post('/api/access-reviews', note)).status).not.toBe(201)
    expect((await administrator.post('/api/access-reviews', note)).status).toBe(201)
    expect((await administrator.get('/api/access-review')).body).toMatchObject({
      reviews: [{ note: note.note }],
    })
    expect((await systemActs(server)).at(-1)).toBe('access.review')
  })

  it('AC-11: sign-in, sign-out, failure, password, lock and unlock stand in the trail with time and address', async () => {
    await root()
    const browser = await person(server, 'rosa')
    await signIn(server, 'rosa', { password: 'wrong' })
    await browser.post('/api/sign-out', undefined)
    const lock = `/api/accounts/${await idOf(server, 'rosa')}/lock`
    await administrator.put(lock, { locked: true, reason: 'lost' })
    await administrator.put(lock, { locked: false, reason: 'found' })
    const { entries } = (await administrator.get('/api/system-trail?limit=200')).body as {
      entries: {
        act: string
        at: string
        address: string | null
        username: string
        about: string
      }[]
    }
    const wanted = ['session.sign-in', 'session.sign-out', 'session.sign-in-failed']
    for (const act of [...wanted, 'account.change-password', 'account.lock', 'account.unlock']) {
      const entry = entries.find(
        (one) => one.act === act && (one.username === 'rosa' || one.about === 'rosa'),
      )
      expect(entry, act).toMatchObject({ address: '127.0.0.1' })
      expect(entry?.at, act).toMatch(/^\d{4}-\d\d-\d\dT/)
    }
    const filtered = await administrator.get('/api/system-trail?act=account.lock&limit=1')
    expect(filtered.body).toMatchObject({ entries: [{ about: 'rosa', reason: 'lost' }] })
    const page = (await administrator.get('/api/system-trail?limit=2')).body as { next: string }
    const next = await administrator.get(`/api/system-trail?limit=2&cursor=${page.next}`)
    expect((next.body as { entries: { seq: number }[] }).entries[0]?.seq).toBe(
      Number(page.next) - 1,
    )
    expect((await browser.get('/api/system-trail')).status).toBe(401)
    expect((await (await person(server, 'sven')).get('/api/system-trail')).status).toBe(403)
  })
})
