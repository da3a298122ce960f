import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Link } from 'react-router'
import { LiveFigures } from '../../client/watch-study/live-figures.tsx'
import { LivePage } from '../../client/watch-study/live-page.tsx'
import type { LiveView } from '../../shared/api/routes/live.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { buildReport } from '../../shared/report/build-report.ts'
import type { Report } from '../../shared/report/define.ts'
import { figureMembers } from '../../shared/report/registry.ts'
import { draw } from './rendering.tsx'
import { STUDY } from './subject-server.ts'

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
  cleanup()
  vi.unstubAllGlobals()
})

describe('figures of some subjects', () => {
  const drawn = async (language: Language = 'en'): Promise<void> => {
    await draw(<LiveFigures study="s" report={report} query={QUERY} isFormer={false} />, language)
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

  it('have no file as long as they are not yet those asked for', async () => {
    const first = report.sections.flatMap((section) =>
      section.parts.map((part) => ({ section, part })),
    )
    const one = first.find(({ part }) => part.kind === 'figure')
    if (one === undefined) throw new Error('no figure')
    const view: LiveView = {
      asOf: {
        ...{ cutoff: '2026-01-31', empty: false, savedAt: null, seq: 7 },
        ...{ snapshot: null, mark: 'm1' },
      },
      ...{ sites: null, enrolled: 1, populations: { ENR: 1 }, subset: null, headline: [] },
      ...{ endpoints: [], imputed: 0 },
      report: { ...report, sections: [{ ...one.section, parts: [one.part] }] },
    }
    const news = { since: null, amended: false, subjects: 0, changed: [], items: [], endpoints: [] }
    const answers: readonly (readonly [RegExp, unknown])[] = [
      [/\/session$/u, sessionOf('statistician')],
      [/\/live\/news/u, news],
      [/\/live\?/u, view],
      [/\/snapshots/u, { snapshots: [] }],
      [/./u, STUDY],
    ]
    let answer = (): void => undefined
    const later = new Promise<void>((resolve) => {
      answer = resolve
    })
    let asked = false
    vi.stubGlobal('fetch', async (url: string) => {
      if (url.includes('sites=02')) {
        asked = true
        await later
      }
      return new Response(JSON.stringify(answers.find(([of]) => of.test(url))?.[1]))
    })
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        readonly close = (): void => undefined
      },
    )
    const page = (
      <>
        <Link to="?sites=02">Elsewhere</Link>
        <LivePage />
      </>
    )
    const at = { route: '/studies/:study/live', address: '/studies/s/live?sites=01' }
    await draw(page, 'en', at)
    const file = { name: /^SVG of the figure/u }
    const isOff = (): boolean => screen.getByRole<HTMLButtonElement>('button', file).disabled
    await screen.findByRole('button', file)
    await waitFor(() => {
      expect(isOff()).toBe(false)
    })
    fireEvent.click(screen.getByRole('link', { name: 'Elsewhere' }))
    await waitFor(() => {
      expect(asked).toBe(true)
    })
    expect(isOff()).toBe(true)
    answer()
    await waitFor(() => {
      expect(isOff()).toBe(false)
    })
  })

  it('have none for somebody who may not export', async () => {
    serving('coordinator')
    await drawn('zh')
    expect((await screen.findAllByText(/仅为部分受试者/u)).length).toBeGreaterThan(0)
    expect(screen.queryByRole('button', { name: /SVG/u })).toBeNull()
  })
})
