import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAttemptLimit } from '../../../server/accounts/attempt-limit.ts'
import { verify } from '../../../server/audit/verify.ts'
import { openTestSqlite } from '../../db/open-stores.ts'
import { give, person, signIn } from '../support/people.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

describe('a server whose clock is set while it runs', () => {
  let server: TestServer
  let study: SeededStudy
  let subject: string
  let nurse: Browser

  beforeAll(async () => {
    server = await startServer(openTestSqlite)
    study = await seedStudy(server)
    subject = await seedSubject(study, '1001')
    const root = await signedIn(server, [{ role: 'administrator', study: null }])
    nurse = await person(server, 'nurse')
    await give(server, root, 'nurse', { role: 'coordinator', study: study.key, site: 'S1' })
    // The right began before the step: one that begins later is not in force after it.
    server.clock.advance({ hours: 3 })
    await signIn(server, 'nurse', {}, nurse)
  })
  afterAll(() => server.stop())

  const save = async (term: string, browser = nurse): Promise<number> => {
    const items = { AETERM: term, AETOXGR: '1', AESTDAT: '2026-02-01' }
    const form = { form: 'adverse-events', visit: null, values: { items, rows: [] } }
    return (await browser.post(`${subject}/records`, form)).status
  }

  it('TM-04, TM-05: back: who is signed in goes on, entries stay in their order, and the step is one of them', async () => {
    expect(await save('before')).toBe(201)
    server.clock.advance({ hours: -2 })
    expect(await save('after')).toBe(201)
    expect(await save('after that')).toBe(201)
    const entries = await server.store.read.select().from(server.store.t.auditEntry)
    const steps = entries.filter(({ act }) => act === 'clock.backward')
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.every(({ before, after }) => (before ?? '') > (after ?? ''))).toBe(true)
    const { faults } = await verify(server.store)
    expect(faults).toEqual([])
  })

  it('TM-04: back: a session still ends when it has not been used for as long as it may', async () => {
    server.clock.advance({ minutes: 29 })
    expect(await save('in time')).toBe(201)
    server.clock.advance({ minutes: 31 })
    expect(await save('too late')).toBe(401)
  })

  it('TM-04: forward: a session ends as unused, and the next sign-in works', async () => {
    expect((await signIn(server, 'nurse', {}, nurse)).status).toBe(200)
    server.clock.advance({ hours: 5 })
    expect(await save('late')).toBe(401)
    expect((await signIn(server, 'nurse', {}, nurse)).status).toBe(200)
    expect(await save('again')).toBe(201)
    const { faults } = await verify(server.store)
    expect(faults).toEqual([])
  })

  it('TM-04: back: an address that has failed too often waits no longer than its five minutes', async () => {
    const limit = createAttemptLimit(server.store, 'password')
    const fail = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await limit.noteFailure('10.1.1.1')
    }
    await fail(60)
    server.clock.advance({ minutes: 4 })
    await expect(limit.check('10.1.1.1')).rejects.toThrow()
    server.clock.advance({ minutes: 2 })
    await limit.check('10.1.1.1')
    await fail(60)
    await expect(limit.check('10.1.1.1')).rejects.toThrow()
    server.clock.advance({ hours: -2 })
    await limit.check('10.1.1.1')
    // What fails from then on counts from then on.
    await fail(1)
    await limit.check('10.1.1.1')
  })
})
