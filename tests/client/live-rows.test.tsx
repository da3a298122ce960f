import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RowsPage } from '../../client/watch-study/rows-page.tsx'
import type { LiveRow } from '../../shared/live/rows.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'
import { session } from './subject-server.ts'

const definition = protocols.get('tace-systemic')
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 50 },
  ...{ enrolled: 1, environment: 'production', roles: ['statistician'], definition },
  ...{ definitionVersion: '1', definitionHash: 'x', sites: [] },
}
const row: LiveRow = {
  ...{ subject: '1001', site: 'S1', cohort: 'A', counted: true, bor: 'PR', confirmedBor: 'PR' },
  populations: { ENR: true, SAF: true, EVAL: true, DLT: false, RESP: true },
  value: { kind: 'counted', hit: true },
}
let snapshot: string | null
let sites: readonly string[] | null
let cutoff: string
const asked: string[] = []

beforeEach(() => {
  snapshot = null
  sites = null
  cutoff = '2026-01-31'
  asked.length = 0
  vi.stubGlobal(
    'EventSource',
    class {
      readonly addEventListener = (): void => undefined
      readonly close = (): void => undefined
    },
  )
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    const answer = (): unknown => {
      if (url.endsWith('/session')) return session('statistician')
      if (url.includes('/proof')) return { steps: [], entries: [] }
      if (!url.includes('/live/rows')) return study
      return {
        ...{ cutoff, mark: snapshot === null ? 'm' : null, snapshot, sites },
        rows: [row],
      }
    }
    return Promise.resolve(Response.json(answer()))
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = (search: string) =>
  draw(<RowsPage />, 'en', {
    route: '/studies/:study/live/rows',
    address: `/studies/s/live/rows${search}`,
  })

describe('a value behind a number', () => {
  it('R3: opens its proof at the cut-off and by the source that it is of', async () => {
    await open('?endpoint=ORR&sites=S1&source=derived')
    fireEvent.click(await screen.findByRole('button', { name: 'Why?' }))
    expect(screen.getByRole('button', { name: 'Close' })).toBeDefined()
    const proof = new URL(asked.find((url) => url.includes('/proof')) ?? '', 'http://x')
    expect(proof.pathname).toBe('/api/studies/s/subjects/1001/proof')
    expect(Object.fromEntries(proof.searchParams)).toEqual({
      ...{ fact: 'endpoint/ORR', cutoff: '2026-01-31', source: 'derived' },
    })
  })

  it('of a snapshot has none, and says that its links lead to the present records', async () => {
    snapshot = 'Interim'
    await open('?endpoint=ORR&snapshot=x')
    await screen.findByRole('link', { name: '1001' })
    expect(screen.getByText('Snapshot Interim')).toBeDefined()
    expect(screen.getByText(/lead to the records as they are now/)).toBeDefined()
    expect(screen.queryByRole('button', { name: 'Why?' })).toBeNull()
  })

  it.each([
    ['', 1],
    ['&cutoff=2142-03-10', 0],
  ])(
    'is said to rest on a mistyped date where the cut-off follows from one (%j)',
    async (asks, n) => {
      cutoff = '2142-03-10'
      await open(`?endpoint=ORR${asks}`)
      await screen.findByRole('link', { name: '1001' })
      expect(screen.queryAllByText(/has not come yet/)).toHaveLength(n)
    },
  )

  it('is said to be of some sites where no others may be seen', async () => {
    sites = ['02']
    await open('?endpoint=ORR')
    expect(await screen.findByText(/You see the subjects of site 02 alone/)).toBeDefined()
  })

  it('is none where the subjects alone are asked for', async () => {
    await open('?set=ENR')
    await screen.findByRole('link', { name: '1001' })
    expect(screen.queryByRole('button', { name: 'Why?' })).toBeNull()
  })
})
