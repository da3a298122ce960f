import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'
import {
  complete,
  looked,
  newSigner,
  saved,
  sign,
  signed,
  signIn,
  UNSCHEDULED,
  type At,
} from './signing-support.ts'

const VISIT: At = { scope: 'visit', visit: UNSCHEDULED }

describe.each(ENGINES)('components of a signature by session on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  /** A subject with one visit of two complete forms. */
  const withVisit = async (subjid: string): Promise<string> => {
    const subject = await seedSubject(study, subjid)
    const visit = UNSCHEDULED
    const visits = { items: { SVSTDAT: '2026-02-01' }, rows: [] }
    await saved(study.coordinator, subject, { form: 'visits', visit, values: visits })
    await saved(study.coordinator, subject, { form: 'vitals', visit, values: complete('vitals') })
    return subject
  }
  it('ES-03: asks for all components again after a time-out, a sign-out and in another session', async () => {
    const signer = await newSigner(server, study.key)
    const subject = await withVisit('1003')
    const alone = { username: undefined, meaning: 'review' }
    await signed(signer, subject, VISIT)
    server.clock.advance({ minutes: 31 })
    expect((await signer.browser.get('/api/notices')).status).toBe(401)
    for (const meaning of ['author', 'approval'] as const) {
      await signIn(signer)
      expect((await looked(signer, subject, VISIT)).components).toBe('all')
      expect((await sign(signer, subject, VISIT, alone)).status).toBe(422)
      expect((await sign(signer, subject, VISIT, { meaning })).status).toBe(201)
      expect((await signer.browser.post('/api/sign-out', {})).status).toBe(204)
    }
    await signIn(signer)
    expect((await sign(signer, subject, VISIT, alone)).status).toBe(422)
  })
})
