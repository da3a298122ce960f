import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useLocation } from 'react-router'
import type { TableColumn } from '../../../client/kit/table/columns.ts'
import { choicesOf, filteredRows } from '../../../client/kit/table/filters.ts'
import { dateColumn } from '../../../client/kit/table/date-columns.ts'
import type { PartOfList } from '../../../client/kit/table/part-of-list.ts'
import { SortableTable } from '../../../client/kit/table/sortable-table.tsx'
import { withoutTableViews } from '../../../client/kit/table/table-view.ts'
import { draw } from '../rendering.tsx'

interface Row {
  readonly id: string
  readonly days: number | null
  readonly date: string | null
  readonly state: 'open' | 'closed' | null
}
const columns: readonly TableColumn<Row>[] = [
  { key: 'id', head: 'Subject', value: ({ id }) => id },
  { key: 'days', head: 'Age, days', numeric: true, value: ({ days }) => days },
  dateColumn({ key: 'date', head: 'Date', of: ({ date }) => date }, 'en'),
  {
    key: 'state',
    head: 'State',
    value: ({ state }) => (state === null ? null : `it is ${state}`),
    code: ({ state }) => state ?? '',
  },
]
const rows: readonly Row[] = [
  { id: '1010', days: 9, date: '2024-02-03', state: 'open' },
  { id: '1002', days: null, date: null, state: null },
  { id: '1003', days: 110, date: '2023-11-20', state: 'open' },
  { id: '1001', days: 20, date: '2024-02', state: 'closed' },
]

interface Drawn {
  readonly address?: string
  readonly part?: PartOfList
  readonly keep?: (row: Row) => boolean
  readonly first?: number
  readonly of?: readonly Row[]
}

async function drawTable({ address = '/', of = rows, ...more }: Drawn = {}): Promise<void> {
  await draw(
    <>
      <SortableTable name="toy" rows={of} columns={columns} actions="Acts" {...more}>
        {({ id, days, date, state }) => (
          <tr key={id}>
            <td>{id}</td>
            <td>{days}</td>
            <td>{date}</td>
            <td>{state}</td>
            <td>act</td>
          </tr>
        )}
      </SortableTable>
      <Address />
    </>,
    'en',
    { address },
  )
}

function Address() {
  return <output aria-label="address">{useLocation().search}</output>
}

const address = (): string => decodeURIComponent(screen.getByLabelText('address').textContent)
const shown = (): readonly string[] =>
  screen
    .getAllByRole('row')
    .flatMap((row) => (row.parentElement?.tagName === 'TBODY' ? [row] : []))
    .flatMap((row) => row.querySelector('td')?.textContent ?? [])
const sortBy = (name: RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }))
}
const openFilters = (): void => {
  fireEvent.click(screen.getByRole('button', { name: 'Filter' }))
}
const filterBy = (column: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(`Filter: ${column}`), { target: { value } })
}
const optionsOf = (column: string): readonly string[] =>
  [...screen.getByLabelText(`Filter: ${column}`).querySelectorAll('option')].map(({ text }) => text)

function watchClipboard(): () => readonly string[] | undefined {
  const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve())
  vi.stubGlobal('navigator', { clipboard: { writeText } })
  return () => writeText.mock.calls.at(-1)?.[0].split('\n')
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('E32: a table sorts', () => {
  it('numbers by size and back, what holds none at the end, then as the rows came', async () => {
    await drawTable()
    expect(shown()).toEqual(['1010', '1002', '1003', '1001'])
    sortBy(/^Age/)
    expect(shown()).toEqual(['1010', '1001', '1003', '1002'])
    sortBy(/^Age/)
    expect(shown()).toEqual(['1003', '1001', '1010', '1002'])
    sortBy(/^Age/)
    expect(shown()).toEqual(['1010', '1002', '1003', '1001'])
  })

  it('dates by the calendar, not by how they are written; a month before its days', async () => {
    await drawTable()
    sortBy(/^Date/)
    expect(shown()).toEqual(['1003', '1001', '1010', '1002'])
  })

  it('and tells its order to those who hear it, with the heads of numbers right-aligned', async () => {
    await drawTable()
    sortBy(/^Subject/)
    expect(shown()).toEqual(['1001', '1002', '1003', '1010'])
    const order = (name: RegExp) =>
      screen.getByRole('columnheader', { name }).getAttribute('aria-sort')
    expect(order(/^Subject/)).toBe('ascending')
    expect(order(/^Age/)).toBe('none')
    expect(screen.getByRole('columnheader', { name: /^Age/ }).className).toContain('number')
  })

  it('by heads that the keyboard reaches', async () => {
    await drawTable()
    const head = screen.getByRole('button', { name: /^Age/ })
    expect(head.tagName).toBe('BUTTON')
    expect(head.tabIndex).toBe(0)
  })
})

