import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { Suspense, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LogPage } from '../../client/enter-visit/log-page.tsx'
import { VisitPage } from '../../client/enter-visit/visit-page.tsx'
import { AdverseEventsPage } from '../../client/grade-adverse-event/adverse-events-page.tsx'
import { SubjectFrame } from '../../client/app/subject-frame.tsx'
import { SubjectCloseOutPage } from '../../client/close-out/subject-page.tsx'
import { LedgerPage } from '../../client/tumour-ledger/ledger-page.tsx'
import { UnlockedNote } from '../../client/kit/unlocked-note.tsx'
import type { HeldBy } from '../../shared/api/held.ts'
import { draw } from './rendering.tsx'
import { SubjectServer } from './subject-server.ts'

const LOCK: HeldBy = {
  ...{ id: 'k', kind: 'lock', level: 'subject', site: '01', subjid: '1', visit: null, form: null },
  ...{ setAt: '2024-05-02T06:00:00Z', setBy: 'Wang Fang', reason: 'interim analysis' },
}
const SUBJECT = '/studies/:study/subjects/:subjid'

let server: SubjectServer

async function open(page: ReactNode, rest: string, address = rest): Promise<void> {
  const at = { route: `${SUBJECT}${rest}`, address: `/studies/s/subjects/1${address}` }
  await draw(<Suspense>{page}</Suspense>, 'en', at)
}

const boxes = () =>
  screen.queryAllByRole<HTMLInputElement>('textbox').filter((one) => !one.readOnly && !one.disabled)
const saveButtons = () => screen.queryAllByRole('button', { name: /^Save|^Add|Leave the whole/ })

