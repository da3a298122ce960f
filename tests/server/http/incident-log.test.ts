import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toldOf } from '../../../server/http/told-of.ts'
import { openTestSqlite } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'

interface Line {
  readonly sessionId: string | null
  readonly method: string
  readonly path: string
  readonly status: number
  readonly told: { readonly subjects: string[]; readonly records: string[] } | null
}

describe('the log of requests', () => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(openTestSqlite)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const lines = (): Line[] =>
    server
      .log()
      .split('\n')
      .filter((line) => line.includes('"answered"'))
      .map((line) => JSON.parse(line) as Line)
  const event = (term: string) => ({
    form: 'adverse-events',
    visit: null,
    values: { items: { AETERM: term, AETOXGR: '1' }, rows: [] },
  })

  it('PR-06: tells from its lines alone which records a session read and wrote', async () => {
    const first = await seedSubject(study, '1001')
    const second = await seedSubject(study, '1002')
    const saved = await study.coordinator.post(`${first}/records`, event('Seeded nausea'))
    const { id } = saved.body as { id: string }
    const amended = { values: event('Seeded vomiting').values, reason: 'another word' }
    await study.coordinator.put(`${first}/records/${id}`, amended, { 'If-Match': '"1"' })
    await study.monitor.get(first)
    await study.monitor.get(`${study.path}/subjects`)
    await study.monitor.get(second.replace('1002', '9999'))

    const all = lines()
    const sessionOf = (path: string, method: string): string | null =>
      all.findLast((line) => line.path === path && line.method === method)?.sessionId ?? null
    const writer = sessionOf(`${first}/records/${id}`, 'PUT')
    const reader = sessionOf(first, 'GET')
    expect(writer).not.toBeNull()
    expect(reader).not.toBeNull()
    expect(reader).not.toBe(writer)

    const written = all.filter(({ sessionId, method }) => sessionId === writer && method !== 'GET')
    expect(written.filter(({ path }) => path.startsWith(`${first}/records`))).toMatchObject([
      { method: 'POST', status: 201, told: { records: [`${id}@1`] } },
      { method: 'PUT', status: 200, told: { records: [`${id}@2`] } },
    ])

    const read = all.filter(({ sessionId }) => sessionId === reader)
    const page = read.find(({ path }) => path === first)
    expect(page?.told?.records).toContain(`${id}@2`)
    expect(page?.told?.subjects).toEqual(['1001'])
    expect(read.find(({ path }) => path.endsWith('/subjects'))?.told?.subjects).toEqual([
      '1001',
      '1002',
    ])
    expect(read.find(({ path }) => path.endsWith('9999'))).toMatchObject({
      status: 404,
      told: null,
    })
    expect(server.log()).not.toMatch(/Seeded (nausea|vomiting)/)
  })

  it('PR-06: finds identifiers at any depth, and takes no value of a form for one', () => {
    const values = { items: { subject: 'x', AETERM: 'Pain' }, rows: [{ LESION: 'T01' }] }
    const answer = {
      entries: [{ subjid: '1001', deep: [{ record: 'r2' }] }, { subjid: '1001' }, null, 7],
      records: [{ id: 'r1', version: 3, values }],
    }
    expect(toldOf(answer)).toEqual({ subjects: ['1001'], records: ['r2', 'r1@3'] })
    expect(toldOf(null)).toEqual({ subjects: [], records: [] })
  })
})
