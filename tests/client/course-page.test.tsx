import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CoursePage } from '../../client/review-subject/course-page.tsx'
import type { ChangedRecord } from '../../shared/api/routes/changes.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { draw } from './rendering.tsx'
import { definition, SubjectServer } from './subject-server.ts'

let server: SubjectServer
let changes: object = { since: null, records: [] }

beforeEach(() => {
  server = new SubjectServer()
  server.role = 'investigator'
  changes = { since: null, records: [] }
  const serveSubject = globalThis.fetch
  const options = { cutoff: '9999-12-31' as IsoDate, source: 'investigator' } as const
  const empty = { subjid: '1', files: {} }
  const derivation = deriveSubject(empty, definition, options, builtInFamilies)
  const answers: Readonly<Record<string, () => object>> = {
    '/derivation': () => derivation,
    '/changes': () => changes,
    '/safety-cases': () => ({ cases: [], now: '2026-01-01T00:00:00Z' }),
  }
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const found = Object.entries(answers).find(([end]) => url.split('?')[0]?.endsWith(end) === true)
    return found === undefined
      ? serveSubject(url, init)
      : Promise.resolve(Response.json(found[1]()))
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const event = (id: string, items: Readonly<Record<string, string>>): void => {
  server.put('adverse-events', null, { items, rows: [] }, id)
}
const open = async (): Promise<void> => {
  await draw(<CoursePage />, 'en', {
    route: '/studies/:study/subjects/:subjid/course',
    address: '/studies/s/subjects/1/course',
  })
}

describe("the page of a subject's course", () => {
  it('R1: says what will stand there for a subject with nothing yet', async () => {
    await open()
    expect(await screen.findByText('No assessment after baseline')).toBeDefined()
    expect(screen.getByText('No adverse event is recorded.')).toBeDefined()
  })

  it('R7: ties a row of the list to its mark in the figure, and marks what goes on with an arrow', async () => {
    event('1', { AETERM: 'Itch', AETOXGR: '2', AESTDAT: '2024-02-01', AESER: 'N' })
    event('2', {
      AETERM: 'Fall',
      AETOXGR: '3',
      AESTDAT: '2024-03',
      AEENDAT: '2024-03-20',
      AESER: 'Y',
    })
    await open()
    const mark = await screen.findByRole('link', { name: /^Itch: grade 2, 1 Feb 2024 .*ongoing/ })
    const row = document.querySelector<HTMLElement>('tr[data-record="adverse-events--1"]')
    expect(row?.textContent).toContain('→ ongoing')
    fireEvent.mouseOver(mark)
    await waitFor(() => {
      expect(row?.dataset['lit']).toBe('yes')
    })
    expect(screen.getByRole('link', { name: /^Fall: grade 3, serious, Mar 2024/ })).toBeDefined()
  })

  it('R1: goes from mark to mark by arrow keys, with one of them in the order of Tab', async () => {
    event('1', { AETERM: 'Itch', AETOXGR: '3', AESTDAT: '2024-02-01', AESER: 'N' })
    event('2', { AETERM: 'Itch', AETOXGR: '1', AESTDAT: '2024-04-01', AESER: 'N' })
    event('3', { AETERM: 'Rash', AETOXGR: '1', AESTDAT: '2024-03-01', AESER: 'N' })
    await open()
    const first = await screen.findByRole('link', { name: /^Itch: grade 3/ })
    const second = screen.getByRole('link', { name: /^Itch: grade 1/ })
    const other = screen.getByRole('link', { name: /^Rash: grade 1/ })
    first.focus()
    fireEvent.keyDown(first, { key: 'ArrowRight' })
    expect(document.activeElement).toBe(second)
    fireEvent.keyDown(second, { key: 'ArrowDown' })
    expect(document.activeElement).toBe(other)
    fireEvent.keyDown(other, { key: 'ArrowUp' })
    expect(document.activeElement).not.toBe(other)
    const reached = [first, second, other].filter((mark) => mark.getAttribute('tabindex') === '0')
    expect(reached).toHaveLength(1)
  })

  it('R2: marks what changed since the last own review, lists it, and shows it alone', async () => {
    event('1', { AETERM: 'Itch', AETOXGR: '2', AESTDAT: '2024-02-01', AESER: 'N' })
    event('2', { AETERM: 'Rash', AETOXGR: '1', AESTDAT: '2024-03-01', AESER: 'N' })
    const changed = server.records[0]?.id ?? ''
    const field = { before: '1', after: '2', redacted: [], at: '2024-05-01T08:00:00Z' }
    const by = { by: 'Ann', role: 'coordinator', reason: 'told at the visit' }
    const record: ChangedRecord = {
      ...{ record: changed, form: 'adverse-events', visit: null, rowKey: '1', kind: 'changed' },
      ...{ at: field.at, ...by },
      fields: [
        { pointer: '/items/AETOXGR', item: 'AETOXGR', ...field, ...by, reasonRedacted: false },
      ],
    }
    const since = { seq: 4, at: '2024-04-01T08:00:00Z', act: 'review.record', visit: 'W8' }
    changes = { since, records: [record] }
    await open()
    expect(await screen.findByText(/Since Response recorded W8 on/)).toBeDefined()
    expect(screen.getByText('CTCAE grade: 1 → 2')).toBeDefined()
    expect(screen.getByText('told at the visit')).toBeDefined()
    const only = screen.getByRole('checkbox', { name: 'Only what changed since then' })
    fireEvent.click(only)
    const rows = document.querySelectorAll('tr[data-record]')
    expect([...rows].map((row) => row.getAttribute('data-record'))).toEqual([changed])
  })
})
