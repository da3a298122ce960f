import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VerifyPage } from '../../../client/clean-data/worklist/verify-page.tsx'
import type { WorkEntry, WorkPart } from '../../../shared/api/routes/verification.ts'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { draw } from '../rendering.tsx'
import { session, STUDY } from '../subject-server.ts'

const part = (item: string, wish: Partial<WorkPart> = {}): WorkPart => ({
  ...{ item, groupRow: '', state: 'waiting', verification: null },
  ...{ verifiedBy: null, verifiedAt: null, changed: null, queries: 0 },
  ...wish,
})
const value = (item: string, now: string, was: string | null = null) => ({
  ...{ item, groupRow: '', value: now, reason: null },
  was: was === null ? null : { value: was, reason: null },
})
const entry = (record: string, wish: Partial<WorkEntry>): WorkEntry => ({
  ...{ record, subjid: '1001', site: '01', visit: 'W4', form: 'vitals', rowKey: '', version: 3 },
  ...{ completeness: 'complete', updatedBy: 'li.wei', updatedAt: '2024-03-10T06:00:00Z' },
  ...{ plan: 'targeted', state: 'waiting', parts: [], values: [] },
  ...wish,
})

const CHANGED = part('WEIGHT', {
  ...{ state: 'changed', verification: 'v0', verifiedBy: 'mona' },
  verifiedAt: '2024-03-09T06:00:00Z',
  changed: { by: 'li.wei', at: '2024-03-10T06:00:00Z', reason: 'misread' },
})

/** The worklist as the server keeps it. */
let entries: WorkEntry[]
let asked: string[]
let writes: { readonly url: string; readonly body: Record<string, unknown> }[]

function answer(url: string, init: RequestInit): Promise<Response> {
  const reply = (body: unknown, status = 200): Promise<Response> =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))
  if (url === '/api/session') return reply(session('monitor'))
  if (url === '/api/studies/s') return reply(STUDY)
  if (url.includes('/verification-work')) {
    asked.push(url)
    const number = (state: string): number => entries.filter((one) => one.state === state).length
    const counts = {
      ...{ waiting: number('waiting'), changed: number('changed') },
      verified: number('verified'),
    }
    return reply({ entries, filtered: entries.length, counts })
  }
  const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Record<
    string,
    unknown
  >
  writes.push({ url, body })
  if (url.endsWith('/queries')) return reply(QUERY, 201)
  if (url.endsWith('/withdrawal')) return reply(mark(url, '', 'withdrawn'))
  const record = /records\/([^/]+)\//.exec(url)?.[1] ?? ''
  const parts = body['parts'] as readonly { item: string }[]
  return reply({ verifications: parts.map(({ item }) => mark(record, item, 'verified')) })
}

function mark(record: string, item: string, state: string) {
  const by = { verifiedBy: 'anna', verifiedAt: '2024-03-11T06:00:00Z' }
  return { id: `${record}-${item}`, record, item, groupRow: '', state, recordVersion: 3, ...by }
}

const QUERY = {
  ...{ id: 'q1', subjid: '1001', site: '01', record: 'r1', form: 'vitals', visit: 'W4' },
  ...{ item: 'WEIGHT', groupRow: '', kind: 'manual', check: null, state: 'open' },
  ...{ openedBy: 'anna', openedRole: 'monitor', openedAt: '2024-03-11T06:00:00Z' },
  ...{ settledAt: null, stands: false, entries: [] },
}

const open = (address = '', language: Language = 'en') =>
  draw(
    <Suspense>
      <VerifyPage />
    </Suspense>,
    language,
    { route: '/studies/:study/*', address: `/studies/s/verification${address}` },
  )
const press = (key: string): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key })
}
const current = (): string =>
  document.querySelector('[data-line][aria-current="true"]')?.textContent ?? ''
const written = (end: string) => writes.filter(({ url }) => url.endsWith(end))

