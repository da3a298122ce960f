import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Ask } from '../../../client/kit/data-queries/ask.tsx'
import { Thread } from '../../../client/kit/data-queries/thread.tsx'
import type { QueryView } from '../../../shared/api/routes/queries.ts'
import { draw } from '../rendering.tsx'
import { session } from '../subject-server.ts'

const query = (wish: Partial<QueryView>): QueryView => ({
  ...{ id: 'q1', subjid: '1', site: '01', record: null, form: 'vitals', visit: 'W4' },
  ...{ item: 'WEIGHT', groupRow: '', kind: 'manual', check: null, state: 'answered' },
  ...{ openedBy: 'mona', openedRole: 'monitor', openedAt: '2024-03-11T06:00:00Z' },
  ...{ settledAt: null, stands: false, entries: [] },
  ...wish,
})

let roles: readonly Parameters<typeof session>[0][] = ['monitor']
let bodies: unknown[] = []

function answer(url: string, init: RequestInit): Promise<Response> {
  if (url === '/api/session') {
    const own = session('monitor')
    const [grant] = own.grants
    const grants = roles.map((role) => ({ ...grant, role }))
    return Promise.resolve(new Response(JSON.stringify({ ...own, grants })))
  }
  bodies.push(JSON.parse(typeof init.body === 'string' ? init.body : '{}'))
  return Promise.resolve(new Response(JSON.stringify(query({ state: 'closed' }))))
}

async function open(view: QueryView, as: typeof roles): Promise<void> {
  roles = as
  bodies = []
  vi.stubGlobal('fetch', answer)
  await draw(
    <Suspense>
      <Thread study="s" query={view} label="Weight" />
    </Suspense>,
  )
  await screen.findByRole('region', { name: 'Query Weight' })
}
const button = (name: string) => screen.queryByRole('button', { name })

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('DC-03: the steps that a thread offers', () => {
  it('DC-03: a monitor settles what monitors asked, and not what data management asked', async () => {
    await open(query({}), ['monitor'])
    expect(button('Close')).not.toBeNull()
    cleanup()
    await open(query({ openedRole: 'data-manager' }), ['monitor'])
    expect(button('Close')).toBeNull()
    expect(button('Cancel the query')).toBeNull()
    expect(button('Add a remark')).not.toBeNull()
    screen.getByText('Settled by Data manager.')
  })

  it('AC-04: says to who administers the study that somebody else settles their query', async () => {
    const own = query({ openedRole: 'data-manager', openedBy: 'anna' })
    await open(own, ['data-manager', 'administrator'])
    expect(button('Close')).toBeNull()
    screen.getByText(/You opened this query and administer the study/)
    cleanup()
    await open({ ...own, openedBy: 'mona' }, ['data-manager', 'administrator'])
    expect(button('Close')).not.toBeNull()
  })

  it('DC-05: asks for a reason before a query is closed whose check fires still', async () => {
    const asked = { kind: 'system', check: 'VS-01', openedRole: 'edit-checks' } as const
    await open(query({ ...asked, stands: true }), ['monitor'])
    screen.getByText(/The check fires on these values still/)
    expect(button('Close')?.hasAttribute('disabled')).toBe(true)
    fireEvent.change(screen.getByRole('textbox', { name: 'Your words' }), {
      target: { value: 'Source seen' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Close' }))
    await waitFor(() => {
      expect(bodies).toEqual([{ step: 'close', text: 'Source seen' }])
    })
    cleanup()
    await open(query({ ...asked, stands: false }), ['monitor'])
    expect(button('Close')?.hasAttribute('disabled')).toBe(false)
  })

  it('offers nothing to who only reads, and no reason for it', async () => {
    await open(query({}), ['statistician'])
    expect(screen.queryAllByRole('button')).toEqual([])
    expect(screen.queryByText(/Settled by/)).toBeNull()
  })
})

describe('DC-04: the box of a new query', () => {
  it.each([
    ['en', 'Please change to 46', /“change to 46” proposes the answer/],
    ['zh', '请改为46', /“请改为46”带有诱导性/],
  ] as const)(
    'DC-04: warns in %s where the words propose a value, and still opens it',
    async (language, words, warning) => {
      vi.stubGlobal('fetch', answer)
      bodies = []
      const asked = { study: 's', subjid: '1', record: 'r1', item: 'WEIGHT', groupRow: '' }
      await draw(<Ask asked={asked} />, language)
      const box = screen.getByRole('textbox')
      fireEvent.change(box, { target: { value: words } })
      screen.getByText(warning)
      fireEvent.change(box, { target: { value: 'What does the source say?' } })
      expect(screen.queryByText(warning)).toBeNull()
      fireEvent.change(box, { target: { value: words } })
      fireEvent.click(screen.getByRole('button'))
      await waitFor(() => {
        expect(bodies).toEqual([{ record: 'r1', item: 'WEIGHT', groupRow: '', text: words }])
      })
    },
  )
})
