import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LivePage } from '../../client/watch-study/live-page.tsx'
import { RowsPage } from '../../client/watch-study/rows-page.tsx'
import { UNATTENDED_HEADER } from '../../shared/api/unattended-header.ts'
import type { LiveView } from '../../shared/api/routes/live.ts'
import type { LiveNews } from '../../shared/live/news.ts'
import type { LiveRow } from '../../shared/live/rows.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('tace-systemic')
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 50 },
  ...{
    enrolled: 2,
    environment: 'production',
    roles: ['statistician'],
    definition,
    definitionVersion: '1',
  },
  definitionHash: 'x',
  sites: ['S1', 'S2'].map((code) => ({
    ...{ code, name: code === 'S1' ? 'First' : 'Second', timeZone: 'Asia/Shanghai' },
    ...{ country: 'CHN', version: 1 },
  })),
}
const session = {
  account: { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false },
  ...{ expiresAt: '2030-01-01T00:00:00.000Z', idleMinutes: 30 },
  grants: [
    {
      ...{ id: 'g', role: 'statistician', study: 's', site: null, to: null },
      ...{ timeZone: 'Asia/Shanghai', from: '2025-01-01T00:00:00.000Z' },
    },
  ],
}

function viewWith(n: number, mark: string, change: Partial<LiveView> = {}): LiveView {
  const rate = { id: 'ORR', criteria: 'mRECIST', population: 'EVAL', cohort: null } as const
  const limits = { estimate: n / 10, lower: 0.07, upper: 0.65 }
  return {
    asOf: {
      ...{ cutoff: '2026-01-31', empty: false, savedAt: '2026-02-01T08:00:00.000Z', seq: 7 },
      ...{ snapshot: null, mark },
    },
    ...{ sites: null, enrolled: 12 },
    populations: { ENR: 12, SAF: 11, EVAL: 10 },
    ...{ subset: null, headline: ['ORR'], imputed: 0 },
    endpoints: [{ ...rate, kind: 'proportion', n, N: 10, ...limits }],
    report: {
      protocol: { key: definition.key, version: '1', title: definition.title },
      ...{ cutoff: '2026-01-31' as LiveView['report']['cutoff'], source: 'investigator' },
      ...{ described: 'ENR', monthDays: 30.4375, sections: [] },
    },
    ...change,
  }
}

const news: LiveNews = {
  ...{ since: '2026-01-30T08:00:00.000Z', amended: false, subjects: 2, endpoints: [] },
  changed: [
    { subject: '1001', changes: 3, last: '2026-01-31T08:00:00.000Z' },
    { subject: '1002', changes: 1, last: '2026-01-31T09:00:00.000Z' },
  ],
  items: [
    { kind: 'death', subject: '1002', date: '2026-01-29', criteria: null },
    { kind: 'response', subject: '1001', criteria: 'mRECIST', before: 'SD', after: 'PR' },
    { kind: 'serious-event', subject: '1003', term: 'Ascites', grade: '3', date: '2026-01' },
  ],
}

/** What the server answers; a test changes it as data change. */
interface Serving {
  view: LiveView | null
  news: LiveNews
  rows: readonly LiveRow[]
  readonly asked: { readonly url: string; readonly unattended: boolean }[]
  readonly visits: unknown[]
}

function serving(): Serving {
  const state: Serving = { view: viewWith(3, 'm1'), news, rows: [], asked: [], visits: [] }
  const answerTo = (url: string): unknown => {
    if (url.endsWith('/session')) return session
    if (url.includes('/live/news')) return state.news
    if (url.includes('/live/rows'))
      return {
        ...{ cutoff: '2026-01-31', mark: 'm1', snapshot: null, sites: null },
        rows: state.rows,
      }
    if (url.includes('/live')) return state.view
    return url.includes('/snapshots') ? { snapshots: [] } : study
  }
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (init.method === 'POST') {
      state.visits.push(JSON.parse(init.body as string))
      return Promise.resolve(new Response(null, { status: 204 }))
    }
    const unattended = new Headers(init.headers).has(UNATTENDED_HEADER)
    state.asked.push({ url, unattended })
    const body = answerTo(url)
    const isRefused = body === null
    const problem = {
      ...{ type: 'urn:problem:invalid-input', title: 'x', status: 422 },
      errors: [{ pointer: '/sites', key: 'live.noSuch', params: { text: 'S9' } }],
    }
    return Promise.resolve(
      new Response(JSON.stringify(isRefused ? problem : body), {
        status: isRefused ? 422 : 200,
        headers: {
          'content-type': isRefused ? 'application/problem+json' : 'application/json',
        },
      }),
    )
  })
  return state
}