beforeEach(() => {
  server = new SubjectServer()
  const items = { VSDAT: '2024-03-10', WEIGHT: '64.0' }
  server.put('vitals', 'W8', { items, rows: [] })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('LK-01: a form that is held', () => {
  const vitals = () => open(<VisitPage />, '/visits/:visit', '/visits/W8?form=vitals')

  it('LK-01: is read and not typed into, without a button that saves, and says what holds it', async () => {
    server.locks = [{ ...LOCK, level: 'visit', visit: 'W8' }]
    await vitals()
    const note = await screen.findByText(
      /^Locked: Visit 1 · W8 since .* by Wang Fang\. Reason: interim analysis\./,
    )
    expect(note.textContent).toContain('ask data management to release the lock')
    expect(screen.getByDisplayValue('64.0')).toBeTruthy()
    expect(boxes()).toEqual([])
    expect(saveButtons()).toEqual([])
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    expect(server.writes).toEqual([])
  })

  it('is typed into where another visit is held', async () => {
    server.locks = [{ ...LOCK, level: 'visit', visit: 'W16' }]
    await vitals()
    await screen.findByDisplayValue('64.0')
    expect(boxes().length).toBeGreaterThan(0)
    expect(screen.queryByText(/^Locked:/)).toBeNull()
  })

  it('holds one form of the visit alone where the lock names it', async () => {
    server.locks = [{ ...LOCK, kind: 'freeze', level: 'record', visit: 'W8', form: 'vitals' }]
    await vitals()
    await screen.findByText(/^Frozen: Form 1 · W8 · vitals/)
    expect(boxes()).toEqual([])
  })

  it('tells of typing that waits there', async () => {
    server.locks = [{ ...LOCK, level: 'visit', visit: 'W8' }]
    server.drafts = [
      {
        ...{ id: 'd', form: 'vitals', visit: 'W8', record: 'vitals-W8-', part: '', baseVersion: 1 },
        ...{ values: { items: { WEIGHT: '66' }, rows: [] } },
        ...{ enteredAt: '2024-05-02T05:00:00Z', savedAt: '2024-05-02T05:00:00Z' },
      },
    ]
    await vitals()
    expect(await screen.findByText(/Your unsaved typing for this form is kept/)).toBeTruthy()
  })

  it('LK-01: a log takes no further row', async () => {
    server.locks = [{ ...LOCK, level: 'record', form: 'concomitant' }]
    await open(<LogPage />, '/forms/:form', '/forms/concomitant')
    await screen.findByText(/^Locked: Form 1 · concomitant/)
    expect(saveButtons()).toEqual([])
  })

  it('LK-01: the ledger closes the column of a held visit alone', async () => {
    server.put(
      'lesions',
      null,
      { items: { TULNKID: 'T01', TUGRPID: 'TARGET', TUNODE: 'N' }, rows: [] },
      'T01',
    )
    server.locks = [{ ...LOCK, level: 'visit', visit: 'W8' }]
    await open(<LedgerPage />, '/tumour')
    const table = await screen.findByRole('table')
    expect(within(table).getByText('frozen or locked')).toBeTruthy()
    expect(
      screen.queryByLabelText('T01 longest diameter, W8', { selector: 'input:not([readonly])' }),
    ).toBeNull()
    expect(screen.getByLabelText('T01 longest diameter, W16')).toBeTruthy()
  })

  it('a lock of the whole subject is said at its head, on every one of its screens', async () => {
    server.locks = [LOCK]
    await open(<SubjectFrame />, '')
    expect(await screen.findByText(/^Locked: Subject 1 since/)).toBeTruthy()
  })

  it('shows the way of a serious event although its form is held', async () => {
    server.locks = [LOCK]
    await open(<AdverseEventsPage />, '/adverse-events')
    expect(await screen.findByText(/A serious event never waits for a release/)).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Blank forms to print' })).toBeTruthy()
    expect(saveButtons()).toEqual([])
  })
})

describe('close-out of a subject', () => {
  const thing = {
    kind: 'query-unsettled',
    site: '01',
    subjid: '1',
    visit: 'W8',
    form: 'vitals',
    count: 2,
  }
  const closeOut = {
    ...{ counts: [{ kind: 'query-unsettled', count: 2 }], open: [thing], places: 1 },
    locks: [{ ...LOCK, releasedAt: null, releasedBy: null, releaseReason: null }],
  }
  const sent: { readonly url: string; readonly body: unknown }[] = []

  function serve(answer: object, status = 201): void {
    const before = globalThis.fetch
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      if (url.split('?')[0]?.endsWith('/close-out') === true) return reply(closeOut, 200)
      if (init.method === 'POST') {
        sent.push({ url, body: JSON.parse(init.body as string) as unknown })
        return reply(answer, status)
      }
      return before(url, init)
    })
  }
  const reply = (body: object, status: number) =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))
  const write = (label: string, value: string) => {
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  }

  beforeEach(() => {
    sent.length = 0
    server.role = 'data-manager'
  })

  it('LK-02: counts what is open, leads to it, and shows a refused lock with its list', async () => {
    const { counts, open: items } = closeOut
    const type = 'urn:problem:lock-preconditions'
    serve({ type, status: 409, title: 'x', counts, open: items }, 409)
    await open(<SubjectCloseOutPage />, '/close-out')
    const count = await screen.findByRole('link', { name: /Open or answered queries ?2/ })
    expect(count.getAttribute('href')).toContain('kind=query-unsettled')
    const lead = screen.getByRole('link', { name: 'Vital signs' })
    expect(lead.getAttribute('href')).toContain('/queries?subject=1')
    const lock = screen.getByRole<HTMLButtonElement>('button', { name: 'Lock' })
    expect(lock.disabled).toBe(true)
    write('Reason', 'final')
    fireEvent.click(lock)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('2 things are still open')
    expect(alert.textContent).toContain('Open or answered queries: 2')
    expect(sent).toMatchObject([{ body: { level: 'subject', reason: 'final' } }])
  })

  it('LK-03: a release asks for its reason', async () => {
    serve(
      { ...LOCK, releasedAt: '2024-06-01T00:00:00Z', releasedBy: 'Wang Fang', releaseReason: 'x' },
      200,
    )
    await open(<SubjectCloseOutPage />, '/close-out')
    fireEvent.click(await screen.findByRole('button', { name: 'Release the lock' }))
    const send = screen.getAllByRole<HTMLButtonElement>('button', { name: 'Release the lock' })
    expect(send.every(({ disabled }) => disabled)).toBe(true)
    write('Reason of the release', 'a late result')
    fireEvent.click(screen.getByRole('button', { name: 'Release the lock' }))
    await vi.waitFor(() => {
      expect(sent).toMatchObject([{ body: { reason: 'a late result' } }])
    })
    expect(sent[0]?.url).toContain('/locks/k/release')
  })

  it('offers a monitor the freeze alone, and the site nothing', async () => {
    serve({})
    server.role = 'monitor'
    await open(<SubjectCloseOutPage />, '/close-out')
    expect(await screen.findByRole('button', { name: 'Freeze' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Lock' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Release the lock' })).toBeNull()
    cleanup()
    server.role = 'coordinator'
    await open(<SubjectCloseOutPage />, '/close-out')
    await screen.findByText('In force')
    expect(screen.queryByRole('button', { name: 'Freeze' })).toBeNull()
  })
})

it('LK-03: an output says what was unlocked, by whom and why, and that it is locked again', async () => {
  const first = {
    ...LOCK,
    releasedAt: '2024-06-01T00:00:00Z',
    releasedBy: 'Li Wei',
    releaseReason: 'a late result',
  }
  const again = {
    ...LOCK,
    id: 'k2',
    setAt: '2024-06-02T00:00:00Z',
    releasedAt: null,
    releasedBy: null,
    releaseReason: null,
  }
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(JSON.stringify({ locks: [first, again] }), { status: 200 })),
  )
  await draw(<UnlockedNote />, 'en', { route: '/studies/:study', address: '/studies/s' })
  const line = await screen.findByText(/^1: locked 2024-05-02/)
  expect(line.textContent).toMatch(
    /unlocked 2024-06-01.* by Li Wei\. Reason: a late result\. Locked again 2024-06-02.* by Wang Fang\./,
  )
})
