import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import express from 'express'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addClientFiles } from '../../../server/http/client-files.ts'
import { faultFields } from '../../../server/http/fault-fields.ts'
import { problemResponse } from '../../../server/http/problem-response.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('refusals on $engine', ({ engine, open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject: string

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    subject = await seedSubject(study, '1001')
  })
  afterAll(() => server.stop())

  it.each(['abc', '1.5', '1e400', '-1', '99999999999999', '%20'])(
    'points at the cursor %s of the trail that is none',
    async (cursor) => {
      const { status, body } = await study.monitor.get(`${study.path}/audit?cursor=${cursor}`)
      expect(status).toBe(422)
      expect(body).toMatchObject({ errors: [{ pointer: '/cursor', key: 'input.format' }] })
    },
  )

  it.each(['GET', 'POST', 'PUT', 'DELETE'])('answers %s of no page with a problem', async (how) => {
    const reply = await new Browser(server.base).send(how, '/nowhere/at/all')
    expect(reply.status).toBe(404)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
  })

  it('takes no spaces for a reason', async () => {
    const visit = { form: 'visits', visit: 'BASELINE', values: { items: {}, rows: [] } }
    const { id } = (await study.coordinator.post(`${subject}/records`, visit)).body as {
      id: string
    }
    const change = { values: { items: { SVSTDAT: '2026-01-06' }, rows: [] }, reason: ' \t ' }
    const version = { 'If-Match': '"1"' }
    const amended = await study.coordinator.put(`${subject}/records/${id}`, change, version)
    const tooShort = { errors: [{ pointer: '/reason', key: 'input.tooShort' }] }
    expect(amended.body).toMatchObject(tooShort)
    const removal = await study.coordinator.post(
      `${subject}/records/${id}/removal`,
      { reason: '  ' },
      version,
    )
    expect(removal.body).toMatchObject(tooShort)
  })

  it('says in a conflict who saved the stored version, and when', async () => {
    const visit = { form: 'visits', visit: 'W4', values: { items: {}, rows: [] } }
    const saved = await study.coordinator.post(`${subject}/records`, visit)
    const { id } = saved.body as { id: string }
    const change = (SVSTDAT: string) => ({ values: { items: { SVSTDAT }, rows: [] }, reason: 'x' })
    const send = (browser: Browser, date: string) =>
      browser.put(`${subject}/records/${id}`, change(date), { 'If-Match': '"1"' })
    const first = (await send(study.coordinator, '2026-02-02')).body as {
      updatedAt: string
      updatedBy: string
    }
    const { status, body } = await send(study.investigator, '2026-02-03')
    expect(status).toBe(409)
    expect(first.updatedBy).toMatch(/^user-/)
    expect(body).toMatchObject({
      expected: 1,
      current: { version: 2, updatedAt: first.updatedAt, updatedBy: first.updatedBy },
      submitted: change('2026-02-03').values,
    })
  })

  it('names in the trail the site at which a person of two sites acts', async () => {
    const both = await signedIn(server, [
      { role: 'coordinator', study: study.key, site: 'S1' },
      { role: 'coordinator', study: study.key, site: 'S2' },
    ])
    const values = { items: { SEX: 'F' }, rows: [] }
    await both.post(`${study.path}/subjects`, { subjid: '2001', site: 'S2', values })
    const visit = { form: 'visits', visit: 'BASELINE', values: { items: {}, rows: [] } }
    await both.post(`${study.path}/subjects/2001/records`, visit)
    const { auditEntry, site } = server.store.t
    const sites = await server.store.read.select().from(site)
    const second = sites.find(({ siteKey }) => siteKey === 'S2')?.id
    const entries = (await server.store.read.select().from(auditEntry)).filter(
      ({ siteId }) => siteId === second,
    )
    const acts = entries.filter(({ actorKind }) => actorKind === 'person')
    expect(acts.map(({ act, actorSiteId }) => [act, actorSiteId])).toEqual([
      ['subject.create', second],
      ['record.create', second],
      ['record.create', second],
    ])
  })

  it('points at a site that is named twice, and opens no study', async () => {
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const sites = ['A', 'B', ' A '].map((code) => ({ code, name: code }))
    const wish = { id: 'TWICE', protocol: 'donafenib-switch', sites }
    const reply = await administrator.post('/api/studies', wish)
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({
      errors: [{ pointer: '/sites/2/code', key: 'study.siteTwice', params: { code: 'A' } }],
    })
  })

  it('points at a time zone that does not exist, and opens no site', async () => {
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const sites = `/api/studies/${study.key}/sites`
    const site = { code: 'Z', name: 'Zone' }
    const reply = await administrator.post(sites, { ...site, timeZone: 'Asia/Shangai' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(422)
    expect(reply.body).toMatchObject({
      errors: [
        { pointer: '/timeZone', key: 'study.zoneUnknown', params: { timeZone: 'Asia/Shangai' } },
      ],
    })
    const opened = await administrator.post(sites, { ...site, timeZone: 'Asia/Shanghai' })
    expect(opened.status, JSON.stringify(opened.body)).toBe(201)
  })

  it('keeps no time of typing that is still to come', async () => {
    const values = { items: {}, rows: [] }
    const record = { form: 'visits', visit: 'W12', values, typedAgoMs: -1 }
    const reply = await study.coordinator.post(`${subject}/records`, record)
    expect(reply.body).toMatchObject({
      errors: [{ pointer: '/typedAgoMs', key: 'input.tooSmall' }],
    })
  })

  it('makes no account that nobody could sign in to', async () => {
    const { createAccount, createAccountServices } =
      await import('../../../server/accounts/service.ts')
    const { cliActor } = await import('../../../server/cli/actor.ts')
    const services = createAccountServices(server.store)
    const made = createAccount(services, cliActor(), { username: 'Anna', displayName: 'Anna' })
    await expect(made).rejects.toMatchObject({ problem: { errors: [{ pointer: '/username' }] } })
  })

  it('audits a sign-in under a long name that ends in the middle of a sign', async () => {
    const username = `${'a'.repeat(39)}😀`
    const reply = await new Browser(server.base).post('/api/sign-in', { username, password: 'x' })
    expect(reply.status).toBe(401)
    const entries = await server.store.read.select().from(server.store.t.auditEntry)
    expect(entries.some(({ after }) => after?.includes(username) === true)).toBe(true)
  })

  it('logs a fault of the database without the values of its statement', async () => {
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    await server.execute(REFUSE_ACCOUNTS[engine] ?? '')
    const person = { username: 'secret-person', displayName: 'Secret Person' }
    const reply = await administrator.post('/api/accounts', person)
    expect(reply.status).toBe(500)
    expect(JSON.stringify(reply.body)).not.toContain('insert')
    const faults = server
      .log()
      .split('\n')
      .filter((line) => line.includes('"msg":"fault"'))
      .join('\n')
    expect(faults).toContain('at ')
    expect(faults).not.toMatch(/secret.person|argon2|params/i)
  })
})

