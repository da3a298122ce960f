import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('opening studies on $engine', ({ open }) => {
  let server: TestServer
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
  })
  afterAll(() => server.stop())

  const sites = [{ code: 'S1', name: 'First Hospital', timeZone: 'Asia/Shanghai' }]
  const study = { id: 'LIVER-1', protocol: 'tace-systemic', sites }

  it('pins the protocol by its hash and audits the start of the study', async () => {
    const headers = { 'Idempotency-Key': 'open-liver-1' }
    const reply = await administrator.post('/api/studies', study, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    const repeated = await administrator.post('/api/studies', study, headers)
    expect(repeated.body).toEqual(reply.body)
    expect((await administrator.post('/api/studies', study)).status).toBe(409)
    const { body } = await administrator.get('/api/studies/LIVER-1')
    expect(body).toMatchObject({
      protocol: 'tace-systemic',
      definitionVersion: '1',
      sites,
      roles: ['administrator'],
    })
    const { definition, definitionHash } = body as { definition: unknown; definitionHash: string }
    expect(definitionHash).toMatch(/^[0-9a-f]{64}$/)
    expect(definition).toEqual(
      JSON.parse(JSON.stringify(builtInFamilies.protocols.get('tace-systemic'))),
    )
    const acts = (await actsOf(server, 'LIVER-1')).map(({ act }) => act)
    expect(acts).toEqual(['study.create', 'study.pin', 'site.create'])
  })

  it('adds a site once', async () => {
    const site = { code: 'S2', name: 'Second Hospital' }
    expect((await administrator.post('/api/studies/LIVER-1/sites', site)).status).toBe(201)
    expect((await administrator.post('/api/studies/LIVER-1/sites', site)).status).toBe(409)
    expect((await actsOf(server, 'LIVER-1')).at(-1)?.act).toBe('site.create')
  })

  it('refuses an unknown protocol and lists the known ones', async () => {
    const unknown = { ...study, id: 'LIVER-2', protocol: 'none' }
    const reply = await administrator.post('/api/studies', unknown)
    expect(reply.body).toMatchObject({ errors: [{ pointer: '/protocol' }] })
    const { protocols } = (await administrator.get('/api/protocols')).body as {
      protocols: { key: string }[]
    }
    expect(protocols.map(({ key }) => key)).toEqual(builtInFamilies.protocols.keys)
  })

  it('lets nobody edit a pinned definition', async () => {
    const person = await signedIn(server, [{ role: 'monitor', study: 'LIVER-1' }])
    expect((await person.get('/api/studies/LIVER-1')).status).toBe(200)
    const { studyVersion } = server.store.t
    const refused = server.store.write(async (tx) => {
      await tx.update(studyVersion).set({ definition: '{}' })
    })
    await expect(refused).rejects.toThrow()
  })
})
