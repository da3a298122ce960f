import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, systemActs, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const FOREIGN = readFileSync(path.join(import.meta.dirname, 'foreign-one.xml'), 'utf8')
const readSchema = z.object({
  definition: z.looseObject({
    key: z.string(),
    forms: z.array(z.looseObject({ key: z.string() })),
  }),
  report: z.array(
    z.object({ kind: z.string(), place: z.string(), line: z.number(), key: z.string() }),
  ),
  faults: z.array(z.unknown()),
})

describe.each(ENGINES)('definitions from ODM files over HTTP on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
  })
  afterAll(() => server.stop())

  const read = (who: Browser, body: object) => who.post('/api/odm-definitions', body)

  it('are read for whoever may open studies alone, and nothing is stored', async () => {
    const before = await systemActs(server)
    const reply = await read(administrator, { text: FOREIGN, protocol: 'tace-systemic' })
    expect(reply.status, JSON.stringify(reply.body).slice(0, 300)).toBe(200)
    const { definition, report, faults } = readSchema.parse(reply.body)
    expect(faults).toEqual([])
    expect(definition.forms.map(({ key }) => key)).toContain('dm')
    expect(report.some(({ kind }) => kind === 'lost')).toBe(true)
    expect(await systemActs(server)).toEqual(before)
    expect((await read(study.coordinator, { text: FOREIGN })).status).toBe(403)
    expect((await read(study.monitor, { text: FOREIGN })).status).toBe(403)
  })

  it('are refused with where and why, and so is a base that is none', async () => {
    const bomb = '<!DOCTYPE ODM [<!ENTITY a "a">]><ODM>&a;</ODM>'
    expect((await read(administrator, { text: bomb })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/text', key: 'odm.file.doctype', params: { line: 1 } }],
    })
    const unknown = await read(administrator, { text: FOREIGN, protocol: 'unheard-of' })
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ pointer: '/protocol' }] })
    const broken = await read(administrator, { text: FOREIGN, definition: { key: 'x' } })
    expect(broken.status).toBe(422)
  })

  it('takes a file far larger than other bodies may be', async () => {
    const padded = FOREIGN.replace('<odm:Study ', `<!-- ${'x'.repeat(3_000_000)} --><odm:Study `)
    expect((await read(administrator, { text: padded })).status).toBe(200)
  })

  it('open a study, which then asks what the file asked', async () => {
    const { definition } = readSchema.parse((await read(administrator, { text: FOREIGN })).body)
    const sites = [{ code: 'S1', name: 'First Hospital' }]
    const made = await administrator.post('/api/studies', { id: 'own', definition, sites })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({ protocol: 'hcc-12', title: { en: 'A study kept elsewhere' } })
    const nurse = await signedIn(server, [{ role: 'coordinator', study: 'own', site: 'S1' }])
    const subject = {
      subjid: '1',
      site: 'S1',
      values: { items: { RFICDAT: '2026-01-05' }, rows: [] },
    }
    expect((await nurse.post('/api/studies/own/subjects', subject)).status).toBe(201)
    const values = { items: { VSDAT: '2026-01-06', WEIGHT: '61.5' }, rows: [{ SYSBP: '120' }] }
    const form = { form: 'vs', visit: 'Week 8', values }
    const saved = await nurse.post('/api/studies/own/subjects/1/records', form)
    expect(saved.status, JSON.stringify(saved.body)).toBe(201)
  })

  it('open no study where the definition has a fault or neither is given', async () => {
    const { definition } = readSchema.parse((await read(administrator, { text: FOREIGN })).body)
    const sites = [{ code: 'S1', name: 'First Hospital' }]
    const faulty = { ...definition, forms: definition.forms.slice(1) }
    const refused = await administrator.post('/api/studies', { id: 'f', definition: faulty, sites })
    expect(refused.body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/definition/forms', key: 'definition.noEnrolmentForm' }],
    })
    const neither = await administrator.post('/api/studies', { id: 'f', sites })
    expect(neither.body).toMatchObject({ status: 422, errors: [{ pointer: '/protocol' }] })
    expect((await administrator.get('/api/studies/f')).status).toBe(404)
  })
})
