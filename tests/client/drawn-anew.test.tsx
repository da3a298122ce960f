import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { useMemo, useState, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FormBody } from '../../client/kit/form/form-body.tsx'
import {
  FormSurroundingsContext,
  useSurroundings,
} from '../../client/kit/form/form-surroundings.ts'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import { defineForm, type FormValues } from '../../shared/forms/define.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { DraftServer } from './drafts/draft-server.ts'
import { draw } from './rendering.tsx'

const label = (en: string) => ({ en, zh: `${en}（中文）` })
const form = defineForm({
  key: 'toy',
  title: label('Toy'),
  scope: 'visit',
  owner: 'site',
  file: 'toy',
  items: [{ key: 'PULSE', kind: 'integer', unit: '/min', label: label('Pulse') }],
  group: {
    title: label('Results'),
    file: 'rows',
    identity: ['TEST'],
    sortBy: ['TEST'],
    items: [
      { key: 'TEST', kind: 'text', label: label('Test') },
      { key: 'RES', kind: 'number', label: label('Result') },
    ],
  },
})
const record = (values: FormValues, version: number): RecordView => ({
  ...{ id: 'r1', form: 'toy', visit: null, rowKey: '', version, completeness: 'partial' },
  values: { items: { ...values.items }, rows: values.rows.map((row) => ({ ...row })) },
  ...{ definitionVersion: '1', removed: false, findings: [], derivation: null },
  ...{ updatedAt: '2026-03-02T06:00:00Z', updatedBy: 'anna' },
})
const ROWS = Array.from({ length: 5 }, (_, n) => ({ TEST: `T${n}`, RES: String(40 + n) }))
const stored = record({ items: {}, rows: ROWS }, 1)

/** Cells drawn since the count was begun, as `item row`. */
let drawn: string[]
let readAgain: (record: RecordView) => void

/** Stands in a cell, and looks at what every box looks at. */
function Counted({ cell }: { readonly cell: string }): ReactNode {
  useFormContext()
  useSurroundings()
  drawn.push(cell)
  return null
}

function CountedBody(): ReactNode {
  const surroundings = useSurroundings()
  const counted = useMemo(
    () => ({
      ...surroundings,
      cells: {
        below: ({ key }: { readonly key: string }, row: number) => (
          <Counted cell={`${key} ${row}`} />
        ),
        passedByTab: () => false,
      },
    }),
    [surroundings],
  )
  return (
    <FormSurroundingsContext value={counted}>
      <FormBody form={form} />
    </FormSurroundingsContext>
  )
}

function Opened(): ReactNode {
  const [read, setRead] = useState(stored)
  readAgain = setRead
  return (
    <RecordForm
      form={form}
      place={{ study: 's', subjid: '1', form: 'toy', visit: null }}
      record={read}
      readOnly={false}
      visitDate={null}
      anchorDate={null}
    >
      <CountedBody />
    </RecordForm>
  )
}

const box = (name: RegExp): HTMLInputElement => screen.getByRole('textbox', { name })

let server: DraftServer

beforeEach(() => {
  drawn = []
  server = new DraftServer(stored)
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function saveResult(text: string): Promise<void> {
  fireEvent.change(box(/^Result, row 2/), { target: { value: text } })
  fireEvent.change(screen.getByRole('combobox', { name: /Reason for the change/ }), {
    target: { value: 'x' },
  })
  drawn = []
  fireEvent.keyDown(box(/^Result, row 2/), { key: 's', ctrlKey: true })
  await screen.findByText(/^Saved/)
}

describe('E8: a save shows at once', () => {
  const changed = ROWS.map((row, n) => (n === 1 ? { ...row, RES: '7' } : row))

  it('draws none of the other boxes anew, neither with its answer nor when the record is read again', async () => {
    await draw(<Opened />)
    expect(new Set(drawn).size).toBe(10)
    const saved = record({ items: {}, rows: changed }, 2)
    server.record = saved
    await saveResult('7')
    act(() => {
      readAgain(saved)
    })
    expect(drawn.filter((cell) => !cell.endsWith(' 1'))).toEqual([])
  })

  it('leaves rows that can be pasted over, added to and taken away as before', async () => {
    await draw(<Opened />)
    server.record = record({ items: {}, rows: changed }, 2)
    await saveResult('7')
    fireEvent.click(screen.getByRole('button', { name: 'Remove row 1' }))
    fireEvent.click(screen.getByRole('button', { name: 'Add a row' }))
    const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1)
    const shown = rows.map((row) =>
      within(row)
        .getAllByRole<HTMLInputElement>('textbox')
        .map(({ value }) => value),
    )
    expect(shown).toEqual([...changed.slice(1).map(({ TEST, RES }) => [TEST, RES]), ['', '']])
  })

  it('a colleague’s version fills and draws every box', async () => {
    await draw(<Opened />)
    drawn = []
    act(() => {
      readAgain(record({ items: {}, rows: changed.toReversed() }, 2))
    })
    expect(new Set(drawn).size).toBe(10)
    expect(box(/^Result, row 4/).value).toBe('7')
  })
})