beforeEach(() => {
  asked = []
  writes = []
  entries = [
    entry('r1', {
      state: 'changed',
      parts: [part('VSDAT'), CHANGED],
      values: [value('VSDAT', '2024-03-01'), value('WEIGHT', '46.0', '64.0')],
    }),
    entry('r2', {
      ...{ form: 'exposure', visit: null, plan: 'full' },
      parts: [part('', { queries: 1 })],
      values: [value('EXTRT', 'DONAFENIB'), value('EXSTDAT', '2024-02')],
    }),
  ]
  vi.stubGlobal('fetch', answer)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('R5: the worklist by keyboard', () => {
  it('R5: goes down and up with j and k, and stops at both ends', async () => {
    await open()
    await waitFor(() => {
      expect(current()).toMatch(/Date/)
    })
    press('k')
    expect(current()).toMatch(/Date/)
    press('j')
    expect(current()).toMatch(/Weight/)
    press('j')
    press('j')
    expect(current()).toMatch(/Donafenib/)
    press('k')
    expect(current()).toMatch(/Weight/)
    expect(document.activeElement?.getAttribute('data-line')).toContain('WEIGHT')
  })

  it('R5: verifies the line with v at the version that was read, goes on to the next, and u takes it back', async () => {
    await open()
    await waitFor(() => {
      expect(current()).toMatch(/Date/)
    })
    press('v')
    await screen.findByText(/^Verified: 1001 · W4/)
    expect(written('/verification')[0]?.body).toEqual({ parts: [{ item: 'VSDAT', groupRow: '' }] })
    expect(current()).toMatch(/Weight/)
    press('u')
    await screen.findByText(/^Undone: 1001 · W4/)
    expect(written('/withdrawal').map(({ url, body }) => [url.includes('r1-VSDAT'), body])).toEqual(
      [[true, { reason: 'Marked by mistake, taken back at once' }]],
    )
    expect(current()).toMatch(/Date/)
    press('u')
    expect(written('/withdrawal')).toHaveLength(1)
  })

  it('R5: q opens the query box in place with the focus, where keys are letters, and Escape leaves it', async () => {
    await open()
    await waitFor(() => {
      expect(current()).toMatch(/Date/)
    })
    press('j')
    press('q')
    const box = await screen.findByRole('textbox', { name: 'New query' })
    expect(document.activeElement).toBe(box)
    press('v')
    press('j')
    expect(writes).toEqual([])
    expect(current()).toMatch(/Weight/)
    fireEvent.change(box, { target: { value: 'What does the source say?' } })
    fireEvent.keyDown(box, { key: 'Enter', ctrlKey: true })
    await waitFor(() => {
      expect(written('/queries')[0]?.body).toEqual({
        ...{ record: 'r1', item: 'WEIGHT', groupRow: '' },
        text: 'What does the source say?',
      })
    })
    await waitFor(() => {
      expect(screen.queryByRole('textbox', { name: 'New query' })).toBeNull()
    })
    press('q')
    fireEvent.keyDown(await screen.findByRole('textbox', { name: 'New query' }), { key: 'Escape' })
    expect(screen.queryByRole('textbox', { name: 'New query' })).toBeNull()
    expect(document.activeElement?.getAttribute('data-line')).toContain('WEIGHT')
  })

  it('DC-15: shows what changed since it was verified, both values, who changed it and why', async () => {
    await open()
    const line = (await screen.findByText('46.0 kg')).closest<HTMLElement>('[data-line]')
    if (line === null) throw new Error('no line')
    within(line).getByText(/Changed since verified/)
    within(line).getByText(/^was 64\.0 kg when verified by mona/)
    within(line).getByText(/Changed by li\.wei.*misread/)
  })

  it('verifies all open items of a form by one button', async () => {
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Verify 2 items' }))
    await waitFor(() => {
      expect(written('/verification')[0]?.body['parts']).toHaveLength(2)
    })
  })

  it('keeps its filters in the address, and asks the server for them', async () => {
    await open('?site=01&form=vitals&subject=1001&state=changed&skip=30')
    await screen.findByText('46.0 kg')
    const query = new URL(asked[0] ?? '', 'http://x').searchParams
    expect(Object.fromEntries(query)).toEqual({
      ...{ site: '01', form: 'vitals', subject: '1001', state: 'changed' },
      ...{ skip: '30', limit: '30' },
    })
    expect(screen.getByText('1 to verify, 1 changed since, 0 verified')).toBeTruthy()
  })

  it('says so where nothing is left, and speaks Chinese', async () => {
    entries = []
    await open('', 'zh')
    await screen.findByText(/没有符合条件的内容/)
    press('v')
    press('j')
    expect(writes).toEqual([])
  })
})