/** The browser's end of a stream of events, in the hands of a test. */
class Stream extends EventTarget {
  static readonly CLOSED = 2
  static opened: Stream[] = []
  readonly url: string
  readyState = 0
  constructor(url: string) {
    super()
    this.url = url
    Stream.opened.push(this)
  }
  close(): void {
    this.readyState = Stream.CLOSED
  }
  tell(mark: string): void {
    act(() => {
      this.dispatchEvent(new MessageEvent('change', { data: mark }))
    })
  }
  fail(refused: boolean): void {
    this.readyState = refused ? Stream.CLOSED : 0
    act(() => {
      this.dispatchEvent(new Event('error'))
    })
  }
}
const stream = (): Stream => {
  const last = Stream.opened.at(-1)
  if (last === undefined) throw new Error('Nobody listens.')
  return last
}

beforeEach(() => {
  Stream.opened = []
  vi.stubGlobal('EventSource', Stream)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const open = (search = '', language: Language = 'en') =>
  draw(<LivePage />, language, {
    route: '/studies/:study/live',
    address: `/studies/s/live${search}`,
  })
const openRows = (search: string) =>
  draw(<RowsPage />, 'en', {
    route: '/studies/:study/live/rows',
    address: `/studies/s/live/rows${search}`,
  })
const liveCalls = ({ asked }: Serving) => asked.filter(({ url }) => /\/live(?:\?|$)/.test(url))

describe('the live page of a study', () => {
  it('R8: says as of when, and each number of it leads to its rows', async () => {
    serving()
    await open('?subgroup=baseline.AFP%3E%3D400')
    await screen.findByText(/Data cut-off 31 Jan 2026/)
    const [hits] = await screen.findAllByRole('link', { name: /^3: Show the subjects behind/ })
    expect(hits?.getAttribute('href')).toBe(
      '/studies/s/live/rows?subgroup=baseline.AFP%3E%3D400&endpoint=ORR&part=hit',
    )
    const [whole] = screen.getAllByRole('link', { name: /^10: Show the subjects behind/ })
    expect(whole?.getAttribute('href')).toContain('part=counted')
    const everybody = screen.getByRole('link', { name: '12 enrolled' })
    expect(everybody.getAttribute('href')).toContain('/live/rows')
    expect(screen.getAllByText(/7.0 – 65.0 %/).length).toBeGreaterThan(0)
    const [first] = screen.getAllByRole('link')
    expect([first?.textContent, first?.getAttribute('href')]).toEqual([
      'Skip to the figures',
      '#figures',
    ])
    expect(document.getElementById('figures')?.tabIndex).toBe(-1)
  })

  it('asks the server for what the address says, all of it', async () => {
    const state = serving()
    await open(
      '?cohorts=A,B&sites=S1,S2&population=SAF&criteria=mRECIST&source=derived&cutoff=2026-01-31',
    )
    await screen.findByText(/Data cut-off/)
    const { searchParams } = new URL(liveCalls(state)[0]?.url ?? '', 'http://x')
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ cohorts: 'A,B', sites: 'S1,S2', population: 'SAF', criteria: 'mRECIST' },
      ...{ source: 'derived', cutoff: '2026-01-31' },
    })
  })

  it('says what the study does not have, and shows no numbers in its place', async () => {
    const state = serving()
    state.view = null
    await open('?sites=S9')
    await screen.findByText(/The study has no "S9" that you may see/)
    expect(screen.queryByRole('heading', { name: 'Key endpoints' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Show the whole study' })).toBeDefined()
  })

  it('says before the numbers that they are of a subset, and who is left out', async () => {
    const state = serving()
    const item = { en: 'AFP, ng/mL', zh: 'AFP' }
    const words = [{ en: 'AFP, ng/mL ≥ 400', zh: 'AFP ≥ 400' }]
    const subset = { words, n: 4, of: 12, unknown: [{ item, n: 2 }] }
    state.view = viewWith(1, 'm1', { subset })
    await open('?subgroup=baseline.AFP%3E%3D400')
    await screen.findByText('Subset of the study: 4 of 12 enrolled subjects')
    screen.getByText(/AFP, ng\/mL: 2 subjects have no value/)
    await screen.findByText('Every subject that you may see, whatever is chosen above')
  })

  it('says that nobody fits, and that nothing is there yet', async () => {
    const state = serving()
    const populations = { ENR: 0, SAF: 0, EVAL: 0 }
    const subset = { words: [], n: 0, of: 12, unknown: [] }
    state.view = viewWith(0, 'm1', { populations, subset })
    const { unmount } = await open('?population=SAF')
    await screen.findByText(/No enrolled subject fits/)
    unmount()
    state.view = viewWith(0, 'm1', {
      asOf: { ...viewWith(0, 'm1').asOf, empty: true, savedAt: null },
    })
    await open()
    await screen.findByText(/No record with a date yet/)
  })

  it('lists what changed since the last visit, and notes this one', async () => {
    const state = serving()
    await open()
    const death = (await screen.findByRole('rowheader', { name: '1002' })).closest('tr')
    expect(death?.textContent).toContain('Death')
    expect(screen.getByRole('link', { name: '1002' }).getAttribute('href')).toBe(
      '/studies/s/subjects/1002',
    )
    screen.getByText('SD → PR (mRECIST)')
    screen.getByText('Ascites, grade 3')
    await waitFor(() => {
      expect(state.visits).toEqual([{ seq: 7 }])
    })
  })

  it('changes by itself when a record is saved, as a question that nobody asked', async () => {
    const state = serving()
    await open()
    await screen.findAllByRole('link', { name: /^3: / })
    const before = liveCalls(state).length
    stream().tell('m1')
    await screen.findByText(/Live: changes appear by themselves/)
    expect(liveCalls(state)).toHaveLength(before)
    state.view = viewWith(4, 'm2', { asOf: { ...viewWith(4, 'm2').asOf, seq: 9 } })
    stream().tell('m2')
    await screen.findAllByRole('link', { name: /^4: / })
    expect(liveCalls(state).at(-1)?.unattended).toBe(true)
    const said = screen.getByText(/1 update since you opened the page/)
    expect(said.closest('[role="status"]')).not.toBeNull()
    // Nobody was there to see it yet.
    expect(state.visits).toEqual([{ seq: 7 }])
    fireEvent.pointerMove(window)
    await waitFor(() => {
      expect(state.visits).toEqual([{ seq: 7 }, { seq: 9 }])
    })
  })

  it('says that the connection is lost, and finds what changed meanwhile', async () => {
    const state = serving()
    await open()
    await screen.findAllByRole('link', { name: /^3: / })
    stream().tell('m1')
    stream().fail(false)
    await screen.findByText(/No connection to the server/)
    expect(Stream.opened).toHaveLength(1)
    state.view = viewWith(5, 'm3')
    stream().tell('m3')
    await screen.findAllByRole('link', { name: /^5: / })
    screen.getByText(/Live: changes appear by themselves/)
  })

  it('asks why it was refused, and tries again', async () => {
    const state = serving()
    await open()
    await screen.findAllByRole('link', { name: /^3: / })
    stream().tell('m1')
    const before = liveCalls(state).length
    stream().fail(true)
    await waitFor(() => {
      expect(liveCalls(state).length).toBeGreaterThan(before)
    })
    await waitFor(() => {
      expect(Stream.opened).toHaveLength(2)
    })
  })

  it('does not listen to a snapshot', async () => {
    const state = serving()
    const { asOf } = viewWith(3, 'm1')
    const kept = { ...asOf, snapshot: { id: 'x1', name: 'Interim' }, mark: null }
    state.view = viewWith(3, 'm1', { asOf: kept })
    await open('?snapshot=x1')
    await screen.findByText('Snapshot Interim: these data do not change.')
    expect(Stream.opened).toEqual([])
    expect(state.visits).toEqual([])
    expect(screen.queryByRole('heading', { name: /What changed/ })).toBeNull()
  })

  it('keeps a new condition in the address, and takes it away again', async () => {
    const state = serving()
    await open()
    await screen.findByText(/Data cut-off/)
    fireEvent.click(screen.getByRole('combobox', { name: /Subgroup/ }))
    fireEvent.click(await screen.findByRole('option', { name: 'AFP, ng/mL' }))
    const limit = { name: 'Limit of AFP, ng/mL' }
    fireEvent.change(screen.getByRole('textbox', limit), { target: { value: 'high' } })
    fireEvent.click(screen.getByRole('button', { name: 'Add' }))
    await screen.findByText('Enter a number.')
    fireEvent.change(screen.getByRole('textbox', limit), { target: { value: '400' } })
    fireEvent.click(screen.getByRole('button', { name: 'Add' }))
    const taken = await screen.findByRole('button', { name: 'Take away: AFP, ng/mL ≥ 400' })
    const asks = () => new URL(liveCalls(state).at(-1)?.url ?? '', 'http://x').searchParams
    await waitFor(() => {
      expect(asks().get('subgroup')).toBe('baseline.AFP>=400')
    })
    fireEvent.click(taken)
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: /^Take away/ })).toBeNull()
    })
  })

  it('says at the answers that none is ticked', async () => {
    serving()
    await open()
    await screen.findByText(/Data cut-off/)
    fireEvent.click(screen.getByRole('combobox', { name: /Subgroup/ }))
    fireEvent.click(await screen.findByRole('option', { name: 'Sex' }))
    fireEvent.click(screen.getByRole('button', { name: 'Add' }))
    await screen.findByText('Tick at least one answer.')
  })

  it('takes several sites, and keeps them in the address', async () => {
    const state = serving()
    await open('?sites=S1')
    await screen.findByText(/Data cut-off/)
    fireEvent.click(screen.getByRole('combobox', { name: 'Site' }))
    fireEvent.click(await screen.findByRole('option', { name: 'S2 · Second' }))
    const asks = () => new URL(liveCalls(state).at(-1)?.url ?? '', 'http://x').searchParams
    await waitFor(() => {
      expect(asks().get('sites')).toBe('S1,S2')
    })
  })

  it('R8: opens who changed, and leads to the entries behind the number', async () => {
    serving()
    await open()
    await screen.findByText(/records of 2 subjects changed/)
    fireEvent.click(screen.getByRole('button', { name: 'Show 2 subjects' }))
    const entries = screen.getByRole('link', { name: '3 changes' })
    const to = new URL(entries.getAttribute('href') ?? '', 'http://x')
    expect(to.pathname).toBe('/studies/s/audit')
    expect(Object.fromEntries(to.searchParams)).toMatchObject({ subjid: '1001', act: 'record.' })
  })

  it('names a serious event in Chinese where the catalogue does', async () => {
    serving()
    await open('', 'zh')
    await screen.findByText('腹水，3级')
  })

  it('speaks Chinese', async () => {
    serving()
    await open('', 'zh')
    await screen.findByText(/数据截止日期 2026-01-31/)
    screen.getByRole('heading', { name: '自上次访问以来的变化' })
  })
})

