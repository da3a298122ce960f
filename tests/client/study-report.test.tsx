import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StudyReportPage } from '../../client/report-endpoints/study-report-page.tsx'
import type { Role } from '../../shared/access/permissions.ts'
import type { ReportView } from '../../shared/api/routes/report.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { generateTrial } from '../../shared/demo/generate-trial.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { onlyParts } from '../../shared/report/page-parts.ts'
import { partsOf, reportOf } from '../shared/report/made-report.ts'
import { draw } from './rendering.tsx'

const definition = builtInFamilies.protocols.get('toripalimab-donafenib')
const until = parseDay('2025-06-30')
if (until === null) throw new Error('no day')
const trial = generateTrial({
  ...{ definition, criteria: builtInFamilies.criteria, subjects: 8, seed: 'page', until },
})
const report = reportOf(trial, definition)
const view: ReportView = {
  report,
  origin: {
    study: { key: 's', title: definition.title.en },
    ...{ mark: null, snapshot: null, stateAt: '2026-01-02T03:04:05.000Z', programVersion: '1.0.0' },
    deidentified: false,
  },
  cut: { '16.2.1': 700 },
}
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 1 },
  ...{
    enrolled: 0,
    environment: 'production',
    roles: ['statistician'],
    definition,
    definitionVersion: '1',
  },
  ...{ definitionHash: 'x', sites: [] },
}

function serving(role: Role, shown: ReportView = view): readonly string[] {
  const asked: string[] = []
  const grant = { id: 'g', role, study: 's', site: null, to: null, timeZone: 'Asia/Shanghai' }
  const account = { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false }
  const session = {
    ...{ account, expiresAt: '2030-01-01T00:00:00.000Z', idleMinutes: 30 },
    grants: [{ ...grant, from: '2025-01-01T00:00:00.000Z' }],
  }
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    if (url.includes('/report/files/') || url.includes('/figures/')) {
      const refusal = { type: 'urn:problem:not-found', status: 404, entity: 'file' }
      const headers = { 'content-type': 'application/problem+json' }
      return Promise.resolve(new Response(JSON.stringify(refusal), { status: 404, headers }))
    }
    const answer = (): unknown => {
      if (url.endsWith('/session')) return session
      if (url.includes('/report')) return shown
      if (url.includes('/locks')) return { locks: [] }
      return study
    }
    const headers = { 'content-type': 'application/json' }
    return Promise.resolve(new Response(JSON.stringify(answer()), { headers, status: 200 }))
  })
  return asked
}

