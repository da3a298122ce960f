import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ConformancePage } from '../../client/export-data/conformance-page.tsx'
import { ExportPage } from '../../client/export-data/export-page.tsx'
import type { ExportRunView, FoundProblem } from '../../shared/api/routes/export-runs.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { draw } from './rendering.tsx'

// The first drawing loads the component library; a busy machine takes more than the usual second.

const FORMATS = [
  {
    ...{ key: 'csv', title: { en: 'Plain files', zh: '纯文本' }, description: null },
    ...{ deidentifies: true, single: true },
  },
  {
    ...{ key: 'odm', title: { en: 'ODM', zh: 'ODM' }, description: null },
    ...{ deidentifies: false, single: false },
  },
]
const WISH: ExportRunView['wish'] = {
  formats: ['csv'],
  population: 'ALL',
  responses: 'investigator',
  profile: 'full',
  language: 'en',
}
const DATA = { snapshot: null, seq: 9, at: '2026-01-02T03:04:05.000Z', subjects: 12 }
const CHECK: ExportRunView = {
  ...{ id: 'c1', kind: 'check', state: 'done', wish: WISH, problem: null, file: null },
  progress: { done: 24, total: 24, step: null },
  ...{ createdAt: '2026-01-02T04:00:00.000Z', finishedAt: '2026-01-02T04:00:01.000Z' },
  ...{ data: DATA, withdrawn: [] },
  files: [{ format: 'csv', name: 'subjects.csv', rows: 12 }],
  problems: [{ rule: 'STR-ISO', severity: 'error', dataset: 'AE', count: 2 }],
}
const PACKAGE: ExportRunView = {
  ...CHECK,
  ...{ id: 'p1', kind: 'package' },
  file: { name: 'T-2026-01-02.zip', size: 2_500_000, sha256: 'a'.repeat(64), stored: true },
}
const RUNNING: ExportRunView = {
  ...{ ...PACKAGE, id: 'p2', state: 'running', data: null, files: [], problems: [], file: null },
  progress: { done: 6, total: 24, step: { en: 'Writing Plain files', zh: '正在写入纯文本' } },
}
const OLD: ExportRunView = { ...CHECK, id: 'c0', createdAt: '2025-12-31T23:00:00.000Z' }
const PROBLEM: FoundProblem = {
  ...{ rule: 'STR-ISO', severity: 'error', dataset: 'AE', variable: 'AESTDTC', subjid: '1001' },
  message: { en: 'The date is no date.', zh: '日期无效。' },
  place: { form: 'vitals', visit: 'W4', record: 'r1', item: 'WEIGHT' },
}

interface Sent {
  readonly url: string
  readonly body: unknown
}

/** A server with these runs; what is sent to it is kept. */
function serving(
  runs: readonly ExportRunView[],
  next: string | null = null,
  onAsked: (url: string) => void = () => undefined,
): Sent[] {
  const role = 'statistician'
  const sent: Sent[] = []
  const grant = { id: 'g', role, study: 'T', site: null, to: null, timeZone: 'UTC' }
  const account = { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false }
  const session = {
    ...{ account, idleMinutes: 30, expiresAt: '2030-01-01T00:00:00.000Z' },
    grants: [{ ...grant, from: '2025-01-01T00:00:00.000Z' }],
  }
  const definition = builtInFamilies.protocols.get('donafenib-switch')
  const study = {
    ...{ id: 'T', title: definition.title, protocol: definition.key, plannedSubjects: 1 },
    ...{
      enrolled: 0,
      environment: 'production',
      roles: [role],
      definition,
      definitionVersion: '1',
    },
    ...{ definitionHash: 'x', sites: [] },
  }
  const answer = (url: string): unknown => {
    if (url.endsWith('/session')) return session
    if (url.endsWith('/exports')) return { formats: FORMATS }
    if (url.includes('cursor=older')) return { runs: [OLD], next: null }
    if (url.endsWith('/export-runs')) return { runs, next }
    if (url.endsWith('/snapshots')) return { snapshots: [] }
    if (url.includes('/problems')) {
      const fits = !url.includes('severity=note')
      const problems = fits ? [PROBLEM] : []
      return { total: problems.length, counts: CHECK.problems, subjects: ['1001'], problems }
    }
    return study
  }
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    if (init.method !== 'POST') {
      onAsked(url)
      return Promise.resolve(new Response(JSON.stringify(answer(url)), { status: 200 }))
    }
    sent.push({ url, body: JSON.parse(init.body as string) as unknown })
    return Promise.resolve(new Response(JSON.stringify(RUNNING), { status: 201 }))
  })
  return sent
}

