import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DifferencesPage } from '../../client/export-data/differences-page.tsx'
import { SnapshotsPage } from '../../client/export-data/snapshots-page.tsx'
import type { Role } from '../../shared/access/permissions.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('donafenib-switch')
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 1 },
  ...{
    enrolled: 0,
    environment: 'production',
    roles: ['data-manager'],
    definition,
    definitionVersion: '1',
  },
  ...{ definitionHash: 'x', sites: [] },
}
const first: SnapshotView = {
  ...{ id: 'n1', name: 'Interim 1', purpose: 'Safety committee', seq: 12, cutoff: '2026-03-01' },
  ...{ asOf: '2026-03-02T08:00:00.000Z', definitionVersion: 1, hash: 'a1b2c3d4e5f6'.repeat(5) },
  ...{ madeBy: 'Li Wei', madeAt: '2026-03-02T08:01:00.000Z' },
}
const second: SnapshotView = { ...first, id: 'n2', name: 'Interim 2', purpose: null, cutoff: null }
const changed = {
  ...{ subjid: '1001', visit: 'W8', form: 'vitals', rowKey: '', kind: 'changed' },
  ...{ item: 'WEIGHT', groupRow: '', before: '64', after: '66' },
}

interface Sent {
  readonly url: string
  readonly body: unknown
}

function serving(role: Role, snapshots: readonly SnapshotView[]): readonly Sent[] {
  const sent: Sent[] = []
  const grant = { id: 'g', role, study: 's', site: null, to: null, timeZone: 'Asia/Shanghai' }
  const account = { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false }
  const session = {
    ...{ account, expiresAt: '2030-01-01T00:00:00.000Z', idleMinutes: 30 },
    grants: [{ ...grant, from: '2025-01-01T00:00:00.000Z' }],
  }
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const isPost = init.method === 'POST'
    if (isPost) sent.push({ url, body: JSON.parse(init.body as string) as unknown })
    const answer = (): unknown => {
      if (url.endsWith('/session')) return session
      if (url.includes('/differences')) return { from: first, to: null, differences: [changed] }
      if (url.endsWith('/snapshots')) return isPost ? second : { snapshots }
      return study
    }
    const headers = { 'content-type': 'application/json' }
    const status = isPost ? 201 : 200
    return Promise.resolve(new Response(JSON.stringify(answer()), { headers, status }))
  })
  return sent
}

const open = (element: ReactNode, path: string, language: Language = 'en') =>
  draw(element, language, {
    route: `/studies/:study/${path}`,
    address: `/studies/s/${path.replace(':snapshot', 'n1')}`,
  })

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the page of snapshots', () => {
  it('makes one of the present state under a name, once', async () => {
    const sent = serving('data-manager', [])
    await open(<SnapshotsPage />, 'snapshots')
    await screen.findByText(/None has been made yet/)
    const button = screen.getByRole('button', { name: 'Make the snapshot' })
    expect(button.hasAttribute('disabled'), 'without a name').toBe(true)
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: ' Interim 2 ' } })
    fireEvent.change(screen.getByLabelText('Purpose'), { target: { value: 'Committee' } })
    fireEvent.click(button)
    await screen.findByText('“Interim 2” is kept.')
    expect(sent).toEqual([
      {
        url: '/api/studies/s/snapshots',
        body: { name: 'Interim 2', purpose: 'Committee' },
      },
    ])
  })

  it('lists each with its moment, cut-off, version and hash, and leads to its files', async () => {
    serving('statistician', [first, second])
    await open(<SnapshotsPage />, 'snapshots')
    await screen.findByText('Interim 1')
    expect(screen.getByText('Safety committee')).toBeTruthy()
    expect(screen.getByText('1 Mar 2026')).toBeTruthy()
    expect(screen.getAllByText('a1b2c3d4e5f6')).toHaveLength(2)
    const [link] = screen.getAllByRole('link', { name: 'Export' }).slice(-2)
    expect(link?.getAttribute('href')).toBe('/studies/s/export?snapshot=n1')
  })

  it('offers making one to those alone who may', async () => {
    serving('investigator', [first])
    await open(<SnapshotsPage />, 'snapshots', 'zh')
    await screen.findByText('Interim 1')
    expect(screen.queryByRole('button', { name: '生成快照' })).toBeNull()
  })
})

describe('the page of differences', () => {
  it('names each value with its label, before and after', async () => {
    serving('data-manager', [first, second])
    await open(<DifferencesPage />, 'snapshots/:snapshot')
    await screen.findByText('What changed since “Interim 1”')
    expect(screen.getByText('1 value of 1 subject')).toBeTruthy()
    const row = screen.getByRole('row', { name: /1001/ })
    expect(row.textContent).toMatch(/W8.*Vital signs.*Weight.*Value changed.*64.*66/)
    const select = screen.getByLabelText('Compared with')
    fireEvent.change(select, { target: { value: 'n2' } })
    await waitFor(() => {
      expect(screen.getByLabelText<HTMLSelectElement>('Compared with').value).toBe('n2')
    })
  })
})
