import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../db/store.ts'
import { createStudyWatch } from '../../../server/live-study/service.ts'
import { createDefinitions, findStudyId } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { UNATTENDED_HEADER } from '../../../shared/api/unattended-header.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const definition = builtInFamilies.protocols.get('donafenib-switch')

/** Somebody who listens to the changes of a study. */
class Listener {
  private text = ''
  private readonly gone = new AbortController()
  ended = false

  /** Begins to listen; gives the answer's head. */
  async open(server: TestServer, path: string, by: Browser): Promise<Response> {
    const response = await fetch(`${server.base}${path}/live/changes`, {
      headers: { Cookie: by.cookie ?? '', 'Accept-Encoding': 'gzip' },
      signal: this.gone.signal,
    })
    void this.read(response)
    return response
  }

  private async read({ body }: Response): Promise<void> {
    const decoder = new TextDecoder()
    const reader = body?.getReader()
    try {
      for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
        this.text += decoder.decode(piece.value)
      }
    } catch {
      // The listener left.
    }
    this.ended = true
  }

  get marks(): readonly string[] {
    return Array.from(this.text.matchAll(/^event: change\ndata: (\w+)$/gm), ([, mark = '']) => mark)
  }

  get beats(): number {
    return this.text.split(': still here').length - 1
  }

  leave(): void {
    this.gone.abort()
  }
}

/** Milliseconds until something holds; fails after five seconds. */
async function until(holds: () => boolean): Promise<number> {
  const began = performance.now()
  while (!holds()) {
    if (performance.now() - began > 5_000) throw new Error('It does not come to hold.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return performance.now() - began
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, 600))

describe.each(ENGINES)('word of changes on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy

  beforeAll(async () => {
    server = await startServer(open, undefined, { beatMs: 100 })
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const listen = async (by: Browser): Promise<Listener> => {
    const listener = new Listener()
    const head = await listener.open(server, study.path, by)
    expect(head.status).toBe(200)
    expect(head.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(head.headers.get('content-encoding')).toBeNull()
    await until(() => listener.marks.length === 1)
    return listener
  }

  it('comes within a second of a save, as a mark that names nothing', async () => {
    const listener = await listen(study.monitor)
    await seedSubject(study, '1001')
    expect(await until(() => listener.marks.length === 2)).toBeLessThan(1_000)
    const [first, second] = listener.marks
    expect(second).toMatch(/^[0-9a-f]{16}$/)
    expect(second).not.toBe(first)
    await until(() => listener.beats > 1)
    listener.leave()
  })

  it('does not come for a site that one may not see', async () => {
    const listener = await listen(study.stranger)
    await seedSubject(study, '1002')
    await quiet()
    expect(listener.marks).toHaveLength(1)
    listener.leave()
  })

  it('comes when a version that was approved before takes effect on its day', async () => {
    const amended = await seedStudy(server)
    const administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const amendment = { definition: { ...definition, version: '1.1' }, note: 'a new version' }
    const basedOn = { 'If-Match': '"1"' }
    const versions = `${amended.path}/versions`
    const published = await administrator.post(versions, amendment, basedOn)
    expect(published.status, JSON.stringify(published.body).slice(0, 400)).toBe(201)
    const dayFromNow = (days: number): string =>
      new Date(Date.parse(server.store.now()) + days * 86_400_000).toISOString()
    const approved = await administrator.post(`${versions}/2/approvals`, {
      ...{ site: 'S1', effectiveFrom: dayFromNow(2).slice(0, 10), reason: 'approved' },
    })
    expect(approved.status, JSON.stringify(approved.body).slice(0, 400)).toBe(201)
    let ahead = 0
    const store: Store = { ...server.store, now: () => dayFromNow(ahead) }
    const watch = createStudyWatch({ store, definitions: createDefinitions(store) })
    const studyId = (await findStudyId(store, amended.key)) ?? ''
    const marks: string[] = []
    const tell = (mark: string): number => marks.push(mark)
    const stop = watch.watch({ studyId, sites: { kind: 'all' } }, tell, () => undefined)
    await until(() => marks.length === 1)
    await quiet()
    expect(marks).toHaveLength(1)
    ahead = 3
    await until(() => marks.length === 2)
    stop()
    expect(marks[1]).not.toBe(marks[0])
  })

  it('ends with the session, and does not keep it alive', async () => {
    const reader = await signedIn(server, [{ role: 'monitor', study: study.key }])
    const listener = await listen(reader)
    server.clock.advance({ minutes: 20 })
    await until(() => listener.beats > 3)
    server.clock.advance({ minutes: 20 })
    await until(() => listener.ended)
    expect((await reader.get(`${study.path}/live`)).status).toBe(401)
  })

  it('is no use of a session, nor is what a page asks by itself', async () => {
    const reader = await signedIn(server, [{ role: 'monitor', study: study.key }])
    const path = `${study.path}/live`
    const byItself = { headers: { [UNATTENDED_HEADER]: '1' } }
    server.clock.advance({ minutes: 16 })
    expect((await reader.get(path, byItself)).status).toBe(200)
    expect((await reader.get(path, { headers: { Accept: 'text/event-stream' } })).status).toBe(200)
    server.clock.advance({ minutes: 16 })
    expect((await reader.get(path)).status).toBe(401)
  })

  it('ends with a right at one of its sites, and goes on while the sites are the same', async () => {
    const both = ['S2', 'S1'].map((site) => ({ role: 'monitor' as const, study: study.key, site }))
    const listener = await listen(await signedIn(server, both, 'narrowed'))
    await until(() => listener.beats > 2)
    expect(listener.ended).toBe(false)
    const { store } = server
    const { account, accountGrant } = store.t
    const [reader] = await store.read.select().from(account).where(eq(account.username, 'narrowed'))
    const grants = eq(accountGrant.accountId, reader?.id ?? '')
    const [grant] = await store.read.select().from(accountGrant).where(grants)
    const gone = { validTo: store.now(), withdrawnBy: reader?.id }
    const one = eq(accountGrant.id, grant?.id ?? '')
    await store.write((tx) => tx.update(accountGrant).set(gone).where(one))
    server.clock.advance({ minutes: 1 })
    await until(() => listener.ended)
  })

  it('ends when a duty comes first', async () => {
    const reader = await signedIn(server, [{ role: 'monitor', study: study.key }], 'dutiful')
    const listener = await listen(reader)
    const { store } = server
    const { account } = store.t
    const own = eq(account.username, 'dutiful')
    await store.write((tx) => tx.update(account).set({ mustChangePassword: true }).where(own))
    server.clock.advance({ minutes: 1 })
    await until(() => listener.ended)
  })

  it('ends when somebody signs out', async () => {
    const reader = await signedIn(server, [{ role: 'monitor', study: study.key }])
    const listener = await listen(reader)
    expect((await reader.post('/api/sign-out', {})).status).toBeLessThan(300)
    await until(() => listener.ended)
  })
})

describe('a server that stops', () => {
  it('does not wait for listeners', async () => {
    const { open } = ENGINES[0] ?? {}
    if (open === undefined) throw new Error('no engine')
    const server = await startServer(open, undefined, { beatMs: 10_000 })
    const study = await seedStudy(server)
    const listener = new Listener()
    await listener.open(server, study.path, study.monitor)
    await until(() => listener.marks.length === 1)
    await server.stop()
    await until(() => listener.ended)
  })
})