const open = (language: Language = 'en', query = '') =>
  draw(<StudyReportPage />, language, {
    route: '/studies/:study/report',
    address: `/studies/s/report${query}`,
  })

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the page of the study report', () => {
  it('shows every part with its title, population, cut-off and source', async () => {
    serving('statistician')
    await open()
    await screen.findByRole('navigation', { name: 'Contents' })
    const articles = document.querySelectorAll('article')
    expect(articles).toHaveLength(partsOf(report).length)
    const disposition = document.getElementById('table-14.1.1')
    // Hard blanks keep a sign and its number on one line.
    expect(disposition?.textContent).toContain('Screened subjects, n\u00A0=\u00A08')
    expect(disposition?.textContent).toContain('Source: Consent and enrolment')
    for (const article of articles) {
      expect(article.textContent).toMatch(/n\u00A0=\u00A0\d+ · Data cut-off/)
    }
  })

  it('draws figures whose marks lead to the record of the subject', async () => {
    serving('statistician')
    await open('zh')
    await screen.findByRole('navigation', { name: '目录' })
    const waterfall = document.getElementById('figure-14.2.2')
    const [mark] = waterfall?.querySelectorAll('svg a') ?? []
    expect(mark?.getAttribute('href')).toMatch(/^\/studies\/s\/subjects\/\d+$/)
    expect(waterfall?.textContent).toContain('新病灶')
  })

  it('P3: aligns the rows of the swimmer plot with the waterfall, and so do its files', async () => {
    const rows = (): readonly (string | null)[] => {
      const links = document.querySelectorAll('article [aria-label="Course of treated subjects"] a')
      return [...new Set([...links].map((link) => link.getAttribute('href')))]
    }
    const both = onlyParts(report, ({ key }) => /^(waterfall-recist|swimmer)/.test(key))
    const asked = serving('statistician', { ...view, report: both })
    await open('en', '?source=derived')
    fireEvent.click(await screen.findByLabelText('As the waterfall'))
    const waterfall = document.getElementById('figure-14.2.2')
    const bars = [...(waterfall?.querySelectorAll('svg a') ?? [])].map((one) =>
      one.getAttribute('href'),
    )
    await waitFor(() => {
      expect(rows()).toEqual([...new Set(bars)].filter((bar) => rows().includes(bar)))
    })
    expect(rows().length).toBeGreaterThan(1)
    for (const box of screen.getAllByLabelText(/^Purpose/))
      fireEvent.change(box, { target: { value: 'Review' } })
    fireEvent.click(screen.getByLabelText('CSV of the figure: Course of treated subjects'))
    await waitFor(() => {
      const file = asked.find((url) => url.includes('/figures/swimmer.csv'))
      expect(file).toContain('swimmer=waterfall')
    })
  })

  it('says of a listing that is cut how many rows there are', async () => {
    serving('statistician')
    await open()
    const listing = await waitFor(() => {
      const found = document.getElementById('listing-16.2.1')
      if (found === null) throw new Error('not drawn yet')
      return found
    })
    expect(within(listing).getByText(/of 700 rows\./)).toBeTruthy()
    const [subject] = within(listing).getAllByRole('link')
    expect(subject?.getAttribute('href')).toMatch(/^\/studies\/s\/subjects\//)
  })

  it('asks for the population, cut-off and source of its address', async () => {
    const asked = serving('statistician')
    await open('en', '?cutoff=2024-06-30&source=derived&described=SAF')
    await screen.findByRole('navigation', { name: 'Contents' })
    const [url = ''] = asked.filter((one) => one.includes('/report'))
    for (const part of ['cutoff=2024-06-30', 'source=derived', 'described=SAF']) {
      expect(url).toContain(part)
    }
  })

  it('EX-04: offers files to those alone who may export and say what for, and says when one is refused', async () => {
    serving('coordinator')
    await open()
    await screen.findByRole('navigation', { name: 'Contents' })
    expect(screen.queryByRole('button', { name: 'PDF' })).toBeNull()
    cleanup()
    const asked = serving('statistician')
    await open('zh')
    const pdf = await screen.findByRole('button', { name: 'PDF' })
    expect((pdf as HTMLButtonElement).disabled, 'no purpose yet').toBe(true)
    fireEvent.change(screen.getByRole('textbox', { name: '用途' }), { target: { value: '期中' } })
    fireEvent.click(pdf)
    await screen.findByRole('alert')
    const [url = ''] = asked.filter((one) => one.includes('/report/files/report-zh.pdf'))
    expect(new URL(url, 'http://x').searchParams.get('purpose')).toBe('期中')
  })

  it('offers each figure as a file to those alone who may export', async () => {
    serving('coordinator')
    await open()
    await screen.findByRole('navigation', { name: 'Contents' })
    expect(screen.queryByRole('button', { name: /^SVG/ })).toBeNull()
    cleanup()
    const asked = serving('statistician')
    await open('zh', '?source=derived&cutoff=2025-01-31')
    const [button] = await screen.findAllByRole('button', { name: /^PNG图：靶病灶/ })
    if (button === undefined) throw new Error('no button')
    fireEvent.click(button)
    // Nobody has said yet what for: the boxes come beside the figure, and what is typed holds for all.
    const purposes = screen.getAllByLabelText(/^用途/)
    expect(purposes).toHaveLength(2)
    expect(asked.some((url) => url.includes('/figures/'))).toBe(false)
    for (const box of purposes.slice(1)) fireEvent.change(box, { target: { value: '期中分析' } })
    fireEvent.click(button)
    await waitFor(() => {
      const file = asked.find((url) => url.includes('/figures/waterfall-recist-1-1.png'))
      const purpose = `purpose=${encodeURIComponent('期中分析')}`
      for (const part of ['language=zh', 'source=derived', 'cutoff=2025-01-31', purpose]) {
        expect(file).toContain(part)
      }
    })
  })

  it('says that nobody is in it', async () => {
    serving('statistician', { ...view, cut: {}, report: reportOf({ subjects: [] }, definition) })
    await open()
    await screen.findByText(/No subject has consented up to the cut-off/)
  })
})
