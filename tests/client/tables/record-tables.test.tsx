import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { createElement, type ComponentType, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ChecksPage } from '../../../client/clean-data/checks-page.tsx'
import { QueriesPage } from '../../../client/clean-data/queries-page.tsx'
import { CloseOutPage } from '../../../client/close-out/study-page.tsx'
import { SubjectCloseOutPage } from '../../../client/close-out/subject-page.tsx'
import { CodingPage } from '../../../client/code-terms/coding-page.tsx'
import { DeviationsPage } from '../../../client/deviations/deviations-page.tsx'
import { LogPage } from '../../../client/enter-visit/log-page.tsx'
import { SubjectOverview } from '../../../client/enter-visit/subject-overview.tsx'
import { SingleFilesPage } from '../../../client/export-data/single-files-page.tsx'
import { AdverseEventsPage } from '../../../client/grade-adverse-event/adverse-events-page.tsx'
import type { SubjectScreen } from '../../../client/kit/subject-data.ts'
import { LaboratoriesPage } from '../../../client/laboratories/laboratories-page.tsx'
import { ReviewPage } from '../../../client/manage-access/review-page.tsx'
import { RightsPage } from '../../../client/manage-access/rights-page.tsx'
import { AccountsPage } from '../../../client/manage-study/accounts-page.tsx'
import { StudyPage } from '../../../client/manage-study/study-page.tsx'
import { WorkPage } from '../../../client/my-work/work-page.tsx'
import { AuditPage } from '../../../client/read-audit/audit-page.tsx'
import { EntryLagsPage } from '../../../client/read-audit/entry-lags-page.tsx'
import { LagPage } from '../../../client/read-audit/lag-page.tsx'
import { PatternsPage } from '../../../client/read-audit/patterns-page.tsx'
import { RecordHistory } from '../../../client/read-audit/record-history.tsx'
import { NoticesPage } from '../../../client/read-notices/notices-page.tsx'
import { SubjectsBehind } from '../../../client/report-endpoints/subjects-behind.tsx'
import { CasesPage } from '../../../client/report-safety/cases-page.tsx'
import { ReviewTable } from '../../../client/review-response/review-table.tsx'
import { MyAccessPage } from '../../../client/sign-in/my-access-page.tsx'
import type { Study } from '../../../shared/api/routes/studies.ts'
import type { EndpointRow } from '../../../shared/endpoints/results.ts'
import type { RowValues } from '../../../shared/forms/define.ts'
import { definition, SubjectServer } from '../subject-server.ts'
import { draw } from '../rendering.tsx'
import { ANALYSIS, ANSWERS, REVIEWS } from './page-answers.ts'

interface PageCase {
  readonly page: string
  readonly element: ReactNode
  /** Beyond the study; else the page stands at the root. */
  readonly route?: string
  readonly address?: string
  /** How many tables of records it has; each holds two rows at least. */
  readonly tables: number
}

const inStudy = (page: string, element: ComponentType, tables: number): PageCase => ({
  page,
  element: createElement(element),
  tables,
  route: '',
  address: '',
})
const ofSubject = (
  page: string,
  element: ComponentType,
  rest: Partial<PageCase> = {},
): PageCase => {
  const [route, address] = ['/subjects/:subjid', '/subjects/1']
  return { page, element: createElement(element), tables: 1, route, address, ...rest }
}

const study = { id: 's', definition } as Study
const screenOfReviews = {
  ...{ study, subject: { subjid: '1' }, mayReview: false, locks: [] },
} as unknown as SubjectScreen

