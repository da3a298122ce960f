import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factorKey } from '../../../server/accounts/factor-key.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { createAccountServices, verifyFactors } from '../../../server/accounts/service.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { appCode, enrol, give, idOf, PASSWORD, person, signIn } from '../support/people.ts'
import { seedStudy, systemActs, type SeededStudy } from '../support/seed.ts'
import {
  Browser,
  signedIn,
  startServer,
  type Reply,
  type TestServer,
} from '../support/test-server.ts'

const factorKeyOfTests = factorKey('0123456789abcdef'.repeat(4))

/** All that tells one refusal from another, but the number of the request. */
const toldBy = ({ status, body }: Reply) => ({ status, ...(body as object), instance: '' })

describe.each(ENGINES)('a second factor on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open, builtInFamilies, { factorKey: factorKeyOfTests })
    study = await seedStudy(server)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }], 'root')
  })
  afterAll(() => server.stop())

  const changeSettings = async (change: object): Promise<void> => {
    const { settings, version } = (await administrator.get('/api/settings')).body as {
      settings: object
      version: number
    }
    const body = { settings: { ...settings, ...change }, version, reason: 'policy' }
    const reply = await administrator.put('/api/settings', body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  it('AC-10: is set up by its first code, asked for from then on, and its codes are taken once', async () => {
    const browser = await person(server, 'ada')
    const wrong = await browser.post('/api/second-factor', { password: 'not the password' })
    expect(wrong.status).toBe(401)
    const early = await browser.post('/api/second-factor/confirmation', { code: '123456' })
    expect(early.body).toMatchObject({ type: 'urn:problem:wrong-order' })
    const { secret, recoveryCodes } = await enrol(server, browser)
    expect(new Set(recoveryCodes).size).toBe(10)
    expect((await browser.get('/api/own-access')).body).toMatchObject({
      ...{ secondFactor: true, required: false, recoveryCodesLeft: 10 },
    })
    server.clock.advance({ minutes: 1 })
    expect((await signIn(server, 'ada')).status).toBe(401)
    const code = appCode(server, secret)
    expect((await signIn(server, 'ada', { code })).status).toBe(200)
    expect((await signIn(server, 'ada', { code })).status).toBe(401)
    const next = appCode(server, secret, 1)
    expect((await signIn(server, 'ada', { code: next })).status).toBe(200)
    const [first = ''] = recoveryCodes
    expect((await signIn(server, 'ada', { code: first })).status).toBe(200)
    expect((await signIn(server, 'ada', { code: first })).status).toBe(401)
    expect((await browser.get('/api/own-access')).body).toMatchObject({ recoveryCodesLeft: 9 })
  })

  it('AC-10: of two sign-ins with one code at the same moment one is let in', async () => {
    const { secret } = await enrol(server, await person(server, 'ben'))
    server.clock.advance({ minutes: 1 })
    const code = appCode(server, secret)
    const replies = await Promise.all([0, 1, 2].map(() => signIn(server, 'ben', { code })))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  it('AC-10: gives one answer for an unknown name, a wrong password, a missing and a wrong code', async () => {
    await enrol(server, await person(server, 'cleo'))
    server.clock.advance({ minutes: 1 })
    const told = [
      await signIn(server, 'nobody-here', { code: '000000' }),
      await signIn(server, 'cleo', { password: 'wrong', code: '000000' }),
      await signIn(server, 'cleo'),
      await signIn(server, 'cleo', { code: '000000' }),
    ].map(toldBy)
    for (const one of told) expect(one).toEqual(told[0])
  })

  it('AC-07, AC-10: wrong codes lock the account like wrong passwords, and administrators are told', async () => {
    const { secret } = await enrol(server, await person(server, 'dan'))
    server.clock.advance({ minutes: 1 })
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await signIn(server, 'dan', { code: '000000' })
    }
    await signIn(server, 'dan', { password: 'wrong' })
    await signIn(server, 'dan', { code: '000000' })
    const sixth = await signIn(server, 'dan', { code: appCode(server, secret) })
    expect(sixth.status).toBe(401)
    const { notices } = (await administrator.get('/api/notices')).body as {
      notices: { kind: string; values: object; subjid: string | null }[]
    }
    expect(notices[0]).toMatchObject({
      ...{ kind: 'account.locked', values: { username: 'dan' }, subjid: null },
    })
    const { entries } = (await administrator.get('/api/system-trail?act=account.lock')).body as {
      entries: { about: string; address: string }[]
    }
    expect(entries[0]).toMatchObject({ about: 'dan', address: '127.0.0.1' })
  })

  it('AC-07, AC-10: guessing the first code of a new factor locks the account as well', async () => {
    const browser = await person(server, 'dora')
    const begun = await browser.post('/api/second-factor', { password: PASSWORD })
    const { secret } = begun.body as { secret: string }
    const confirm = (code: string) => browser.post('/api/second-factor/confirmation', { code })
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect((await confirm('000000')).body).toMatchObject({
        ...{ status: 422, errors: [{ pointer: '/code', key: 'factor.wrongCode' }] },
      })
    }
    expect((await confirm(appCode(server, secret))).status).toBe(401)
    expect((await signIn(server, 'dora')).status).toBe(401)
    const { entries } = (await administrator.get('/api/system-trail?username=dora')).body as {
      entries: { act: string }[]
    }
    const acts = entries.map(({ act }) => act)
    expect(acts.filter((act) => act === 'account.confirm-failed')).toHaveLength(5)
    expect(acts).toContain('account.lock')
    expect(acts).not.toContain('factor.enrol')
  })

  it('AC-10: a role that asks for one does nothing else before it is set up', async () => {
    const browser = await person(server, 'eva')
    await give(server, administrator, 'eva', { role: 'monitor', study: study.key })
    expect((await browser.get(study.path)).status).toBe(200)
    await changeSettings({ secondFactorRoles: ['monitor'] })
    const entered = await signIn(server, 'eva', {}, browser)
    expect(entered.body).toMatchObject({ account: { mustEnrolFactor: true } })
    for (const path of [study.path, '/api/studies', '/api/notices']) {
      expect((await browser.get(path)).body, path).toMatchObject({
        ...{ status: 403, type: 'urn:problem:second-factor-required' },
      })
    }
    const { secret } = await enrol(server, browser)
    expect((await browser.get(study.path)).status).toBe(200)
    server.clock.advance({ minutes: 1 })
    const removal = { password: PASSWORD, code: appCode(server, secret) }
    expect((await browser.post('/api/second-factor/removal', removal)).body).toMatchObject({
      ...{ status: 409, requires: ['factor.notRequired'] },
    })
    await changeSettings({ secondFactorRoles: [] })
    expect((await browser.post('/api/second-factor/removal', removal)).status).toBe(204)
    expect((await signIn(server, 'eva')).status).toBe(200)
  })

  it('AC-10: a study that asks for one bars all who hold a role in it, and nobody else', async () => {
    const other = await seedStudy(server)
    const browser = await person(server, 'finn')
    await give(server, administrator, 'finn', { role: 'coordinator', study: other.key, site: 'S1' })
    const settings = { secondFactor: true, training: null }
    const body = { settings, version: 0, reason: 'protocol' }
    expect((await administrator.put(`${other.path}/access`, body)).status).toBe(200)
    expect((await browser.get(other.path)).status).toBe(403)
    expect((await study.coordinator.get(study.path)).status).toBe(200)
    expect((await administrator.put(`${other.path}/access`, body)).status).toBe(409)
    await enrol(server, browser)
    expect((await browser.get(other.path)).status).toBe(200)
  })

  it('AC-10, AC-11: an administrator resets a lost one with a reason: sessions end, the person is told', async () => {
    const browser = await person(server, 'gus')
    const { recoveryCodes } = await enrol(server, browser)
    const path = `/api/accounts/${await idOf(server, 'gus')}/second-factor-reset`
    expect((await administrator.post(path, {})).status).toBe(422)
    expect((await browser.post(path, { reason: 'mine' })).status).toBe(403)
    const reply = await administrator.post(path, { reason: 'telephone lost, seen in person' })
    expect(reply.body).toMatchObject({ username: 'gus', secondFactor: false })
    expect((await browser.get('/api/studies')).status).toBe(401)
    const [code = ''] = recoveryCodes
    const back = new Browser(server.base)
    expect((await signIn(server, 'gus', { code }, back)).status).toBe(200)
    const { notices } = (await back.get('/api/notices')).body as { notices: { kind: string }[] }
    expect(notices[0]?.kind).toBe('account.factor-reset')
    expect((await administrator.post(path, { reason: 'again' })).status).toBe(409)
    const { entries } = (await administrator.get('/api/system-trail?act=factor.reset')).body as {
      entries: object[]
    }
    expect(entries[0]).toMatchObject({
      ...{ about: 'gus', username: 'root', reason: 'telephone lost, seen in person' },
    })
    const own = `/api/accounts/${await idOf(server, 'root')}/second-factor-reset`
    expect((await administrator.post(own, { reason: 'x' })).status).toBe(422)
  })

  it('AC-10: new recovery codes end the earlier ones', async () => {
    const browser = await person(server, 'hal')
    const { secret, recoveryCodes } = await enrol(server, browser)
    server.clock.advance({ minutes: 1 })
    const path = '/api/second-factor/recovery-codes'
    const [old = ''] = recoveryCodes
    expect((await browser.post(path, { password: PASSWORD, code: '000000' })).status).toBe(401)
    const renewed = await browser.post(path, { password: PASSWORD, code: appCode(server, secret) })
    const { recoveryCodes: fresh } = renewed.body as { recoveryCodes: string[] }
    expect(fresh).not.toContain(old)
    expect((await signIn(server, 'hal', { code: old })).status).toBe(401)
    expect((await signIn(server, 'hal', { code: fresh[0] ?? '' })).status).toBe(200)
    expect((await systemActs(server)).includes('factor.renew-codes')).toBe(true)
  })

  it('AC-10: components checked for another act need the code too, but for a series without a break', async () => {
    const { secret } = await enrol(server, await person(server, 'jo'))
    server.clock.advance({ minutes: 1 })
    const parts = createAccountServices(server.store, { factorKey: factorKeyOfTests })
    const actor = systemActor({ part: 'test', studyId: null })
    const whole = { accountId: await idOf(server, 'jo'), password: PASSWORD }
    expect(await verifyFactors(parts, actor, whole)).toBe('wrong')
    const code = appCode(server, secret)
    expect(await verifyFactors(parts, actor, { ...whole, code })).toBe('right')
    expect(await verifyFactors(parts, actor, { ...whole, code })).toBe('wrong')
    expect(await verifyFactors(parts, actor, { ...whole, passwordAlone: true })).toBe('right')
  })

  it('AC-07, AC-10: a password without a code forgets no wrong codes', async () => {
    const browser = await person(server, 'kim')
    const { secret } = await enrol(server, browser)
    server.clock.advance({ minutes: 1 })
    const parts = createAccountServices(server.store, { factorKey: factorKeyOfTests })
    const actor = systemActor({ part: 'test', studyId: null })
    const accountId = await idOf(server, 'kim')
    const failures = async (): Promise<number | undefined> => {
      const { account } = server.store.t
      const [row] = await server.store.read.select().from(account).where(eq(account.id, accountId))
      return row?.failedAttempts
    }
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      expect((await signIn(server, 'kim', { code: '000000' })).status).toBe(401)
    }
    const alone = { accountId, password: PASSWORD, passwordAlone: true }
    expect(await verifyFactors(parts, actor, alone)).toBe('right')
    expect(await failures()).toBe(2)
    const next = 'another good password'
    const changed = await browser.post('/api/password', { current: PASSWORD, next })
    expect(changed.status, JSON.stringify(changed.body)).toBe(200)
    expect(await failures()).toBe(2)
    const code = appCode(server, secret)
    expect((await signIn(server, 'kim', { password: next, code })).status).toBe(200)
    expect(await failures()).toBe(0)
  })

  it('AC-07: components checked for another act count together with sign-ins', async () => {
    await person(server, 'ida')
    const parts = createAccountServices(server.store)
    const actor = systemActor({ part: 'test', studyId: null })
    const accountId = await idOf(server, 'ida')
    const check = (password: string) => verifyFactors(parts, actor, { accountId, password })
    expect(await check(PASSWORD)).toBe('right')
    for (let attempt = 1; attempt <= 3; attempt += 1) expect(await check('no')).toBe('wrong')
    await signIn(server, 'ida', { password: 'no' })
    expect(await check('no')).toBe('wrong')
    expect(await check(PASSWORD)).toBe('wrong')
    const { account } = server.store.t
    const [row] = await server.store.read.select().from(account).where(eq(account.id, accountId))
    expect(row).toMatchObject({ locked: true, failedAttempts: 5 })
    const acts = await systemActs(server)
    expect(acts).toContain('account.confirm')
    expect(acts.slice(-4)).toContain('account.confirm-failed')
  })
})
