import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bindRoutes, handlerTable, RouteTableError } from '../../../server/http/bind-routes.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import express from 'express'
import { ENGINES } from '../../db/open-stores.ts'
import { CONSENT, seedStudy, type SeededStudy } from '../support/seed.ts'
import { Browser, signedIn, startServer, type TestServer } from '../support/test-server.ts'

const SECURITY_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

const CONTENT_POLICY = [
  "base-uri 'self'",
  "connect-src 'self'",
  "default-src 'self'",
  "font-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
]

describe.each(ENGINES)('the request pipeline on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  const clientDir = mkdtempSync(path.join(tmpdir(), 'client-'))

  beforeAll(async () => {
    writeFileSync(path.join(clientDir, 'index.html'), '<title>page</title>')
    server = await startServer(open, builtInFamilies, { clientDir })
    study = await seedStudy(server)
  })
  afterAll(async () => {
    await server.stop()
    rmSync(clientDir, { recursive: true })
  })

  const subject = (subjid: string) => ({ subjid, site: 'S1', values: CONSENT })

  it('refuses unsafe requests from other origins, whatever says so', async () => {
    const path = `${study.path}/subjects`
    const send = async (headers: Record<string, string>, subjid: string): Promise<number> =>
      (await study.coordinator.post(path, subject(subjid), headers)).status
    expect(await send({ Origin: 'https://evil.example' }, '1')).toBe(403)
    expect(await send({ Origin: 'null' }, '2')).toBe(403)
    expect(await send({ 'Sec-Fetch-Site': 'cross-site' }, '3')).toBe(403)
    expect(await send({ 'Sec-Fetch-Site': 'same-site' }, '4')).toBe(403)
    expect(await send({ 'Sec-Fetch-Site': 'same-origin' }, '5')).toBe(201)
    expect(await send({ Origin: server.base }, '6')).toBe(201)
    const { subjects } = (await study.coordinator.get(path)).body as {
      subjects: { subjid: string }[]
    }
    expect(subjects.map(({ subjid }) => subjid)).toEqual(['5', '6'])
  })

  it('answers every refusal as a problem of a known type with a request id', async () => {
    const reply = await study.coordinator.get('/api/nothing')
    expect(reply.status).toBe(404)
    expect(reply.headers.get('content-type')).toContain('application/problem+json')
    expect(reply.body).toMatchObject({
      type: 'urn:problem:not-found',
      instance: `urn:uuid:${reply.headers.get('x-request-id') ?? ''}`,
    })
  })

  it('refuses what is no JSON, and what is too large', async () => {
    const path = `${study.path}/subjects`
    const broken = await study.coordinator.send('POST', path, { raw: '{"subjid":' })
    expect(broken.body).toMatchObject({ type: 'urn:problem:malformed', status: 400 })
    const raw = JSON.stringify({ subjid: 'x'.repeat(1_100_000) })
    const large = await study.coordinator.send('POST', path, { raw })
    expect(large.body).toMatchObject({ type: 'urn:problem:too-large', limitBytes: 1_000_000 })
  })

  it('points at each faulty field of a body, and at a faulty part of a query', async () => {
    const path = `${study.path}/subjects`
    const reply = await study.coordinator.post(path, { subjid: '!', values: CONSENT })
    expect(reply.status).toBe(422)
    const { errors } = reply.body as { errors: { pointer: string; key: string }[] }
    expect(errors.map(({ pointer, key }) => [pointer, key])).toEqual([
      ['/subjid', 'input.format'],
      ['/site', 'input.type'],
    ])
    const query = await study.coordinator.get(`${path}?limit=0`)
    expect(query.body).toMatchObject({ errors: [{ pointer: '/limit', key: 'input.tooSmall' }] })
    const nul = await study.coordinator.get(`${path}?search=%00`)
    expect(nul.status).toBe(422)
  })

  it('refuses a name that would be lost, in place of dropping its value', async () => {
    const path = `${study.path}/subjects/1001/records`
    const bodyWith = (name: string): string =>
      `{"form":"vitals","visit":"BASELINE","values":{"items":{"${name}":"x"},"rows":[]}}`
    const name = '__proto__'
    const escaped = Array.from(name, (letter, at) => {
      const code = letter.charCodeAt(0).toString(16).padStart(4, '0')
      const spelt = `\\u${at % 2 === 0 ? code : code.toUpperCase()}`
      return `${name.slice(0, at)}${spelt}${name.slice(at + 1)}`
    })
    for (const spelling of [name, ...escaped]) {
      const reply = await study.coordinator.send('POST', path, { raw: bodyWith(spelling) })
      expect(reply, spelling).toMatchObject({
        status: 422,
        body: { errors: [{ key: 'input.name' }] },
      })
    }
    for (const [spelling, key] of [
      [name, 'input.name'],
      ['a\\u0000', 'input.nul'],
    ] as const) {
      const raw = new Uint8Array(Buffer.from(bodyWith(spelling), 'utf16le'))
      const headers = { 'Content-Type': 'application/json; charset=utf-16le' }
      const reply = await study.coordinator.send('POST', path, { raw, headers })
      expect(reply, spelling).toMatchObject({ status: 422, body: { errors: [{ key }] } })
    }
  })

  it('sets security headers and keeps answers out of caches', async () => {
    const { coordinator } = study
    const found = await coordinator.get('/api/session')
    const missing = await coordinator.get('/api/nothing')
    vi.spyOn(server.store, 'changeMarks').mockRejectedValueOnce(new Error('No marks.'))
    const fault = await coordinator.get('/api/session')
    const page = await coordinator.get('/study/1')
    const replies = [found, missing, fault, page]
    expect(replies.map(({ status }) => status)).toEqual([200, 404, 500, 200])
    expect(page.body).toContain('page')
    for (const { headers } of replies) {
      const policy = (headers.get('content-security-policy') ?? '').split(';')
      expect(policy.sort()).toEqual(CONTENT_POLICY)
      const others = Object.keys(SECURITY_HEADERS).map((name) => [name, headers.get(name)])
      expect(Object.fromEntries(others)).toEqual(SECURITY_HEADERS)
      expect(headers.get('x-powered-by')).toBeNull()
    }
    const kept = replies.map(({ headers }) => headers.get('cache-control'))
    expect(kept).toEqual(['no-store', 'no-store', 'no-store', 'no-cache'])
  })

  it('AC-12: believes no cookie and takes no password over a plain network', async () => {
    const { hostname, port } = new URL(server.base)
    const token = study.coordinator.cookie ?? ''
    const { request } = await import('node:http')
    const send = (path: string, method: string, body?: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const headers = { Host: 'edc.hospital.example', Cookie: token }
        const json = { ...headers, 'Content-Type': 'application/json' }
        const sent = request(
          { hostname, port, path, method, headers: body === undefined ? headers : json },
          (answer) => {
            answer.resume()
            resolve(answer.statusCode ?? 0)
          },
        )
        sent.on('error', reject)
        sent.end(body)
      })
    expect(await send('/api/studies', 'GET')).toBe(401)
    const credentials = JSON.stringify({ username: 'ada', password: 'x' })
    expect(await send('/api/sign-in', 'POST', credentials)).toBe(403)
  })

  it('AC-12: hands out a __Host- cookie behind a proxy that ends TLS', async () => {
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const made = await administrator.post('/api/accounts', { username: 'tls', displayName: 'Tls' })
    const { firstPassword } = made.body as { firstPassword: string }
    const reply = await new Browser(server.base).post(
      '/api/sign-in',
      { username: 'tls', password: firstPassword },
      { 'X-Forwarded-Proto': 'https' },
    )
    const cookie = reply.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-hepatrial=/)
    expect(cookie).toContain('Secure')
    expect(cookie).toContain('Path=/')
  })

  it('BK-07: serves health, readiness and metrics', async () => {
    const browser = new Browser(server.base)
    expect((await browser.get('/healthz')).status).toBe(200)
    expect((await browser.get('/readyz')).status).toBe(200)
    const metrics = await browser.get('/metrics')
    expect(metrics.body).toContain('hepatrial_answers_total{route="createSubject",status="201"} 2')
    const far = await browser.get('/metrics', { headers: { 'X-Forwarded-For': '203.0.113.5' } })
    expect(far.status).toBe(404)
  })

  it('OR-05: never saves in the name of who signed in beside an open page', async () => {
    const { body } = await study.coordinator.get('/api/session')
    const { account } = body as { account: { id: string } }
    const path = `${study.path}/subjects`
    const meant = (id: string) => ({ 'X-Hepatrial-Account': id })
    const other = await study.coordinator.post(path, subject('A1'), meant('somebody-else'))
    expect(other).toMatchObject({ status: 401, body: { type: 'urn:problem:not-signed-in' } })
    expect((await study.coordinator.get(path, { headers: meant('somebody-else') })).status).toBe(
      401,
    )
    expect((await study.coordinator.post(path, subject('A2'), meant(account.id))).status).toBe(201)
    const session = await study.coordinator.get('/api/session', { headers: meant('somebody-else') })
    expect(session.status).toBe(200)
  })

  it('describes every route as OpenAPI 3.1 and shows it without other servers', async () => {
    const { body } = await new Browser(server.base).get('/openapi.json')
    const document = body as {
      openapi: string
      paths: Record<string, Record<string, { operationId: string }>>
      components: { schemas: Record<string, unknown> }
    }
    expect(document.openapi).toBe('3.1.0')
    const described = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(described.sort()).toEqual(ROUTES.map(({ id }) => id).sort())
    expect(Object.keys(document.components.schemas)).toContain('Problem')
    const page = await new Browser(server.base).get('/docs/')
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  })

  it('refuses to start while a route has no handler', () => {
    const pipeline = {
      store: server.store,
      sessions: { find: () => Promise.resolve(null), peek: () => Promise.resolve(null) },
      scopes: {} as never,
      checkAnswers: false,
      bearers: { find: () => Promise.reject(new Error('no token')) },
      openBeforePasswordChange: new Set<string>(),
      openBeforeSecondFactor: new Set<string>(),
    }
    expect(() => {
      bindRoutes(express(), ROUTES, handlerTable([]), pipeline)
    }).toThrow(RouteTableError)
    expect(builtInFamilies.protocols.keys).toHaveLength(5)
  })

  it('names each route by the name it is exported under, once', () => {
    const ids = ROUTES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const places = ROUTES.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(places).size).toBe(places.length)
  })

  it('AC-12: logs no secret and answers with none', async () => {
    const secret = 'a-very-secret-passphrase'
    const browser = new Browser(server.base)
    const wrong = await browser.post('/api/sign-in', { username: 'ada', password: secret })
    await browser.post(`/api/sign-in?password=${secret}`, { username: secret, password: secret })
    await browser.post('/api/setup', { token: secret, password: secret })
    await browser.send('POST', '/api/sign-in', { raw: `{"password":"${secret}"` })
    await browser.get('/api/session', { headers: { Authorization: `Bearer ${secret}` } })
    const session = study.coordinator.cookie?.split('=')[1] ?? ''
    await study.coordinator.get('/api/session')
    expect(server.log()).toContain('"routeId":"signIn"')
    expect(server.log()).not.toContain(secret)
    expect(server.log()).not.toContain(session)
    expect(JSON.stringify(wrong.body)).not.toContain(secret)
  })
})
