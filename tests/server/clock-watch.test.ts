import { Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLOCK_TOLERANCE_MS, createClockWatch } from '../../server/clock-watch.ts'
import { createLogger } from '../../server/http/request-log.ts'
import { ENGINES } from '../db/open-stores.ts'
import { systemActs } from './support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from './support/test-server.ts'

describe.each(ENGINES)('the clock of a running server on $engine', ({ open }) => {
  let server: TestServer
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
  })
  afterAll(() => server.stop())

  const alerts = async (): Promise<readonly { before: string; after: string }[]> => {
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    const { body } = await administrator.get('/api/clock-alerts')
    return (body as { alerts: { before: string; after: string }[] }).alerts
  }
  const watched = () => {
    let steady = 0
    let log = ''
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        log += chunk.toString()
        done()
      },
    })
    const logger = createLogger('info', sink)
    const watch = createClockWatch({ store: server.store, logger, monotonic: () => steady })
    const pass = (milliseconds: number): void => {
      steady += milliseconds
    }
    return { watch, pass, log: () => log }
  }

  it('TM-04: a jump forward is noticed under a running server, logged, and shown to administrators', async () => {
    const { watch, pass, log } = watched()
    server.clock.advance({ hours: 3 })
    pass(10_000)
    await watch.check()
    const [alert] = await alerts()
    const jump = Date.parse(alert?.after ?? '') - Date.parse(alert?.before ?? '')
    expect(Math.round(jump / 60_000)).toBe(180)
    expect(log()).toContain('clock jumped')
    expect((await systemActs(server)).filter((act) => act === 'clock.jump')).toHaveLength(1)
    await watch.check()
    expect(await alerts()).toHaveLength(1)
    const nurse = await signedIn(server, [])
    expect((await nurse.get('/api/clock-alerts')).status).toBe(403)
  })

  it('TM-04: a step back is noticed under a running server, before anybody saves', async () => {
    const before = await alerts()
    const { watch, pass, log } = watched()
    server.clock.advance({ hours: -2 })
    pass(10_000)
    await watch.check()
    const after = await alerts()
    expect(after.length).toBeGreaterThan(before.length)
    expect(after.some((one) => one.after < one.before)).toBe(true)
    expect(log()).toContain('clock jumped')
  })

  it('TM-04: time that simply passes, and small corrections, raise no alert', async () => {
    const before = await alerts()
    const { watch, pass } = watched()
    server.clock.advance({ hours: 5 })
    pass(5 * 3_600_000)
    await watch.check()
    server.clock.advance({ minutes: 1 })
    pass(CLOCK_TOLERANCE_MS / 2)
    await watch.check()
    expect(await alerts()).toEqual(before)
  })
})
