import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listCoding } from '../../../shared/api/routes/coding.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('E32: the order of the coding list on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    for (const [subjid, terms] of [
      ['1002', ['rash', 'Ache']],
      ['1001', ['nausea', 'fever']],
    ] as const) {
      const subject = await seedSubject(study, subjid)
      for (const term of terms) {
        const values = { items: { AETERM: term, AESTDAT: '2026-02-20', AESER: 'N' }, rows: [] }
        const body = { form: 'adverse-events', visit: null, values }
        expect((await study.coordinator.post(`${subject}/records`, body)).status).toBe(201)
      }
    }
  })
  afterAll(() => server.stop())

  const list = async (query: string) => {
    const { body } = await study.monitor.get(`${study.path}/coding?${query}`)
    const { answers, total } = listCoding.response.parse(body)
    return { total, texts: answers.map(({ verbatim }) => verbatim) }
  }

  it('is that of the whole list, whatever share of it is asked for', async () => {
    const two = await list('sort=verbatim&limit=2')
    expect(two).toEqual({ total: 4, texts: ['Ache', 'fever'] })
    const last = await list('sort=verbatim&order=descending&limit=2')
    expect(last).toEqual({ total: 4, texts: ['rash', 'nausea'] })
  })

  it('is by subject, and by term with what is not coded last', async () => {
    expect((await list('sort=where')).texts).toEqual(['nausea', 'fever', 'rash', 'Ache'])
    expect((await list('sort=where&order=descending')).texts).toEqual([
      ...['rash', 'Ache', 'nausea', 'fever'],
    ])
    expect((await list('sort=term')).texts).toHaveLength(4)
  })

  it('holds for what has certain words: of the answer or of the subject, in any width and case', async () => {
    expect(await list('search=ACHE')).toEqual({ total: 1, texts: ['Ache'] })
    expect(await list(`search=${encodeURIComponent('１００１')}&sort=verbatim`)).toEqual({
      total: 2,
      texts: ['fever', 'nausea'],
    })
  })
})