const REFUSE_ACCOUNTS: Readonly<Record<string, string>> = {
  SQLite:
    "create trigger no_more before insert on account begin select raise(abort, 'no more'); end",
  PostgreSQL: "alter table account add constraint no_more check (username <> 'secret-person')",
}

it('keeps of an error what tells where it arose, and nothing that drivers hang on it', () => {
  const cause = Object.assign(new Error('violates check'), {
    code: '23514',
    detail: 'Failing row contains (secret)',
  })
  const error = Object.assign(new Error('Failed query: insert\nparams: secret', { cause }), {
    params: ['secret'],
  })
  const fields = faultFields(error)
  expect(fields).toMatchObject({
    message: 'Failed query: insert',
    cause: { message: 'violates check', code: '23514' },
  })
  expect(fields.at[0]).toContain('refusals.test.ts')
  expect(JSON.stringify(fields)).not.toContain('secret')
  for (const message of [
    'Nobody waited. The promise rejected with the reason "secret".',
    'value "secret" is out of range for type integer',
    'invalid input syntax for type date: "secret"',
  ]) {
    expect(faultFields(new Error(message)).message).not.toContain('secret')
  }
  expect(faultFields('secret')).toEqual({ type: 'string', message: 'thrown, but no error', at: [] })
})

describe('the files of the client', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'client-'))
  mkdirSync(path.join(folder, 'client', 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'secret.txt'), 'secret')
  writeFileSync(path.join(folder, 'client', 'index.html'), '<title>page</title>')
  writeFileSync(path.join(folder, 'client', 'assets', 'a.js'), 'a')
  const app = express()
  addClientFiles(app, path.join(folder, 'client'))
  app.use(problemResponse(createLogger('silent')))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('are kept for ever when their name carries a hash, and the page is not', async () => {
    const asset = await supertest(app).get('/assets/a.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const page = await supertest(app).get('/study/1')
    expect(page.text).toContain('page')
    expect(page.headers['cache-control']).toBe('no-cache')
  })

  it.each(['/assets/none.js', '/assets/..%2f..%2fsecret.txt', '/assets/%2e%2e/%2e%2e/secret.txt'])(
    'are not there at %s',
    async (at) => {
      const reply = await supertest(app).get(at)
      expect(reply.status).toBe(404)
      expect(reply.headers['content-type']).toContain('application/problem+json')
    },
  )
})
