import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { MatrixLegend } from '../../../client/subjects/matrix-legend.tsx'
import { placeAfter } from '../../../client/subjects/matrix-keys.ts'
import { drawn, spanOf } from '../../../client/subjects/matrix-window.ts'
import { Matrix } from '../../../client/subjects/matrix.tsx'
import type { SubjectList } from '../../../client/subjects/queries.ts'
import { filterOf, withFilter } from '../../../client/subjects/filter-address.ts'
import type { Study } from '../../../shared/api/routes/studies.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { CELL_OVERLAYS, CELL_SIGNS, CELL_STATES } from '../../../shared/protocol/cell-signs.ts'
import { en } from '../../../shared/texts/en.ts'
import { draw } from '../rendering.tsx'
afterEach(cleanup)

const definition = builtInFamilies.protocols.get('donafenib-switch')
const study = {
  id: 'T1',
  title: definition.title,
  definition,
  sites: [],
} as unknown as Study

function listOf(subjects: number, visits: number): SubjectList {
  const names = Array.from({ length: visits }, (_, at) => `W${4 * (at + 1)}`)
  return {
    visits: names,
    total: subjects,
    filtered: subjects,
    subjects: Array.from({ length: subjects }, (_, row) => ({
      subjid: String(1001 + row),
      site: 'S1',
      cohort: null,
      state: 'enrolled',
      revision: 1,
      enrolmentDate: '2026-01-01',
      anchorDate: '2026-01-01',
      dayOnStudy: 42,
      lastContact: '2026-02-11',
      status: { status: 'on-treatment', since: '2026-01-01' },
      queries: row === 0 ? 2 : 0,
      cells: names.map((visit) => ({
        visit,
        state: 'partial',
        overlays: row === 0 && visit === 'W8' ? ['query', 'out-of-window'] : [],
        date: '2026-02-01',
        targetDate: '2026-02-01',
        forms: [
          { form: 'visits', state: 'complete', queries: 0 },
          { form: 'vitals', state: 'partial', queries: row === 0 && visit === 'W8' ? 2 : 0 },
        ],
      })),
    })),
  }
}

const drawMatrix = (list: SubjectList) => draw(<Matrix study={study} list={list} />)

describe('the matrix on screen', () => {
  it('E29 writes the legend from the one list of signs, in its order of precedence', async () => {
    await draw(<MatrixLegend />)
    const items = within(screen.getByRole('group', { name: 'What the signs mean' }))
      .getAllByRole('listitem')
      .map((item) => item.textContent.slice(item.textContent.indexOf(' ') + 1).trim())
    expect(items).toEqual(CELL_SIGNS.map(({ text }) => en[text]))
    const order = (kind: string) => CELL_SIGNS.filter((s) => s.kind === kind).map(({ key }) => key)
    expect(order('overlay')).toEqual([...CELL_OVERLAYS])
    expect(order('state')).toEqual([...CELL_STATES])
  })

  it('E29 names a cell by its signs, the most pressing first, and lists its forms on focus and on hover', async () => {
    await drawMatrix(listOf(3, 4))
    const name = '1001 W8, Open query, Out of window, Incomplete'
    const cell = await screen.findByRole('gridcell', { name })
    fireEvent.focus(cell)
    expect(screen.getByRole('tooltip').textContent).toContain('Vital signs')
    expect(screen.getByRole('tooltip').textContent).toContain('Incomplete · ? 2')
    fireEvent.blur(cell)
    expect(screen.queryByRole('tooltip')).toBeNull()
    fireEvent.mouseOver(cell)
    expect(screen.getByRole('tooltip').textContent).toContain('1001 · W8')
    fireEvent.keyDown(cell, { key: 'Escape' })
    expect(screen.queryByRole('tooltip')).toBeNull()
  })

  it('E30 shows code, site, state, day on study and last contact in each row', async () => {
    await drawMatrix(listOf(2, 2))
    const row = (await screen.findByRole('rowheader', { name: /1001/ })).parentElement
    const facts = [...(row?.querySelectorAll('[role=gridcell]') ?? [])].map((f) => f.textContent)
    expect(facts).toEqual(expect.arrayContaining(['S1', 'On treatment', '42', '11 Feb 2026']))
    expect(screen.getByRole('rowheader', { name: /1001/ }).textContent).toContain('?2')
  })

  it('E30 draws only what is in sight of 200 subjects x 60 visits, and says how many there are', async () => {
    await drawMatrix(listOf(200, 60))
    const grid = await screen.findByRole('grid')
    expect(grid.getAttribute('aria-rowcount')).toBe('201')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
    expect(grid.querySelectorAll('[data-at]').length).toBeLessThan(60 * 45)
  })

  it('E1 moves the focus by arrow keys, with one cell in the order of Tab', async () => {
    await drawMatrix(listOf(3, 4))
    const start = await screen.findByRole('rowheader', { name: /1001/ })
    start.focus()
    fireEvent.keyDown(start, { key: 'ArrowRight' })
    fireEvent.keyDown(document.activeElement ?? start, { key: 'ArrowDown' })
    expect(document.activeElement?.getAttribute('aria-label')).toBe('1002 W4, Incomplete')
    expect(document.querySelectorAll('[data-at][tabindex="0"]')).toHaveLength(1)
  })
})

describe('keys of the matrix', () => {
  const extent = { rows: 10, columns: 5, page: 4 }
  const key = (name: string, ctrlKey = false) =>
    placeAfter({ key: name, ctrlKey }, { row: 5, column: 2 }, extent)

  it('E1 stops at the edges, and goes all the way with the control key', () => {
    expect(key('ArrowLeft')).toEqual({ row: 5, column: 1 })
    expect(key('ArrowDown', true)).toEqual({ row: 9, column: 2 })
    expect(key('PageDown')).toEqual({ row: 9, column: 2 })
    expect(key('PageUp')).toEqual({ row: 1, column: 2 })
    expect(key('Home')).toEqual({ row: 5, column: 0 })
    expect(key('End', true)).toEqual({ row: 9, column: 4 })
    expect(key('a')).toBeNull()
  })
})

describe('what is drawn of the matrix', () => {
  it('E30 covers all that is in sight at every place, and never more than the matrix has', () => {
    for (let offset = 0; offset <= 200 * 30; offset += 7) {
      const { from, to } = spanOf({ offset, length: 600, size: 30, count: 200 })
      expect(from).toBeLessThanOrEqual(Math.min(200, Math.floor(offset / 30)))
      expect(to).toBeGreaterThanOrEqual(Math.min(200, Math.ceil((offset + 600) / 30)))
      expect(to).toBeLessThanOrEqual(200)
    }
  })

  it('E2 keeps the cell that has the focus, wherever is scrolled', () => {
    expect(drawn({ from: 10, to: 12 }, 3)).toEqual([10, 11, 3])
    expect(drawn({ from: 10, to: 12 }, 11)).toEqual([10, 11])
    expect(drawn({ from: 10, to: 12 }, null)).toEqual([10, 11])
  })
})

describe('filters in the address', () => {
  it('E30 gives back the view that was sent, and ignores what it does not know', () => {
    const sent = withFilter(new URLSearchParams('site=S1'), 'sign', 'overdue')
    expect(filterOf(sent)).toEqual({ site: 'S1', sign: 'overdue' })
    expect(filterOf(withFilter(sent, 'site', null))).toEqual({ sign: 'overdue' })
    expect(filterOf(new URLSearchParams('sign=nonsense&state=nonsense'))).toEqual({})
  })
})
