import { spawnSync } from 'node:child_process'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verify } from '../../../server/audit/verify.ts'
import { openStore } from '../../../server/open-store.ts'
import { systemStatus } from '../../../server/system-status/read-status.ts'
import { hepatrial } from '../cli/run-hepatrial.ts'
import { seedWriters } from './killed-study.ts'
import {
  buildServerProgram,
  type ServerPlace,
  type ServerProgram,
  type WaitingServer,
} from './server-program.ts'
import { send, vitals, type Answer, type Person } from './writer.ts'

/** A machine that does much else takes its time. */
const WHILE = { timeout: 15_000 }
const LONG_MS = 90_000

let program: ServerProgram
const servers: WaitingServer[] = []
const folders: string[] = []

beforeAll(async () => {
  program = await buildServerProgram()
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill()))
})
afterAll(() => {
  program.remove()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'faults-'))
  folders.push(folder)
  return folder
}

function start(place: ServerPlace): WaitingServer {
  const server = program.start(place)
  servers.push(server)
  server.begin()
  return server
}

async function seeded(dataDir: string): Promise<Person> {
  const store = await openStore({ dataDir })
  const [person] = await seedWriters(store, 1)
  await store.close()
  if (person === undefined) throw new Error('nobody was made')
  return person
}

/** Saves the vital signs over a version. */
async function save(url: string, person: Person, version: number): Promise<Answer> {
  const answer = await send(url, {
    method: 'PUT',
    path: `${person.path}/records/${person.record}`,
    headers: { cookie: person.cookies.nurse, 'if-match': `"${version}"` },
    body: JSON.stringify({ values: vitals(version), reason: 'read again' }),
  })
  if (answer === null) throw new Error('The server did not answer.')
  return answer
}

/** What the page of the system says of the last check. */
async function lastCheck(dataDir: string) {
  const store = await openStore({ dataDir })
  const { alerts, verified } = await systemStatus({ store, dataDir })
  await store.close()
  return { isTold: alerts.includes('chain-faults'), verified }
}

async function faultsOf(dataDir: string): Promise<readonly unknown[]> {
  const store = await openStore({ dataDir })
  const { faults } = await verify(store)
  await store.close()
  return faults
}

describe('a data folder that a server uses', () => {
  it(
    'BK-03: is refused to a second one in words, with nothing changed; a kill leaves it free',
    async () => {
      const dataDir = newFolder()
      const first = start({ dataDir })
      const url = await first.url
      const before = await contentAtRest(dataDir)
      const second = start({ dataDir })
      expect(await second.ended).toBe(1)
      expect(second.written()).toContain(
        `${url} (process ${first.process.pid}) uses this data folder already`,
      )
      expect(contentOf(dataDir)).toEqual(before)
      expect((await fetch(`${url}/readyz`)).status).toBe(200)

      await first.kill()
      const third = start({ dataDir })
      expect((await fetch(`${await third.url}/readyz`)).status).toBe(200)
    },
    LONG_MS,
  )

  it(
    'BK-03: lets commands from the shell write beside it',
    async () => {
      const dataDir = newFolder()
      await start({ dataDir }).url
      const store = await openStore({ dataDir })
      await store.write(async (tx) => {
        await tx.update(store.t.account).set({ locked: false })
      })
      await store.close()
    },
    LONG_MS,
  )
})

