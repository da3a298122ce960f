import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import type { Store } from '../../../db/store.ts'
import { createApp, type AppOptions } from '../../../server/app.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { createSessions } from '../../../server/accounts/sessions.ts'
import type { Role } from '../../../shared/access/permissions.ts'
import { builtInFamilies, type Families } from '../../../shared/families.ts'
import type { OpenTestStore, TestStore } from '../../db/test-store.ts'

/** A clock that tests move by hand. It starts at a fixed moment. */
export class TestClock {
  private at = Date.parse('2026-03-02T08:00:00.000Z')
  readonly now = (): Date => new Date((this.at += 1))
  advance(by: { readonly minutes?: number; readonly hours?: number }): void {
    this.at += ((by.hours ?? 0) * 60 + (by.minutes ?? 0)) * 60_000
  }
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: unknown
}

export interface Request {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is, in place of a JSON body. */
  readonly raw?: string | Uint8Array<ArrayBuffer>
}

/** One caller: keeps its cookie like a browser does. */
export class Browser {
  private readonly base: string
  cookie: string | null

  constructor(base: string, cookie: string | null = null) {
    this.base = base
    this.cookie = cookie
  }

  async send(method: string, path: string, request: Request = {}): Promise<Reply> {
    const { body, raw, headers = {} } = request
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.cookie === null ? {} : { Cookie: this.cookie }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
    })
    const cookie = response.headers.get('set-cookie')
    if (cookie !== null) this.cookie = cookie.split(';')[0] ?? null
    return toReply(response)
  }

  get(path: string, request?: Request): Promise<Reply> {
    return this.send('GET', path, request)
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('POST', path, { body, headers })
  }

  put(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('PUT', path, { body, headers })
  }
}

async function toReply(response: Response): Promise<Reply> {
  const answer = await textOf(response)
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
  const { status, headers } = response
  return { status, headers, body: isJson ? (JSON.parse(answer) as unknown) : answer }
}

/** A stream of events ends when nobody listens: that it began is its answer. */
async function textOf(response: Response): Promise<string> {
  const type = response.headers.get('content-type') ?? ''
  if (!type.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}

export interface TestServer {
  readonly store: Store
  readonly base: string
  readonly clock: TestClock
  /** Everything the server logged. */
  readonly log: () => string
  readonly execute: TestStore['execute']
  /**
   * Another server of the same database, with whatever a process keeps of its own. It shares the store
   * where the engine has one connection only. Stop it first.
   */
  readonly beside: () => Promise<TestServer>
  readonly stop: () => Promise<void>
}

/** The whole server over real HTTP, on an empty database of its own. */
export async function startServer(
  open: OpenTestStore,
  families: Families = builtInFamilies,
  options: AppOptions = {},
): Promise<TestServer> {
  const clock = new TestClock()
  const { store, execute, another, remove } = await open({ now: clock.now })
  const beside = async (): Promise<TestServer> => {
    const second = another === null ? store : await another()
    const shared = { clock, execute, beside, families, options }
    const close = (): Promise<void> => (second === store ? Promise.resolve() : second.close())
    return serveStore({ ...shared, store: second, close })
  }
  return serveStore({ store, clock, execute, beside, families, options, close: remove })
}

interface Served extends Pick<TestServer, 'store' | 'clock' | 'execute' | 'beside'> {
  readonly families: Families
  readonly options: AppOptions
  readonly close: () => Promise<void>
}

/** The whole server over real HTTP, on a database that is open. */
export async function serveStore(served: Served): Promise<TestServer> {
  const { store, clock, execute, beside, families, options } = served
  const lines: string[] = []
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  const logger = createLogger('debug', sink)
  const app = createApp({ store, families, logger, options: { checkAnswers: true, ...options } })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ store, clock, execute, beside },
    base: `http://127.0.0.1:${port}`,
    log: () => lines.join(''),
    stop: async () => {
      await close(server)
      await served.close()
    },
  }
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
}

export interface Right {
  readonly role: Role
  readonly study: string | null
  readonly site?: string | null
}

/** Who may sign has the identity on record. */
function identityChecked(accountId: string, at: string) {
  return {
    identityVerifiedBy: accountId,
    identityMethod: 'identity card, in person',
    identityVerifiedOn: at.slice(0, 10),
  }
}

/** Somebody with these rights and an open session, made without the steps of a sign-in. */
export async function signedIn(
  { store, base }: Pick<TestServer, 'store' | 'base'>,
  rights: readonly Right[],
  username = `user-${store
    .newId()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')}`,
): Promise<Browser> {
  const { account, accountGrant, study, site } = store.t
  const accountId = store.newId()
  const at = store.now()
  const studies = await store.read.select({ id: study.id, key: study.studyKey }).from(study)
  const sites = await store.read
    .select({ id: site.id, key: site.siteKey, studyId: site.studyId })
    .from(site)
  const token = await store.write(async (tx) => {
    await tx.insert(account).values({
      id: accountId,
      username,
      displayName: `Person ${username}`,
      passwordHash: 'no password opens this',
      passwordSetAt: at,
      mustChangePassword: false,
      createdAt: at,
    })
    for (const right of rights) {
      const studyId = studies.find(({ key }) => key === right.study)?.id ?? null
      const place = sites.find((row) => row.studyId === studyId && row.key === right.site)
      await tx.insert(accountGrant).values({
        id: store.newId(),
        accountId,
        role: right.role,
        studyId,
        siteId: place?.id ?? null,
        validFrom: at,
        ...(right.role === 'investigator' ? identityChecked(accountId, at) : {}),
      })
    }
    const opened = await createSessions(store).open(tx, accountId, {
      address: '127.0.0.1',
      userAgent: null,
    })
    return opened.token
  })
  return new Browser(base, `hepatrial-session=${token}`)
}