describe('E32: a table is filtered by column', () => {
  it('offers the values where few come again, nothing included, and a box for the others', async () => {
    await drawTable()
    openFilters()
    expect(optionsOf('State')).toEqual(['Any', '(nothing)', 'it is closed', 'it is open'])
    filterBy('State', 'open')
    expect(shown()).toEqual(['1010', '1003'])
    expect(screen.getByText('2 of 4 rows')).toBeTruthy()
    filterBy('State', '∅')
    expect(shown()).toEqual(['1002'])
    expect(screen.getByLabelText('Filter: Subject').tagName).toBe('INPUT')
  })

  it.each([
    { column: 'Subject', typed: '01', fits: ['1010', '1001'], why: 'any part of the text' },
    { column: 'Subject', typed: '１０１０', fits: ['1010'], why: 'full-width digits' },
    { column: 'Age, days', typed: '>9', fits: ['1003', '1001'], why: 'larger numbers' },
    { column: 'Age, days', typed: '<=20', fits: ['1010', '1001'], why: 'up to a number' },
    {
      column: 'Age, days',
      typed: '≥110',
      fits: ['1003'],
      why: 'the sign of the keyboard of China',
    },
    { column: 'Date', typed: 'feb 2024', fits: ['1010', '1001'], why: 'as dates are read' },
    { column: 'Date', typed: '<2024', fits: ['1003'], why: 'before a year' },
    { column: 'Date', typed: '>=2024-02-03', fits: ['1010'], why: 'from a day on' },
    { column: 'Date', typed: '""', fits: ['1002'], why: 'where nothing stands' },
    {
      column: 'Age, days',
      typed: '“”',
      fits: ['1002'],
      why: 'in the signs of the keyboard of China',
    },
    { column: 'Age, days', typed: '∅', fits: ['1002'], why: 'as an address has it' },
  ])('takes $typed in $column: $why', async ({ column, typed, fits }) => {
    await drawTable()
    openFilters()
    filterBy(column, typed)
    expect(shown()).toEqual(fits)
  })

  it('says that no row fits, and shows all again', async () => {
    await drawTable()
    openFilters()
    filterBy('Subject', 'nobody')
    expect(shown()).toEqual([expect.stringContaining('No row fits these filters.')])
    expect(screen.getByText('0 of 4 rows')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show all rows' }))
    expect(shown()).toHaveLength(4)
    expect(screen.getByLabelText('Filter: Subject')).toHaveProperty('value', '')
    expect(screen.getByText('4 rows')).toBeTruthy()
  })

  it('keeps a row in sight in which somebody works', async () => {
    await drawTable({ keep: ({ id }) => id === '1002' })
    openFilters()
    filterBy('Subject', '1003')
    expect(shown()).toEqual(['1002', '1003'])
  })

  it('has no hidden filter: to close the boxes takes the filters away', async () => {
    await drawTable()
    openFilters()
    filterBy('Subject', '1003')
    fireEvent.click(screen.getByRole('button', { name: 'Remove filters' }))
    expect(shown()).toHaveLength(4)
    expect(screen.queryByLabelText('Filter: Subject')).toBeNull()
  })
})

describe('E30: the view of a table', () => {
  it('stands in the address beside what the page keeps there', async () => {
    await drawTable({ address: '/?chosen=7' })
    sortBy(/^Age/)
    sortBy(/^Age/)
    openFilters()
    filterBy('State', 'open')
    expect(address()).toBe('?chosen=7&toy.sort=-days&toy.state=open')
    filterBy('State', '')
    sortBy(/^Age/)
    expect(address()).toBe('?chosen=7')
  })

  it('is found again from the address, its filters in sight', async () => {
    await drawTable({ address: '/?toy.sort=-days&toy.state=open&other.sort=id' })
    expect(shown()).toEqual(['1003', '1010'])
    expect(screen.getByLabelText('Filter: State')).toHaveProperty('value', 'open')
  })

  it('finds a value by its code when the column has come to hold many', () => {
    const grades = Array.from({ length: 30 }, (_, index) => index % 15)
    const column: TableColumn<number> = {
      ...{ key: 'grade', head: 'Grade' },
      value: (grade) => `Grade ${grade}`,
      code: (grade) => `c${grade}`,
    }
    const found = (wanted: string) => filteredRows(grades, [column], new Map([['grade', wanted]]))
    expect(choicesOf(grades, column)).toBeNull()
    expect(found('c3')).toEqual([3, 3])
    expect(found('grade 14')).toEqual([14, 14])
  })

  it('is no other place: nothing unsaved is left by it', () => {
    expect(withoutTableViews('?toy.sort=id&chosen=7&toy.id=1')).toBe('chosen=7')
  })
})

describe('E32: a table is copied', () => {
  it('as it stands, heads first, with tabs between', async () => {
    const copied = watchClipboard()
    await drawTable()
    sortBy(/^Subject/)
    openFilters()
    filterBy('Age, days', '>9')
    fireEvent.click(screen.getByRole('button', { name: 'Copy table' }))
    await screen.findByText('2 rows copied')
    expect(copied()).toEqual([
      'Subject\tAge, days\tDate\tState',
      '1001\t20\tFeb 2024\tit is closed',
      '1003\t110\t20 Nov 2023\tit is open',
    ])
  })

  it.each([
    { text: '=1+1', copied: "'=1+1" },
    { text: '@SUM(A1)', copied: "'@SUM(A1)" },
    { text: '-cmd', copied: "'-cmd" },
    { text: '+12.5 %', copied: '+12.5 %' },
    { text: '-3.2', copied: '-3.2' },
    { text: 'a=b', copied: 'a=b' },
  ])('with $text as $copied: no spreadsheet computes what a person wrote', async (example) => {
    const copied = watchClipboard()
    await drawTable({ of: [{ id: example.text, days: null, date: null, state: null }] })
    fireEvent.click(screen.getByRole('button', { name: 'Copy table' }))
    await screen.findByText('1 row copied')
    expect(copied()?.[1]).toBe(`${example.copied}\t\t\t`)
  })

  it('or says that the browser gives no clipboard', async () => {
    vi.stubGlobal('navigator', {})
    await drawTable()
    fireEvent.click(screen.getByRole('button', { name: 'Copy table' }))
    await waitFor(() => {
      expect(screen.getByText('The browser did not allow copying')).toBeTruthy()
    })
  })
})

describe('a long list', () => {
  it('is drawn in part, sorted and copied as a whole', async () => {
    const copied = watchClipboard()
    await drawTable({ first: 2 })
    sortBy(/^Subject/)
    expect(shown()).toEqual(['1001', '1002', '2 more'])
    fireEvent.click(screen.getByRole('button', { name: 'Copy table' }))
    await screen.findByText('4 rows copied')
    expect(copied()).toHaveLength(5)
    fireEvent.click(screen.getByRole('button', { name: '2 more' }))
    expect(shown()).toEqual(['1001', '1002', '1003', '1010', 'Show fewer'])
  })

  it('of which the server holds more is neither sorted nor filtered here, and says so', async () => {
    await drawTable({ part: { total: 340 }, address: '/?toy.sort=id&toy.state=open' })
    expect(shown()).toEqual(['1010', '1002', '1003', '1001'])
    expect(screen.queryByRole('button', { name: /Subject|Filter/ })).toBeNull()
    expect(screen.getByText(/^4 of 340 rows here; they can be sorted/)).toBeTruthy()
  })

  it('is sorted by the server where the server can', async () => {
    const onSort = vi.fn()
    const sorting = { key: 'id', descending: true }
    await drawTable({ part: { total: null, sorting, sortable: ['id'], onSort } })
    const head = screen.getByRole('columnheader', { name: /Subject/ })
    expect(head.getAttribute('aria-sort')).toBe('descending')
    sortBy(/^Subject/)
    expect(onSort).toHaveBeenCalledWith('id')
    expect(shown()).toEqual(['1010', '1002', '1003', '1001'])
    expect(screen.queryByRole('button', { name: /Age/ })).toBeNull()
  })
})