describe('a database that somebody edited', () => {
  it(
    'AT-19: is told of at the start, there and on the page, and verify names the entry and notes it',
    async () => {
      const dataDir = newFolder()
      const person = await seeded(dataDir)
      const clean = start({ dataDir })
      const url = await clean.url
      await expect.poll(clean.written, WHILE).toContain('/setup?token=')
      expect(clean.written()).not.toContain('altered')
      expect((await save(url, person, 1)).status).toBe(200)
      await clean.kill()
      expect(await lastCheck(dataDir)).toEqual({ isTold: false, verified: null })

      const db = new Sqlite(path.join(dataDir, 'hepatrial.sqlite'))
      for (const { name } of db
        .prepare<[], { name: string }>(
          "select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_entry'",
        )
        .all()) {
        db.exec(`drop trigger "${name}"`)
      }
      const edited = db.prepare(
        "update audit_entry set reason = 'none' where reason = 'read again'",
      )
      expect(edited.run().changes).toBe(1)
      db.close()

      const server = start({ dataDir })
      await server.url
      await expect
        .poll(server.written, WHILE)
        .toContain('the audit trail was altered past the program')
      expect((await save(await server.url, person, 2)).status).toBe(200)
      await server.kill()
      const atStart = await lastCheck(dataDir)
      expect(atStart).toMatchObject({ isTold: true, verified: { faults: 1 } })
      const { code, err } = await hepatrial('verify', '--data', dataDir)
      expect(code).toBe(1)
      expect(err).toMatch(/:\d+: the entry was altered after it was written/)
      const noted = await lastCheck(dataDir)
      expect(noted.isTold).toBe(true)
      expect(noted.verified?.at).not.toBe(atStart.verified?.at)
    },
    LONG_MS,
  )
})

describe('a server on the network', () => {
  const folder = newFolder()
  const settings = { TLS_CERT: path.join(folder, 'cert'), TLS_KEY: path.join(folder, 'key') }
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'],
    ...['-keyout', settings.TLS_KEY, '-out', settings.TLS_CERT],
  ])
  const isMade = made.status === 0
  if (!isMade) process.stderr.write('There is no openssl here: the test of TLS is left out.\n')

  it.skipIf(!isMade)(
    'AC-12: ends TLS itself where it has a certificate, and then hands out a cookie for TLS alone',
    async () => {
      const dataDir = newFolder()
      const person = await seeded(dataDir)
      const url = await start({ dataDir, settings }).url
      expect(url).toMatch(/^https:/)
      const cookie = person.cookies.nurse.replace('hepatrial-session', '__Host-hepatrial')
      const { status, headers } = await getOverTls(`${url}/api/session`, cookie)
      expect(status).toBe(200)
      expect(headers['strict-transport-security']).toMatch(/max-age=\d{7,}/)
      // The name of the cookie on this machine's own open line is not believed over TLS.
      const open = await getOverTls(url + person.path, person.cookies.nurse)
      expect(open.status).toBe(401)
      // A health check on the machine asks over TLS too, whatever name the certificate is made out to.
      Object.assign(process.env, settings)
      const asked = await hepatrial('ready', '--port', new URL(url).port)
      for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name)
      expect(asked.out).toBe(`ready\t${url}/readyz\n`)
    },
  )

  it(
    'AC-12: says so where it would be open to the network, and does not start on half a setting',
    async () => {
      const [open, half] = [newFolder(), newFolder()]
      const server = start({ dataDir: open, host: '0.0.0.0' })
      await server.url
      await expect
        .poll(server.written, WHILE)
        .toContain('0.0.0.0 is open to the network without encryption')
      const refused = start({ dataDir: half, settings: { TLS_CERT: settings.TLS_CERT } })
      expect(await refused.ended).toBe(1)
      expect(refused.written()).toContain('TLS_CERT and TLS_KEY go together')
      expect(readdirSync(half)).toEqual([])
    },
    LONG_MS,
  )
})

interface TlsReply {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
}

/** The certificate of the tests is signed by nobody. */
function getOverTls(url: string, cookie: string): Promise<TlsReply> {
  return new Promise((resolve, reject) => {
    const options = { headers: { cookie }, rejectUnauthorized: false }
    get(url, options, (response) => {
      response.resume()
      resolve({ status: response.statusCode, headers: response.headers })
    }).once('error', reject)
  })
}

/** Names, sizes and times of what lies in a folder; of the database's shared memory its name alone. */
function contentOf(folder: string): readonly unknown[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(path.join(folder, name))
      return name.endsWith('-shm') ? [name] : [name, size, mtimeMs]
    })
}

