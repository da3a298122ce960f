import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DraftKeeper } from '../../../client/kit/drafts/outbox-context.tsx'
import { RecordForm } from '../../../client/kit/form/record-form.tsx'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { draw } from '../rendering.tsx'
import { label, TOY_PLACE, toyForm, toyRecord } from '../toy-form.ts'
import { DraftServer } from './draft-server.ts'

const form = toyForm(
  [
    { key: 'TDAT', kind: 'date', label: label('Date') },
    { key: 'TDOSE', kind: 'number', unit: 'mg', label: label('Dose') },
  ],
  'text',
)
const stored = toyRecord(
  { items: { TDAT: '2024-03-10', TDOSE: '20' }, rows: [{ TEST: 'ALT', RES: '40' }] },
  3,
)
const PAUSE = 2_000

let server: DraftServer
let show: (page: { signedIn?: boolean; closed?: boolean; account?: string }) => void

function Page({ record }: { readonly record: RecordView | null }) {
  const [page, setPage] = useState({ signedIn: true, closed: false, account: 'anna' })
  show = (next) => {
    act(() => {
      setPage({ ...page, ...next })
    })
  }
  return (
    <DraftKeeper key={page.account} account={page.account} signedIn={page.signedIn}>
      {!page.closed && <RecordForm form={form} {...TOY_PLACE} record={record} readOnly={false} />}
    </DraftKeeper>
  )
}

const box = (name: RegExp): HTMLInputElement => screen.getByRole('textbox', { name })
function type(name: RegExp, text: string): void {
  fireEvent.focus(box(name))
  fireEvent.change(box(name), { target: { value: text } })
}
async function rest(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })
}
async function open(record: RecordView | null, language: 'en' | 'zh' = 'en'): Promise<void> {
  await draw(<Page record={record} />, language)
  await rest(0)
}
const press = (name: RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }))
}
/** What the browser keeps of typing. */
const kept = () =>
  Object.entries(localStorage)
    .filter(([name]) => name.startsWith('hepatrial.unsent.'))
    .join()

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  localStorage.clear()
  server = new DraftServer(stored)
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('typing into a form', () => {
  it('E6: is stored as a draft two seconds after the last key, and named as no saved data', async () => {
    await open(null)
    type(/^Dose/, '2')
    await rest(PAUSE - 500)
    type(/^Dose/, '25')
    await rest(PAUSE - 500)
    expect(server.puts).toEqual([])
    await rest(500)
    expect(server.puts).toMatchObject([
      { account: 'anna', form: 'toy', record: null, values: { items: { TDOSE: '25' }, rows: [] } },
    ])
    expect(server.puts[0]?.typedAgoMs).toBeGreaterThanOrEqual(2 * PAUSE - 1_000)
    await screen.findByText(/Draft saved \d\d:\d\d, not yet saved as data/)
    expect(screen.getByRole('status', { name: '' }).textContent).toMatch(/Not saved yet/)
    expect(kept()).toBe('')
  })

  it('is kept when the form is left before the two seconds are over', async () => {
    await open(stored)
    type(/^Dose/, '25')
    show({ closed: true })
    await rest(0)
    expect(server.puts).toMatchObject([
      { record: 'r1', baseVersion: 3, values: { items: { TDOSE: '25' } } },
    ])
  })

  it('leaves no draft once it is what is stored again, or is saved', async () => {
    await open(null)
    type(/^Dose/, '25')
    await rest(PAUSE)
    expect(server.drafts).toHaveLength(1)
    type(/^Dose/, '')
    await rest(PAUSE)
    expect(server.drafts).toEqual([])
    type(/^Dose/, '26')
    await rest(PAUSE)
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    await rest(PAUSE)
    expect(server.saves).toHaveLength(1)
    show({ closed: true })
    await rest(PAUSE)
    expect(server.drafts).toEqual([])
  })

  it('E7: goes on without a server, is kept on this computer, and sent when it is back', async () => {
    await open(null)
    server.failing = 'network'
    type(/^Dose/, '25')
    await rest(PAUSE)
    await screen.findByText(/Not connected: kept on this computer, sent when the server is back/)
    expect(kept()).toContain('25')
    type(/^Dose/, '26')
    await rest(PAUSE)
    server.failing = null
    await rest(60_000)
    expect(server.puts.at(-1)).toMatchObject({ values: { items: { TDOSE: '26' } } })
    expect(server.puts.at(-1)?.typedAgoMs).toBeGreaterThanOrEqual(2 * PAUSE)
    await screen.findByText(/Draft saved/)
    expect(kept()).toBe('')
  })

  it('is kept when a save gets no answer', async () => {
    await open(null)
    type(/^Dose/, '25')
    server.failing = 'network'
    fireEvent.keyDown(window, { key: 's', ctrlKey: true })
    await rest(0)
    await screen.findByText(/it is not certain whether it was stored/)
    await screen.findByText(/kept on this computer/)
    expect(box(/^Dose/).value).toBe('25')
  })

  it('AC-08: survives the end of the session, and is sent after the next sign-in', async () => {
    await open(null)
    server.failing = 'session'
    type(/^Dose/, '25')
    await rest(PAUSE)
    show({ signedIn: false })
    await screen.findByText(/Not signed in: kept on this computer/)
    server.failing = null
    show({ signedIn: true })
    await rest(0)
    expect(server.puts.at(-1)).toMatchObject({ values: { items: { TDOSE: '25' } } })
    expect(box(/^Dose/).value).toBe('25')
  })

  it('is not shown to the next person, and not sent in their name', async () => {
    await open(null)
    server.failing = 'session'
    type(/^Dose/, '25')
    show({ signedIn: false })
    server.failing = null
    show({ signedIn: true, account: 'bob' })
    await rest(120_000)
    expect(box(/^Dose/).value).toBe('')
    expect(server.puts).toEqual([])
    expect(screen.queryByText(/kept typing of yours/)).toBeNull()
    expect(kept()).toContain('25')
  })
})

