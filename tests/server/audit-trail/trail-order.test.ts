import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'

interface TrailPage {
  readonly entries: readonly { readonly seq: number }[]
  readonly next: string | null
}

describe.each(ENGINES)('E32: the order of the trail on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    for (const subjid of ['1001', '1002', '1003', '1004']) await seedSubject(study, subjid)
  })
  afterAll(() => server.stop())

  /** Numbers of all entries, read page by page. */
  const numbers = async (query: string): Promise<readonly number[]> => {
    const found: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`
      const { body } = await study.monitor.get(`${study.path}/audit?limit=2${query}${from}`)
      const { entries, next } = body as TrailPage
      found.push(...entries.map(({ seq }) => seq))
      cursor = next
    }
    return found
  }

  it('is the newest first, and the oldest first over all pages when asked', async () => {
    const newest = await numbers('')
    expect(newest.length).toBeGreaterThan(4)
    expect(newest).toEqual([...newest].sort((a, b) => b - a))
    expect(await numbers('&order=oldest-first')).toEqual([...newest].reverse())
  })

  it('holds for what a filter leaves, of one item too', async () => {
    const filter = '&act=subject.create'
    const newest = await numbers(filter)
    expect(newest.length).toBeGreaterThan(2)
    expect(await numbers(`${filter}&order=oldest-first`)).toEqual([...newest].reverse())
    const ofItem = await numbers('&item=RFICDAT')
    expect(await numbers('&item=RFICDAT&order=oldest-first')).toEqual([...ofItem].reverse())
  })

  it('is no other word', async () => {
    const { status } = await study.monitor.get(`${study.path}/audit?order=sideways`)
    expect(status).toBe(422)
  })
})
