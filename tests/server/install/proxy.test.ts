import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import https from 'node:https'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { signedIn, startServer, type TestServer } from '../support/test-server.ts'

const DEPLOY = fileURLToPath(new URL('../../../deploy', import.meta.url))
const NGINX = '/usr/sbin/nginx'
const hasTools = existsSync(NGINX) && existsSync('/usr/bin/openssl')
if (!hasTools)
  console.log('Left out: the proxy in front, because nginx or openssl is not installed.')

interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Free ports, one after the other. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise<void>((resolve) => {
    probe.close(() => {
      resolve()
    })
  })
  return port
}

describe.skipIf(!hasTools)('nginx with the configuration of the product', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'proxy-'))
  let server: TestServer
  let second: http.Server
  let nginx: ChildProcess
  let port: number
  let plainPort: number
  let cookie: string

  const ask = (at: string, options: https.RequestOptions = {}, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const wish = { host: '127.0.0.1', port, path: at, rejectUnauthorized: false, ...options }
      const request = https.request(wish, (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('end', () => {
          const { statusCode: status = 0, headers } = reply
          resolve({ status, headers, body: Buffer.concat(parts).toString() })
        })
      })
      request.on('error', reject)
      request.end(body)
    })

  /** The files of the product, with the places of a container replaced by those of this test. */
  async function startNginx(servers: readonly number[]): Promise<void> {
    port = await freePort()
    plainPort = await freePort()
    mkdirSync(path.join(folder, 'tls'), { recursive: true })
    const key = path.join(folder, 'tls', 'key.pem')
    const made = ['-keyout', key, '-out', path.join(folder, 'tls', 'certificate.pem')]
    const what = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    execFileSync('openssl', ['req', ...what, '-days', '2', '-subj', '/CN=localhost', ...made], {
      stdio: 'ignore',
    })
    const upstream = readFileSync(path.join(DEPLOY, 'nginx', 'two-servers.conf'), 'utf8')
      .replace('server-a:3000', `127.0.0.1:${servers[0]}`)
      .replace('server-b:3000', `127.0.0.1:${servers[1]}`)
    writeFileSync(path.join(folder, 'servers.conf'), upstream)
    const site = readFileSync(path.join(DEPLOY, 'nginx', 'hepatrial.conf'), 'utf8')
      .replaceAll(/^ *listen \[::\].*$/gm, '')
      .replace('listen 80;', `listen 127.0.0.1:${plainPort};`)
      .replace('listen 443 ', `listen 127.0.0.1:${port} `)
      .replace('/etc/nginx/hepatrial/servers.conf', path.join(folder, 'servers.conf'))
      .replaceAll('/etc/nginx/tls', path.join(folder, 'tls'))
    writeFileSync(path.join(folder, 'site.conf'), site)
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((one) => `${one}_temp_path ${path.join(folder, one)};`)
      .join(' ')
    writeFileSync(
      path.join(folder, 'nginx.conf'),
      `daemon off; pid ${path.join(folder, 'pid')}; error_log ${path.join(folder, 'error.log')};
       events {} http { access_log off; ${temporary} include ${path.join(folder, 'site.conf')}; }`,
    )
    execFileSync(NGINX, ['-t', '-p', folder, '-c', path.join(folder, 'nginx.conf')], {
      stdio: 'pipe',
    })
    nginx = spawn(NGINX, ['-p', folder, '-c', path.join(folder, 'nginx.conf')], { stdio: 'ignore' })
    await answering()
  }

  /** Waits until a server answers behind the proxy; gives up after ten seconds. */
  async function answering(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const reply = await ask('/readyz').catch(() => null)
      if (reply?.status === 200) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(readFileSync(path.join(folder, 'error.log'), 'utf8'))
  }

  beforeAll(async () => {
    server = await startServer(openTestStore)
    const definition = builtInFamilies.protocols.get('toripalimab-donafenib')
    const actor = systemActor({ part: 'test', studyId: null })
    const trial = { subjects: [] }
    await importFolder(server.store, actor, { studyKey: 'PROXY', definition, trial })
    // Another one on the same data, as a second process on the same database is.
    const logger = createLogger('silent')
    second = http.createServer(
      createApp({ store: server.store, families: builtInFamilies, logger }),
    )
    await new Promise<void>((resolve) => second.listen(0, '127.0.0.1', resolve))
    const person = await signedIn(server, [{ role: 'statistician', study: 'PROXY' }])
    cookie = `__Host-hepatrial=${person.cookie?.split('=')[1] ?? ''}`
    const { port: other } = second.address() as AddressInfo
    await startNginx([Number(new URL(server.base).port), other])
  }, 60_000)
  afterAll(async () => {
    if (nginx.exitCode === null) {
      const gone = new Promise((resolve) => nginx.once('exit', resolve))
      nginx.kill('SIGTERM')
      await gone
    }
    second.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('AC-12: sends who comes without TLS to TLS, and says that it stays so', async () => {
    const plain = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http
        .get({ host: '127.0.0.1', port: plainPort, path: '/studies?x=1' }, (reply) => {
          reply.resume()
          resolve(reply)
        })
        .on('error', reject)
    })
    expect(plain.statusCode).toBe(308)
    expect(plain.headers.location).toMatch(/^https:\/\/127\.0\.0\.1.*\/studies\?x=1$/)
    expect((await ask('/healthz')).headers['strict-transport-security']).toContain('max-age=')
  })

  it('AC-12: is believed that a request came over TLS: the session of such requests opens', async () => {
    const session = await ask('/api/studies', { headers: { cookie } })
    expect(session.status).toBe(200)
    expect((await ask('/api/studies')).status).toBe(401)
  })

  it('hands each event of a stream on when it comes', async () => {
    const began = Date.now()
    const first = await new Promise<string>((resolve, reject) => {
      const wish = { host: '127.0.0.1', port, path: '/api/studies/PROXY/live/changes' }
      const request = https.get(
        { ...wish, rejectUnauthorized: false, headers: { cookie } },
        (reply) => {
          reply.once('data', (part: Buffer) => {
            resolve(part.toString())
            request.destroy()
          })
        },
      )
      request.on('error', reject)
    })
    expect(first.length).toBeGreaterThan(0)
    expect(Date.now() - began).toBeLessThan(5_000)
  })

  it('shows nobody the figures of the running server', async () => {
    expect((await ask('/metrics')).status).toBe(404)
  })

  it('goes on when one of the two servers is gone', async () => {
    const statuses = async (): Promise<readonly number[]> =>
      Promise.all(
        Array.from(
          { length: 10 },
          async () => (await ask('/api/studies', { headers: { cookie } })).status,
        ),
      )
    expect(new Set(await statuses())).toEqual(new Set([200]))
    second.closeAllConnections()
    await new Promise<void>((resolve) => {
      second.close(() => {
        resolve()
      })
      second.closeAllConnections()
    })
    expect(new Set(await statuses())).toEqual(new Set([200]))
  })

  it('answers for a server on the same machine, with the file for that', async () => {
    const shipped = readFileSync(path.join(DEPLOY, 'nginx', 'same-machine.conf'), 'utf8')
    expect(shipped).toContain('server 127.0.0.1:3000;')
    // As it is shipped nginx takes it, whatever names this machine knows.
    writeFileSync(path.join(folder, 'servers.conf'), shipped)
    const conf = ['-p', folder, '-c', path.join(folder, 'nginx.conf')]
    execFileSync(NGINX, ['-t', ...conf], { stdio: 'pipe' })
    const { port: own } = new URL(server.base)
    const here = shipped.replace('127.0.0.1:3000', `127.0.0.1:${own}`)
    // A place that the former configuration has not: whoever answers there has read the new one.
    const added = await freePort()
    const place = `server { listen 127.0.0.1:${added}; location / { proxy_pass http://hepatrial; } }`
    writeFileSync(path.join(folder, 'servers.conf'), `${here}${place}`)
    execFileSync(NGINX, ['-s', 'reload', ...conf], { stdio: 'pipe' })
    const status = () =>
      fetch(`http://127.0.0.1:${added}/readyz`).then(
        (reply) => reply.status,
        () => null,
      )
    await expect.poll(status, { timeout: 10_000 }).toBe(200)
    expect((await ask('/api/studies', { headers: { cookie } })).status).toBe(200)
  })
})
