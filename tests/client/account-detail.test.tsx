import { cleanup, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AccountDetail } from '../../client/manage-study/account-detail.tsx'
import { AccountsPage } from '../../client/manage-study/accounts-page.tsx'
import type { Account, Grant } from '../../shared/api/routes/accounts.ts'
import { draw } from './rendering.tsx'

const grant = (id: string, timeZone: string): Grant => ({
  id,
  role: 'monitor',
  study: 's',
  site: id,
  from: '2026-03-02T16:00:00.000Z',
  to: '2026-03-31T15:59:59.999Z',
  timeZone,
})
const account: Account = {
  id: 'a1',
  username: 'kim',
  displayName: 'Kim',
  locked: false,
  mustChangePassword: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  lastSignInAt: null,
  grants: [grant('S1', 'Asia/Shanghai'), grant('S2', 'UTC')],
}

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the list of accounts', () => {
  it.each([
    {
      now: '2026-03-31T15:59:00.000Z',
      shown: 'Monitor · s · S1',
      why: 'to the end of its last day',
    },
    { now: '2026-03-31T16:01:00.000Z', shown: null, why: 'no longer' },
  ])('E13: shows a role $why', async ({ now, shown }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) })
    const accounts = [{ ...account, grants: [grant('S1', 'Asia/Shanghai')] }]
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ accounts }))))
    await draw(
      <Suspense>
        <AccountsPage />
      </Suspense>,
    )
    await screen.findByText('Kim')
    expect(screen.queryByText(/S1/)?.textContent ?? null).toBe(shown)
  })
})

describe('the roles of an account', () => {
  it('E13: begin and end on the days of their site, with the zone beside them', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"studies":[]}')))
    await draw(
      <Suspense>
        <AccountDetail account={account} />
      </Suspense>,
    )
    const first = (await screen.findByText('S1')).closest('tr')?.textContent
    expect(first).toContain('2026-03-03 00:00 UTC+8')
    expect(first).toContain('2026-03-31 23:59 UTC+8')
    const second = screen.getByText('S2').closest('tr')?.textContent
    expect(second).toContain('2026-03-02 16:00 UTC')
    screen.getByText(/Times are those of the site/)
  })
})