const PAGES: readonly PageCase[] = [
  inStudy('deviations', DeviationsPage, 2),
  inStudy('coding', CodingPage, 2),
  inStudy('laboratories', LaboratoriesPage, 2),
  inStudy('patterns of the trail', PatternsPage, 1),
  inStudy('lags', LagPage, 1),
  inStudy('entry-lags', EntryLagsPage, 1),
  inStudy('set-up', StudyPage, 2),
  inStudy('serious events', CasesPage, 1),
  inStudy('single files', SingleFilesPage, 1),
  inStudy('close-out of the study', CloseOutPage, 4),
  {
    ...ofSubject('close-out of a subject', SubjectCloseOutPage),
    tables: 3,
  },
  inStudy('queries', QueriesPage, 1),
  inStudy('edit checks', ChecksPage, 1),
  inStudy('rights and training', RightsPage, 3),
  { page: 'access review', element: <ReviewPage />, tables: 2 },
  { page: 'my access', element: <MyAccessPage />, tables: 2 },
  { page: 'accounts', element: <AccountsPage />, tables: 1 },
  { page: 'notices', element: <NoticesPage />, tables: 1 },
  { page: 'my work', element: <WorkPage />, tables: 2 },
  ofSubject('visits of a subject', SubjectOverview),
  ofSubject('adverse events', AdverseEventsPage),
  ofSubject('a log', LogPage, {
    route: '/subjects/:subjid/forms/:form',
    address: '/subjects/1/forms/concomitant',
  }),
  ofSubject('the history of a record', RecordHistory, {
    route: '/subjects/:subjid/history/:record',
    address: '/subjects/1/history/r',
  }),
  {
    page: 'subjects behind an endpoint',
    element: (
      <SubjectsBehind
        study={study}
        analysis={ANALYSIS}
        endpoint="ORR"
        row={{ kind: 'proportion', criteria: 'RECIST11' } as EndpointRow}
      />
    ),
    tables: 1,
  },
  {
    page: 'reviews',
    element: <ReviewTable screen={screenOfReviews} reviews={REVIEWS} />,
    tables: 1,
  },
]

/** A subject with two entries of each log, and the lists of the study; says what is asked for. */
function serve(counts: object = {}): readonly string[] {
  const server = new SubjectServer()
  const entry = (form: string, at: number, items: RowValues): void => {
    server.put(form, null, { items, rows: [] }, String(at))
  }
  entry('adverse-events', 1, { AETERM: 'Rash', AESTDAT: '2024-05-02' })
  entry('adverse-events', 2, { AETERM: 'Ache', AESTDAT: '2024-03' })
  entry('concomitant', 1, { CMTRT: 'Paracetamol', CMSTDAT: '2024-05-02' })
  entry('concomitant', 2, { CMTRT: 'Aspirin', CMSTDAT: '2024-03' })
  const serveSubject = globalThis.fetch
  const asked: string[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push(url)
    const answer = ANSWERS[url.split('?')[0] ?? '']
    return answer === undefined
      ? serveSubject(url, init)
      : Promise.resolve(new Response(JSON.stringify(counted(answer, counts)), { status: 200 }))
  })
  return asked
}

/** The answer with other counts, where it has some. */
function counted(answer: object, counts: object): object {
  const own = Object.entries(counts).filter(([name]) => name in answer)
  return { ...answer, ...Object.fromEntries(own) }
}

/** Draws a page until its tables stand; each with what is around it. */
async function open(
  { element, route, address, tables }: PageCase,
  language: 'en' | 'zh' = 'en',
): Promise<readonly HTMLElement[]> {
  const at =
    route === undefined
      ? {}
      : { route: `/studies/:study${route}`, address: `/studies/s${address ?? ''}` }
  await draw(element, language, at)
  const name = language === 'en' ? 'Copy table' : '复制表格'
  return waitFor(() => {
    // Asked for at each change of the page: by text, which is quicker to find than a role.
    const buttons = screen.getAllByText(name, { selector: 'button, button *' })
    expect(buttons).toHaveLength(tables)
    return buttons.map(
      (text) => text.closest('button')?.parentElement?.parentElement ?? document.body,
    )
  })
}

async function openTable({ at, ...one }: PageCase & { readonly at: number }): Promise<HTMLElement> {
  const tables = await open(one)
  return tables[at] ?? document.body
}

/** Found by what they are made of: roles of a whole page take seconds to work out. */
const headsOf = (around: HTMLElement): readonly HTMLElement[] => [
  ...around.querySelectorAll<HTMLElement>('th[scope=col][aria-sort]'),
]

function pressIn(around: HTMLElement, name: string): void {
  fireEvent.click(within(around).getByText(name, { selector: 'button, button *' }))
}

/** The text of each row without its buttons: they may name what opens. */
const rowsOf = (around: HTMLElement): readonly string[] =>
  [...around.querySelectorAll('tbody > tr')].map(({ textContent }) => textContent)

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** Each head orders the rows, upwards, downwards, and back to how they came. */
function expectOrder(around: HTMLElement): void {
  expect(headsOf(around).length).toBeGreaterThan(1)
  const came = rowsOf(around)
  expect(came.length).toBeGreaterThan(1)
  const orders = headsOf(around).map((column) => {
    const button = column.querySelector('button')
    if (button === null) throw new Error('a head without a button')
    const ordered = [0, 1].map(() => {
      fireEvent.click(button)
      return rowsOf(around)
    })
    expect(column.getAttribute('aria-sort')).toBe('descending')
    fireEvent.click(button)
    return ordered
  })
  expect(rowsOf(around)).toEqual(came)
  // Somewhere the two rows differ: there upwards is not downwards.
  expect(orders.some(([up, down]) => JSON.stringify(up) !== JSON.stringify(down))).toBe(true)
}

