import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LiveFigures } from '../../client/watch-study/live-figures.tsx'
import { builtInFamilies } from '../../shared/families.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { buildReport } from '../../shared/report/build-report.ts'
import type { Report } from '../../shared/report/define.ts'
import { figureMembers } from '../../shared/report/registry.ts'
import { draw } from './rendering.tsx'

const families = builtInFamilies
const definition = families.protocols.get('tace-systemic')
const options = { cutoff: '2026-01-31' as Report['cutoff'], source: 'investigator' } as const

/** Nobody is in it: each figure says so. */
const report: Report = {
  ...buildReport([], {
    ...{ ...options, definition, described: 'ENR' as const },
    ...{ families, members: figureMembers },
  }),
  subset: { en: 'Subset of the study', zh: '仅为部分受试者' },
}
const QUERY = { cohorts: 'TACE', subgroup: 'baseline.AFP>=400' }

const sessionOf = (role: string): unknown => ({
  account: { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false },
  ...{ expiresAt: '2030-01-01T00:00:00.000Z', idleMinutes: 30 },
  grants: [
    {
      ...{ id: 'g', role, study: 's', site: null, to: null },
      ...{ timeZone: 'Asia/Shanghai', from: '2025-01-01T00:00:00.000Z' },
    },
  ],
})

function serving(role: string): URL[] {
  const taken: URL[] = []
  vi.stubGlobal('fetch', (url: string) => {
    if (url.endsWith('/session')) {
      return Promise.resolve(new Response(JSON.stringify(sessionOf(role))))
    }
    taken.push(new URL(url, 'http://hepatrial.test'))
    return Promise.resolve(new Response('bytes'))
  })
  URL.createObjectURL = () => 'blob:1'
  URL.revokeObjectURL = () => undefined
  return taken
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('figures of some subjects', () => {
  const drawn = async (language: Language = 'en'): Promise<void> => {
    await draw(<LiveFigures study="s" report={report} query={QUERY} />, language)
  }

  it('are had as files of the same subjects, once the reader says what for', async () => {
    const taken = serving('statistician')
    await drawn()
    const [svg] = await screen.findAllByRole('button', { name: /^SVG of the figure/u })
    if (svg === undefined) throw new Error('no button')
    fireEvent.click(svg)
    expect(taken).toEqual([])
    const [purpose] = await screen.findAllByRole('textbox')
    if (purpose === undefined) throw new Error('nothing is asked')
    fireEvent.change(purpose, { target: { value: 'Board' } })
    fireEvent.click(svg)
    await waitFor(() => {
      expect(taken).toHaveLength(1)
    })
    expect(taken[0]?.pathname).toMatch(/^\/api\/studies\/s\/live\/figures\/[\w-]+\.svg$/u)
    expect(Object.fromEntries(taken[0]?.searchParams ?? [])).toEqual({
      ...QUERY,
      ...{ cutoff: '2026-01-31', purpose: 'Board', language: 'en' },
    })
  })

  it('have none for somebody who may not export', async () => {
    serving('coordinator')
    await drawn('zh')
    expect((await screen.findAllByText(/仅为部分受试者/u)).length).toBeGreaterThan(0)
    expect(screen.queryByRole('button', { name: /SVG/u })).toBeNull()
  })
})