const open = (language: Language = 'en', query = ''): Promise<unknown> =>
  draw(<ExportPage />, language, {
    route: '/studies/:study/export',
    address: `/studies/T/export${query}`,
  })

const openProblems = (element: ReactNode, query = ''): Promise<unknown> =>
  draw(element, 'en', {
    route: '/studies/:study/export/problems/:run',
    address: `/studies/T/export/problems/c1${query}`,
  })

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the export page', () => {
  it('shows how far a run is as the server tells it, and asks for nothing meanwhile', async () => {
    const streams: EventTarget[] = []
    class Stream extends EventTarget {
      readonly url: string
      constructor(url: string) {
        super()
        this.url = url
        streams.push(this)
      }
      close(): void {
        streams.length = 0
      }
    }
    vi.stubGlobal('EventSource', Stream)
    const asked: string[] = []
    serving([RUNNING], null, (url) => {
      if (url.endsWith('/export-runs')) asked.push(url)
    })
    await open()
    await screen.findAllByText('Writing Plain files: 25 %')
    const [stream] = streams
    expect(stream).toHaveProperty('url', '/api/studies/T/export-run-changes')
    const tell = (run: ExportRunView): void => {
      const data = JSON.stringify({ runs: [run], next: null })
      act(() => {
        stream?.dispatchEvent(new MessageEvent('runs', { data }))
      })
    }
    tell({ ...RUNNING, progress: { ...RUNNING.progress, done: 18 } })
    await screen.findAllByText('Writing Plain files: 75 %')
    // Longer than where nothing is heard and it asks by itself.
    const before = asked.length
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(asked).toHaveLength(before)
    tell({ ...PACKAGE, id: RUNNING.id })
    await screen.findByRole('link', { name: /T-2026-01-02\.zip/ })
    expect(screen.queryByRole('progressbar')).toBeNull()
    cleanup()
    expect(streams).toEqual([])
  })

  it('asks for several formats in one package, with why and for whom', async () => {
    const sent = serving([])
    await open()
    fireEvent.click(await screen.findByRole('checkbox', { name: 'ODM' }))
    const make = screen.getByRole('button', { name: 'Make the package' })
    expect((make as HTMLButtonElement).disabled, 'no purpose yet').toBe(true)
    expect(screen.getByText(/^Say what the data are for/)).toBeTruthy()
    fireEvent.change(screen.getByRole('textbox', { name: 'Purpose' }), {
      target: { value: ' Interim analysis ' },
    })
    expect(screen.queryByText(/^Say what the data are for/)).toBeNull()
    fireEvent.change(screen.getByRole('textbox', { name: 'Recipient' }), {
      target: { value: 'Central statistics' },
    })
    fireEvent.change(screen.getByRole('combobox', { name: 'Population' }), {
      target: { value: 'SAF' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Make the package' }))
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]).toEqual({
      url: '/api/studies/T/export-packages',
      body: {
        ...{ ...WISH, formats: ['csv', 'odm'], population: 'SAF' },
        ...{ purpose: 'Interim analysis', recipient: 'Central statistics' },
      },
    })
  })

  it('shows rows and problems of a check of this choice, and none of another choice', async () => {
    serving([CHECK])
    await open()
    const row = (await screen.findByRole('rowheader', { name: 'subjects.csv' })).closest('tr')
    expect(within(row ?? document.body).getByRole('cell', { name: '12' })).toBeTruthy()
    expect(screen.getByText(/2 problems · 2 errors/)).toBeTruthy()
    const links = screen.getAllByRole('link', { name: 'See the problems' })
    expect(links[0]?.getAttribute('href')).toBe('/studies/T/export/problems/c1')
    fireEvent.click(screen.getByRole('checkbox', { name: 'ODM' }))
    expect(await screen.findByText(/The choice has changed since this check/)).toBeTruthy()
    expect(screen.queryByRole('rowheader', { name: 'subjects.csv' })).toBeNull()
  })

  it('PR-03: leaves out of a de-identified copy what cannot be one, and says why', async () => {
    serving([])
    await open('en', '?formats=csv,odm')
    fireEvent.change(await screen.findByRole('combobox', { name: 'Subjects' }), {
      target: { value: 'deidentified' },
    })
    const odm = await screen.findByRole('checkbox', { name: 'ODM' })
    await waitFor(() => {
      expect((odm as HTMLInputElement).disabled).toBe(true)
    })
    expect((odm as HTMLInputElement).checked).toBe(false)
    expect(screen.getByText(/^Not de-identified/)).toBeTruthy()
  })

  it('shows how far a run is and stops it, and hands out what is done', async () => {
    const sent = serving([RUNNING, PACKAGE])
    await open()
    expect((await screen.findAllByText('Writing Plain files: 25 %')).length).toBeGreaterThan(0)
    const link = screen.getByRole('link', { name: 'Download T-2026-01-02.zip' })
    expect(link.getAttribute('href')).toBe('/api/studies/T/export-runs/p1/file')
    expect(link.textContent).toContain('2.50 MB')
    const [stop] = screen.getAllByRole('button', { name: /^Cancel the run of/ })
    if (stop === undefined) throw new Error('no way to stop it')
    fireEvent.click(stop)
    await waitFor(() => {
      expect(sent.map(({ url }) => url)).toEqual(['/api/studies/T/export-runs/p2/cancellation'])
    })
  })

  it('says in the reader’s words why a run failed, and that a file is no longer kept', async () => {
    const type = 'urn:problem:format-failed' as const
    const problem = { type, status: 500 as const, title: 'x', format: 'odm' }
    const gone = { ...PACKAGE, id: 'p4', file: { ...file(), stored: false } }
    serving([{ ...PACKAGE, id: 'p3', state: 'failed', problem, file: null, data: null }, gone])
    await open('zh')
    expect(await screen.findByText(/格式odm未能生成/)).toBeTruthy()
    expect(screen.getByText('已不再保存')).toBeTruthy()
  })

  it('says of a withdrawn package why, and offers no download', async () => {
    const problem = { type: 'urn:problem:text-redacted', status: 409, title: 'x' } as const
    serving([{ ...PACKAGE, state: 'failed', problem, file: null, data: null, files: [] }])
    await open()
    expect(await screen.findByText('Withdrawn')).toBeTruthy()
    expect(screen.getByText(/^A text in these data was redacted/)).toBeTruthy()
    expect(screen.queryByRole('link', { name: /^Download/ })).toBeNull()
  })

  it('shows older runs when asked', async () => {
    serving([PACKAGE], 'older')
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Show older' }))
    await waitFor(() => {
      const links = screen.getAllByRole('link', { name: 'See the problems' })
      expect(links.map((link) => link.getAttribute('href'))).toContain(
        '/studies/T/export/problems/c0',
      )
    })
    expect(screen.getByRole('link', { name: 'Download T-2026-01-02.zip' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull()
  })

  it('asks for nothing while no format is chosen', async () => {
    serving([])
    await open('en', '?formats=')
    const make = await screen.findByRole('button', { name: 'Make the package' })
    expect((make as HTMLButtonElement).disabled).toBe(true)
    expect(screen.getByText('Choose at least one format.')).toBeTruthy()
  })
})

function file() {
  if (PACKAGE.file === null) throw new Error('no file')
  return PACKAGE.file
}

describe('the page of problems', () => {
  it('leads from each problem to the form to repair', async () => {
    serving([])
    await openProblems(<ConformancePage />)
    const link = await screen.findByRole('link', { name: /W4/ })
    expect(link.getAttribute('href')).toBe('/studies/T/subjects/1001/visits/W4?form=vitals')
    expect(screen.getByText('The date is no date.')).toBeTruthy()
    expect(screen.getByText('1 of 2 problems')).toBeTruthy()
  })

  it('is filtered by the address, and says when nothing fits', async () => {
    serving([])
    await openProblems(<ConformancePage />, '?severity=note')
    expect(await screen.findByText('No problem fits these filters.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filters' }))
    expect(await screen.findByText('The date is no date.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'STR-ISO' }))
    await waitFor(() => {
      const rule = screen.getByRole('combobox', { name: 'Rule' })
      expect((rule as HTMLSelectElement).value).toBe('STR-ISO')
    })
  })
})
