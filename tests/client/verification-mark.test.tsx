import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VerificationMark } from '../../client/kit/form/verification-mark.tsx'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { VerificationView } from '../../shared/api/routes/verification.ts'
import { draw } from './rendering.tsx'
import { session } from './subject-server.ts'
import { toyRecord } from './toy-form.ts'

const record: RecordView = {
  ...toyRecord({ items: { WEIGHT: '64' }, rows: [] }, 3),
  ...{ form: 'vitals', visit: 'W8' },
}

let verifications: VerificationView[]
let reasons: string[]

function answer(url: string, init: RequestInit): Promise<Response> {
  const reply = (body: unknown): Promise<Response> =>
    Promise.resolve(new Response(JSON.stringify(body)))
  if (url === '/api/session') return reply(session('monitor'))
  if (url.endsWith('/verification')) {
    const of = { record: 'r1', item: '', groupRow: '', recordVersion: 3 }
    const by = { verifiedBy: 'mona', verifiedAt: '2024-03-11T06:00:00Z' }
    verifications.push({ id: `v${verifications.length}`, ...of, ...by, state: 'verified' })
  }
  if (url.endsWith('/withdrawal')) {
    const body: unknown = JSON.parse(typeof init.body === 'string' ? init.body : '{}')
    reasons.push((body as { reason: string }).reason)
    verifications = verifications.map((one) => ({ ...one, state: 'withdrawn' as const }))
    return reply(verifications.at(-1))
  }
  return reply({ verifications })
}

const open = (): Promise<unknown> =>
  draw(
    <Suspense>
      <VerificationMark study="s" subjid="1" record={record} />
    </Suspense>,
  )
const undo = () => screen.queryByRole('button', { name: 'Undo the verification' })

beforeEach(() => {
  verifications = []
  reasons = []
  vi.stubGlobal('fetch', answer)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the key that verifies', () => {
  it('R5, E5: verifies without a question, says so, and can be undone at once', async () => {
    await open()
    await screen.findByRole('button', { name: 'Verify against the source' })
    fireEvent.keyDown(window, { key: 'v' })
    await waitFor(() => {
      expect(screen.getByRole('status').textContent).toMatch(/✔ Verified by mona/)
    })
    const button = undo()
    if (button === null) throw new Error('no way back')
    fireEvent.click(button)
    await screen.findByRole('button', { name: 'Verify against the source' })
    expect(reasons).toEqual(['Marked by mistake, taken back at once'])
    expect(screen.getByRole('status').textContent).toBe('')
    expect(undo()).toBeNull()
  })

  it('can be undone for a minute only: later a mark is taken back with a reason of its own', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Verify against the source' }))
    await screen.findByText(/Verified by mona/)
    await act(() => vi.advanceTimersByTimeAsync(50_000))
    expect(undo()).not.toBeNull()
    await act(() => vi.advanceTimersByTimeAsync(11_000))
    expect(undo()).toBeNull()
    expect(screen.getByRole('status').textContent).toMatch(/✔ Verified by mona/)
  })

  it('offers no undo of what stood before the page was opened', async () => {
    await answer('/verification', {})
    await open()
    await screen.findByText(/Verified by mona/)
    expect(undo()).toBeNull()
  })
})
