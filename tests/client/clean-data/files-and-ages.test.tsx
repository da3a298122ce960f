import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Suspense, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AgeingPage } from '../../../client/clean-data/ageing-page.tsx'
import { ImportPage } from '../../../client/clean-data/import-page.tsx'
import type { ImportRow } from '../../../shared/api/routes/queries.ts'
import { draw } from '../rendering.tsx'
import { session, STUDY } from '../subject-server.ts'

const row = (line: number, wish: Partial<ImportRow> = {}): ImportRow => ({
  ...{ line, subjid: '1001', visit: 'W4', form: 'vitals', row: '', item: 'WEIGHT' },
  ...{ text: 'What does the source say?', faults: [], leading: null },
  ...wish,
})
const AGES = { '0-7': 1, '8-14': 0, '15-28': 0, 'over-28': 2 }
const MEDIANS = { medianToAnswer: 2.25, medianToClose: null }

let rows: ImportRow[]
let imports: unknown[]
let texts: unknown[]

function answer(url: string, init: RequestInit): Promise<Response> {
  const reply = (body: unknown, status = 200): Promise<Response> =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))
  if (url === '/api/session') return reply(session('monitor'))
  if (url === '/api/studies/s') return reply(STUDY)
  const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as { text?: string }
  if (url.endsWith('/queries/import-preview')) {
    texts.push(body.text)
    return reply({ rows })
  }
  if (url.endsWith('/queries/import')) {
    imports.push(body)
    return reply({ opened: 1, leftOut: 1 }, 201)
  }
  if (url.endsWith('/queries/ageing')) {
    const asOf = '2024-03-11T06:00:00Z'
    const all = { group: 'all', key: '', ages: AGES, unsettled: 3, ...MEDIANS }
    return reply({
      asOf,
      only: null,
      rows: [all, { ...all, group: 'site', key: '01' }, { ...all, group: 'waiting', key: 'site' }],
    })
  }
  return reply({})
}

const open = (element: ReactNode) =>
  draw(<Suspense>{element}</Suspense>, 'en', {
    route: '/studies/:study/*',
    address: '/studies/s/queries/import',
  })
async function choose(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await screen.findByRole('heading', { name: 'Queries from a file' })
  const input = document.querySelector('input[type="file"]')
  if (input === null) throw new Error('no file input')
  const file = new File([bytes], 'findings.csv')
  Object.defineProperty(file, 'arrayBuffer', { value: () => Promise.resolve(bytes.buffer) })
  fireEvent.change(input, { target: { files: [file] } })
  await screen.findAllByRole('row')
}
const bytesOf = (text: string) => new TextEncoder().encode(text)

beforeEach(() => {
  ;[rows, imports, texts] = [[row(2), row(3)], [], []]
  vi.stubGlobal('fetch', answer)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('queries from a file', () => {
  it('shows every row first, with line, column and reason of each fault; nothing is sent before', async () => {
    rows = [row(2), row(3, { faults: [{ column: 'subjid', fault: 'unknownSubject' }] })]
    await open(<ImportPage />)
    await choose(bytesOf('a'))
    screen.getByText('Line 3, subjid: no such subject where you may ask.')
    screen.getByText('2 rows, 1 faulty')
    const button = screen.getByRole('button', { name: 'Open 1 query' })
    expect(button.hasAttribute('disabled')).toBe(true)
    expect(imports).toEqual([])
  })

  it('leaves faulty rows out only where that is said, names them, and says what was done', async () => {
    rows = [row(2), row(3, { faults: [{ column: 'text', fault: 'openAlready' }] })]
    await open(<ImportPage />)
    await choose(bytesOf('subjid'))
    fireEvent.click(screen.getByRole('checkbox', { name: /Leave out the 1 faulty row/ }))
    fireEvent.click(screen.getByRole('button', { name: 'Open 1 query' }))
    await screen.findByText(/1 query opened, 1 row left out\./)
    expect(imports).toEqual([{ text: 'subjid', fileName: 'findings.csv', leaveOut: [3] }])
    expect(screen.queryByRole('button', { name: 'Open 1 query' })).toBeNull()
  })

  it('reads GBK and UTF-8 with its mark alike', async () => {
    await open(<ImportPage />)
    await choose(new Uint8Array([0xcc, 0xe5, 0xd6, 0xd8]))
    expect(texts.at(-1)).toBe('体重')
    await choose(new Uint8Array([0xef, 0xbb, 0xbf, 0xe4, 0xbd, 0x93]))
    await waitFor(() => {
      expect(texts.at(-1)).toBe('体')
    })
  })

  it('DC-04: warns at a row whose words propose the answer, and opens it all the same', async () => {
    rows = [row(2, { text: 'Please change to 46', leading: 'change to 46' })]
    await open(<ImportPage />)
    await choose(bytesOf('a'))
    screen.getByText(/“change to 46” proposes the answer/)
    const button = screen.getByRole('button', { name: 'Open 1 query' })
    expect(button.hasAttribute('disabled')).toBe(false)
  })
})

describe('R8: ages of queries', () => {
  it('R8: each number leads to the queries it counts; medians have one decimal', async () => {
    await open(<AgeingPage />)
    await screen.findByRole('heading', { name: 'Ages of queries' })
    const links = await screen.findAllByRole('link', { name: /^\d+ quer/ })
    const bySite = links.filter((link) => link.getAttribute('href')?.includes('site=01'))
    expect(bySite.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['1', '/studies/s/queries?site=01&age=0-7'],
      ['2', '/studies/s/queries?site=01&age=over-28'],
      ['3', '/studies/s/queries?site=01'],
    ])
    const waiting = screen.getByRole('row', { name: /the site/ })
    expect(within(waiting).getByText('2.3')).toBeTruthy()
    expect(
      within(waiting)
        .getByRole('link', { name: /^2 queries: the site, over 28 days/ })
        .getAttribute('href'),
    ).toBe('/studies/s/queries?waiting=site&age=over-28')
  })
})