function expectFilters(around: HTMLElement): void {
  pressIn(around, 'Filter')
  const boxes = [...around.querySelectorAll('[aria-label^="Filter: "]')]
  expect(boxes).toHaveLength(headsOf(around).length)
  const box = boxes.find(({ tagName }) => tagName === 'INPUT')
  if (box === undefined) throw new Error('no box to type into')
  fireEvent.change(box, { target: { value: 'nothing has this' } })
  expect(around.textContent).toMatch(/0 of \d rows/)
  pressIn(around, 'Show all rows')
  expect(rowsOf(around).length).toBeGreaterThan(1)
}

async function expectCopy(around: HTMLElement, copied: () => string): Promise<void> {
  pressIn(around, 'Copy table')
  await within(around).findByText(/^\d rows copied$/)
  const lines = copied().split('\n')
  expect(lines).toHaveLength(rowsOf(around).length + 1)
  const names = (lines[0] ?? '').split('\t').map((name) => name.replace(/^.*: /, ''))
  expect(names).toEqual(headsOf(around).map(({ textContent }) => textContent))
  for (const line of lines) expect(line.split('\t')).toHaveLength(names.length)
  expect(lines.join(' ')).not.toMatch(/undefined|null|\[object|\{\{/)
}

describe('E32: every table of records', () => {
  it.each(PAGES)('$page: rows are ordered, filtered and copied by each column', async (one) => {
    serve()
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
    const tables = await open(one)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    for (const around of tables) {
      expectOrder(around)
      await expectCopy(around, () => writeText.mock.calls.at(-1)?.[0] ?? '')
      expectFilters(around)
    }
  })

  it.each(PAGES)('$page: speaks Chinese about its rows', async (one) => {
    serve()
    await open(one, 'zh')
    expect(screen.getAllByText(/^共\d行$/)).toHaveLength(one.tables)
  })
})

describe('E32: a list of which the server holds more', () => {
  it.each([
    { one: inStudy('coding', CodingPage, 2), at: 1, head: /^Text as typed/, asks: 'sort=verbatim' },
    { one: inStudy('queries', QueriesPage, 1), at: 0, head: /^Days/, asks: 'sort=opened' },
  ])('$one.page: is ordered by the server', async ({ one, at, head, asks }) => {
    const asked = serve({ total: 340, filtered: 340 })
    const around = await openTable({ ...one, at })
    expect(around.textContent).toContain('2 of 340 rows here, in the order of all')
    expect(within(around).queryByRole('button', { name: 'Filter' })).toBeNull()
    fireEvent.click(within(around).getByRole('button', { name: head }))
    await waitFor(() => {
      expect(asked.at(-1)).toContain(asks)
    })
    const column = await within(around).findByRole('columnheader', { name: head })
    expect(column.getAttribute('aria-sort')).toBe('ascending')
  })
})

describe('E32: the trail, of which a page is here', () => {
  it('is ordered by the server, by its numbers alone, from the first page on', async () => {
    const asked = serve()
    const around = await openTable({ ...inStudy('audit', AuditPage, 1), at: 0 })
    expect(headsOf(around)).toHaveLength(1)
    expect(within(around).queryByRole('button', { name: 'Filter' })).toBeNull()
    expect(screen.getByText('2 rows on this page')).toBeTruthy()
    const head = within(around).getByRole('columnheader', { name: /^No\./ })
    expect(head.getAttribute('aria-sort')).toBe('descending')
    fireEvent.click(screen.getByRole('button', { name: 'Next page' }))
    await waitFor(() => {
      expect(asked.at(-1)).toContain('cursor=8')
    })
    fireEvent.click(within(around).getByRole('button', { name: /^No\./ }))
    await screen.findByText('Oldest first')
    await waitFor(() => {
      expect(asked.at(-1)).toContain('order=oldest-first')
    })
    expect(asked.at(-1)).not.toContain('cursor')
  })
})