describe('the rows behind a number', () => {
  const row = (subject: string, hit: boolean, counted = true): LiveRow => ({
    ...{ subject, site: 'S1', cohort: 'A', counted, bor: hit ? 'PR' : 'SD', confirmedBor: 'SD' },
    populations: { ENR: true, SAF: true, EVAL: counted, DLT: false, RESP: hit },
    value: { kind: 'counted', hit },
  })

  it('R8: are those that it counts, each with its record; the others are a click away', async () => {
    const state = serving()
    state.rows = [row('1001', true), row('1002', false), row('1003', false, false)]
    await openRows('?endpoint=ORR&part=hit&cohort=TACE%2BTKI&sites=S1')
    const link = await screen.findByRole('link', { name: '1001' })
    expect(link.getAttribute('href')).toBe('/studies/s/subjects/1001')
    expect(screen.queryByRole('link', { name: '1002' })).toBeNull()
    const asked = state.asked.find(({ url }) => url.includes('/live/rows'))?.url ?? ''
    const { searchParams } = new URL(asked, 'http://x')
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ endpoint: 'ORR', cohorts: 'TACE%2BTKI', sites: 'S1' },
    })
    const back = screen.getByRole('link', { name: 'Back to the live page' })
    expect(back.getAttribute('href')).toBe('/studies/s/live?sites=S1')
    fireEvent.click(screen.getByRole('radio', { name: 'Outside the population 1' }))
    await screen.findByRole('link', { name: '1003' })
  })

  it('say that there are none', async () => {
    serving()
    await openRows('?endpoint=ORR&part=hit')
    await screen.findByText('No subject is among these.')
  })
})
