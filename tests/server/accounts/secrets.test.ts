import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { appCode, enrol, fromBase32, give, PASSWORD, person, signIn } from '../support/people.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('secrets on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    await seedSubject(study, '1001')
  })
  afterAll(() => server.stop())

  it('AC-12, AC-09: seeded secrets stand in no log, error, export, trail and table', async () => {
    const root = await signedIn(server, [{ role: 'administrator', study: null }])
    const owner = await person(server, 'ada')
    await give(server, root, 'ada', { role: 'data-manager', study: study.key })
    const { secret, recoveryCodes } = await enrol(server, owner)
    server.clock.advance({ minutes: 1 })
    const [recovery = ''] = recoveryCodes
    const made = await owner.post('/api/own-access/tokens', {
      ...{ name: 'job', scopes: ['subjects', 'export', 'audit'], days: 1 },
      ...{ password: PASSWORD, code: appCode(server, secret) },
    })
    const { token } = made.body as { token: string }
    const wrongPassword = 'my-other-password-typed-by-mistake'
    await signIn(server, 'ada', { password: wrongPassword, code: recovery })
    await signIn(server, 'ada', { code: recovery })
    const seen: string[] = []
    const collect = async (browser: Browser, path: string, headers = {}): Promise<void> => {
      seen.push(JSON.stringify((await browser.get(path, { headers })).body))
    }
    const bearer = { Authorization: `Bearer ${token}` }
    const script = new Browser(server.base)
    for (const part of ['/subjects', '/audit?limit=200', '/exports/csv', '/nothing']) {
      await collect(script, study.path + part, bearer)
    }
    await collect(script, `${study.path}/exports/csv/files/subjects.csv?purpose=Test`, bearer)
    await collect(script, '/api/studies', { Authorization: `Bearer ${token}x` })
    for (const path of ['/api/system-trail?limit=200', '/api/accounts', '/api/access-review']) {
      await collect(root, path)
    }
    await collect(owner, '/api/own-access')
    const broken = { method: 'POST', raw: `{"password":"${PASSWORD}","code":` }
    seen.push(JSON.stringify((await owner.send('POST', '/api/second-factor', broken)).body))

    const { t, read } = server.store
    const tables = [t.account, t.session, t.accessToken, t.recoveryCode, t.auditEntry, t.notice]
    for (const table of tables) seen.push(JSON.stringify(await read.select().from(table)))
    const everything = [...seen, server.log()].join('\n')
    expect(everything).toContain('1001')
    const cookie = owner.cookie?.split('=')[1] ?? ''
    const bytes = fromBase32(secret)
    const secrets = [PASSWORD, wrongPassword, token.slice(4), cookie, secret]
    const codes = recoveryCodes.flatMap((code) => [code, code.replaceAll('-', '')])
    for (const one of [...secrets, ...codes, bytes.toString('hex'), bytes.toString('base64url')]) {
      expect(one.length).toBeGreaterThan(12)
      expect(everything.includes(one), one).toBe(false)
    }
  })

  it('AC-07: an unknown name, a wrong password and a wrong code take the same time', async () => {
    const { secret } = await enrol(server, await person(server, 'timed'))
    expect(secret.length).toBe(32)
    await person(server, 'plain')
    server.clock.advance({ minutes: 1 })
    const times = new Map<string, number[]>()
    const attempt = async (kind: string, username: string, part: object): Promise<void> => {
      const started = performance.now()
      expect((await signIn(server, username, part)).status).toBe(401)
      times.set(kind, [...(times.get(kind) ?? []), performance.now() - started])
    }
    for (let round = 0; round < 4; round += 1) {
      await attempt('unknown', `nobody-${round}`, {})
      await attempt('wrong password', 'plain', { password: 'wrong' })
      await attempt('wrong code', 'timed', { code: '000000' })
    }
    const median = (kind: string): number =>
      [...(times.get(kind) ?? [])].sort((a, b) => a - b)[1] ?? 0
    // Without the same slow hash an unknown name would answer ten times as fast.
    const medians = ['unknown', 'wrong password', 'wrong code'].map(median)
    expect(Math.max(...medians) / Math.min(...medians)).toBeLessThan(3)
  })
})
