// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { TableColumn } from '../../client/kit/table/columns.ts'
import { SortableTable } from '../../client/kit/table/sortable-table.tsx'
import { draw } from './rendering.tsx'

interface Row {
  readonly id: string
  readonly days: number | null
}
const columns: readonly TableColumn<Row>[] = [
  { key: 'id', head: 'Subject', value: ({ id }) => id },
  { key: 'days', head: 'Age, days', numeric: true, value: ({ days }) => days },
]
const rows: readonly Row[] = [
  { id: '1010', days: 9 },
  { id: '1002', days: null },
  { id: '1003', days: 110 },
  { id: '1001', days: 20 },
]

async function drawTable(): Promise<void> {
  await draw(
    <SortableTable rows={rows} columns={columns} actions="Acts">
      {({ id, days }) => (
        <tr key={id}>
          <td>{id}</td>
          <td>{days}</td>
          <td>act</td>
        </tr>
      )}
    </SortableTable>,
  )
}

const shown = (): readonly string[] =>
  screen.getAllByRole('row').flatMap((row) => row.querySelector('td')?.textContent ?? [])
const sortBy = (name: RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }))
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('E32: a table', () => {
  it('sorts numbers by size and back, what holds none at the end, then as the rows came', async () => {
    await drawTable()
    expect(shown()).toEqual(['1010', '1002', '1003', '1001'])
    sortBy(/^Age/)
    expect(shown()).toEqual(['1010', '1001', '1003', '1002'])
    sortBy(/^Age/)
    expect(shown()).toEqual(['1003', '1001', '1010', '1002'])
    sortBy(/^Age/)
    expect(shown()).toEqual(['1010', '1002', '1003', '1001'])
  })

  it('tells its order to those who hear it, and right-aligns the heads of numbers', async () => {
    await drawTable()
    sortBy(/^Subject/)
    expect(shown()).toEqual(['1001', '1002', '1003', '1010'])
    const order = (name: RegExp) =>
      screen.getByRole('columnheader', { name }).getAttribute('aria-sort')
    expect(order(/^Subject/)).toBe('ascending')
    expect(order(/^Age/)).toBe('none')
    expect(screen.getByRole('columnheader', { name: /^Age/ }).className).toContain('number')
  })

  it('is copied as it stands, heads first, with tabs between', async () => {
    const writeText = vi.fn(() => Promise.resolve())
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    await drawTable()
    sortBy(/^Subject/)
    fireEvent.click(screen.getByRole('button', { name: 'Copy table' }))
    await screen.findByText('4 rows copied')
    const [[text] = []] = writeText.mock.calls as unknown as readonly (readonly string[])[]
    expect(text?.trimEnd().split(/\r?\n/)).toEqual([
      'Subject\tAge, days',
      '1001\t20',
      '1002\t',
      '1003\t110',
      '1010\t9',
    ])
  })

  it('says where the browser gives no clipboard', async () => {
    vi.stubGlobal('navigator', {})
    await drawTable()
    fireEvent.click(screen.getByRole('button', { name: 'Copy table' }))
    await waitFor(() => {
      expect(screen.getByText('The browser did not allow copying')).toBeTruthy()
    })
  })
})