describe('a form of which a draft was kept', () => {
  it('E7: offers it field by field beside what is stored, and cannot be typed into before', async () => {
    const values = {
      items: { TDAT: '2024-03-10', TDOSE: '25' },
      rows: [{ TEST: 'ALT', RES: '44' }, { TEST: 'AST' }],
    }
    server.kept({ record: 'r1', baseVersion: 3, values })
    await open(stored)
    await screen.findByText(/A draft of yours was kept at .* and never saved as data/)
    const rows = screen.getAllByRole('row').map((row) => row.textContent)
    expect(rows.slice(1, 4)).toEqual([
      'Dose2025',
      'Result (row ALT)4044',
      'Results, row ASTno such rowTest: AST',
    ])
    expect(box(/^Dose/).closest('[inert]')).not.toBeNull()
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: '20' }))
    press(/Go on with the chosen values/)
    await rest(PAUSE)
    expect(box(/^Dose/).value).toBe('20')
    expect(box(/^Result, row 1/).value).toBe('44')
    expect(box(/^Test, row 2/).value).toBe('AST')
    expect(server.puts.at(-1)).toMatchObject({
      replaces: '2026-03-02T06:00:00.000Z',
      values: { items: { TDOSE: '20' }, rows: [{ RES: '44' }, { TEST: 'AST' }] },
    })
    expect(screen.queryByText(/A draft of yours/)).toBeNull()
  })

  it('throws it away when the stored values are chosen', async () => {
    server.kept({ record: 'r1', baseVersion: 3, values: { items: { TDOSE: '25' }, rows: [] } })
    await open(stored)
    await screen.findByText(/A draft of yours/)
    press(/Choose all stored values/)
    press(/Go on with the chosen values/)
    await rest(PAUSE)
    expect(server.drafts).toEqual([])
    expect(server.puts).toEqual([])
    expect(box(/^Dose/).value).toBe('20')
  })

  it('E7: asks for every field when somebody saved the form since', async () => {
    const values = { ...stored.values, items: { TDAT: '2024-03-10', TDOSE: '25' } }
    server.kept({ record: 'r1', baseVersion: 2, values })
    await open(stored)
    await screen.findByText(/Since it was typed, Li Wei saved this form/)
    const goOn = screen.getByRole<HTMLButtonElement>('button', { name: /Go on with the chosen/ })
    expect(goOn.disabled).toBe(true)
    screen.getByText('Still to choose: 1')
    fireEvent.click(screen.getByRole('radio', { name: '25' }))
    expect(goOn.disabled).toBe(false)
  })

  it('does not offer what is stored already, and forgets it', async () => {
    server.kept({ record: 'r1', baseVersion: 2, values: stored.values })
    await open(stored)
    await rest(PAUSE)
    expect(screen.queryByText(/A draft of yours/)).toBeNull()
    expect(server.drafts).toEqual([])
  })

  it('keeps the draft when it is left undecided', async () => {
    const draft = server.kept({ values: { items: { TDOSE: '25' }, rows: [] } })
    await open(null)
    await screen.findByText(/A draft of yours/)
    show({ closed: true })
    await rest(PAUSE)
    expect(server.drafts).toEqual([draft])
  })

  it('offers what the computer kept when the page was closed without a server', async () => {
    await open(null)
    server.failing = 'network'
    type(/^Dose/, '25')
    await rest(0)
    window.dispatchEvent(new Event('pagehide'))
    expect(kept()).toContain('25')
    cleanup()
    await open(null)
    await screen.findByText(/This computer kept typing of yours/)
    press(/Go on with the chosen values/)
    expect(box(/^Dose/).value).toBe('25')
    server.failing = null
    await rest(60_000)
    expect(server.drafts).toHaveLength(1)
  })

  it('offers the draft of another window while one types, and overwrites neither', async () => {
    await open(null)
    const other = server.kept({ values: { items: { TDOSE: '30' }, rows: [] } })
    type(/^Date/, '2024')
    await rest(PAUSE)
    await screen.findByText(/A draft of yours/)
    expect(server.drafts).toEqual([other])
    press(/Choose the whole draft/)
    press(/Go on with the chosen values/)
    await rest(PAUSE)
    expect(box(/^Dose/).value).toBe('30')
  })

  it('speaks Chinese', async () => {
    server.kept({ values: { items: { TDOSE: '25' }, rows: [] } })
    await open(null, 'zh')
    await screen.findByText(/您在.*留有一份草稿，尚未保存为正式数据/)
    await waitFor(() => {
      expect(screen.getByRole('button', { name: '以所选值继续' })).toBeTruthy()
    })
  })
})