/** The same once a server that has just come up has done what it does by itself. */
async function contentAtRest(folder: string): Promise<readonly unknown[]> {
  let earlier: readonly unknown[] = []
  await expect
    .poll(
      () => {
        const now = contentOf(folder)
        const isSame = JSON.stringify(now) === JSON.stringify(earlier)
        earlier = now
        return isSame
      },
      { ...WHILE, interval: 300 },
    )
    .toBe(true)
  return earlier
}

describe('a disk that is full', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'full-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'none', folder]).status === 0
  if (!mounted) process.stderr.write('No small disk can be mounted here: its test is left out.\n')
  afterAll(() => {
    if (mounted) spawnSync('umount', [folder])
    rmSync(folder, { recursive: true, force: true })
  })

  it.skipIf(!mounted)(
    'BK-07: refuses saves in words and goes on reading; with room again it saves, unharmed',
    async () => {
      const dataDir = path.join(folder, 'data')
      const person = await seeded(dataDir)
      const settings = { LOG_LEVEL: 'info', LOG_FILE: path.join(folder, 'log') }
      const server = start({ dataDir, settings })
      const url = await server.url
      let version = 1
      for (let time = 0; time < 2; time += 1) {
        fill(path.join(folder, 'ballast'))
        const refused = await saveUntilRefused(url, person, (stored) => (version = stored))
        expect(refused).toMatchObject({ type: 'urn:problem:storage-full', status: 507 })
        expect(refused.title).toContain('nothing was saved')
        const read = await fetch(url + person.path, { headers: { cookie: person.cookies.nurse } })
        expect(read.status).toBe(200)
        const { records } = (await read.json()) as { records: { id: string; version: number }[] }
        expect(records.find(({ id }) => id === person.record)?.version).toBe(version)
        expect((await save(url, person, version)).status).toBe(507)

        rmSync(path.join(folder, 'ballast'))
        for (let n = 0; n < 3; n += 1) {
          const answer = await save(url, person, version)
          expect(answer.status, answer.text).toBe(200)
          version += 1
        }
      }
      fill(path.join(folder, 'ballast'))
      await server.kill()
      const late = start({ dataDir, settings })
      const answer = await fetch((await late.url) + person.path, {
        headers: { cookie: person.cookies.nurse },
      })
      expect(answer.status).toBe(200)
      rmSync(path.join(folder, 'ballast'))
      expect((await save(await late.url, person, version)).status).toBe(200)
      await late.kill()
      expect(await faultsOf(dataDir)).toEqual([])
      expect(readFileSync(settings.LOG_FILE, 'utf8')).toContain('SQLITE_FULL')
    },
    LONG_MS,
  )
})

/** Takes all the room there is, to the last kilobytes. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w')
  for (const size of [1 << 20, 1 << 12]) while (hasRoom(descriptor, size)) continue
  closeSync(descriptor)
}

function hasRoom(descriptor: number, size: number): boolean {
  try {
    return writeSync(descriptor, Buffer.alloc(size, 1)) === size
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false
    throw error
  }
}

/** What is left of room inside the database's own files is used up first. */
async function saveUntilRefused(
  url: string,
  person: Person,
  stored: (version: number) => number,
): Promise<{ title: string; type: string; status: number }> {
  let version = stored(await versionOf(url, person))
  for (;;) {
    const answer = await save(url, person, version)
    if (answer.status !== 200) {
      return JSON.parse(answer.text) as { title: string; type: string; status: number }
    }
    version = stored(version + 1)
  }
}

async function versionOf(url: string, person: Person): Promise<number> {
  const answer = await fetch(url + person.path, { headers: { cookie: person.cookies.nurse } })
  const { records } = (await answer.json()) as { records: { id: string; version: number }[] }
  return records.find(({ id }) => id === person.record)?.version ?? 0
}
