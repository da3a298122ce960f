import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import { draw } from './rendering.tsx'
import { label, TOY_PLACE, toyForm } from './toy-form.ts'

const form = toyForm([{ key: 'DOSE', kind: 'number', label: label('Dose') }])

async function open(readOnly = false): Promise<void> {
  const items = { DOSE: '20', DOSE_REASND: 'UNKNOWN' }
  const rows = [{ TEST: 'ALT', RES: '40', RES_REASND: 'PENDING' }]
  await draw(
    <RecordForm
      form={form}
      {...TOY_PLACE}
      record={null}
      prefilled={{ items, rows }}
      readOnly={readOnly}
    />,
  )
}

const BOXES = ['Dose', 'Result, row 1']
const reasons = () => ['Unknown', 'Result pending'].filter((text) => screen.queryByText(text))

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('E20 a value that came with a reason for its absence', () => {
  it('shows both, in a form and in a grid', async () => {
    await open()
    expect(reasons()).toEqual(['Unknown', 'Result pending'])
    for (const name of BOXES) screen.getByRole('textbox', { name })
  })

  it('loses the reason when a value is typed', async () => {
    await open()
    for (const name of BOXES) {
      fireEvent.change(screen.getByRole('textbox', { name }), { target: { value: '7' } })
    }
    expect(reasons()).toEqual([])
  })

  it('loses the reason when it is taken away, the value stays, and the focus is in its box', async () => {
    await open()
    for (const name of BOXES) {
      const [first] = screen.getAllByRole('button', { name: 'Take the reason away' })
      if (first !== undefined) fireEvent.click(first)
      const box = screen.getByRole<HTMLInputElement>('textbox', { name })
      await waitFor(() => {
        expect(document.activeElement).toBe(box)
      })
      expect(box.value).not.toBe('')
    }
    expect(reasons()).toEqual([])
  })

  it('offers nothing of it to who may only read', async () => {
    await open(true)
    expect(screen.queryByRole('button', { name: 'Take the reason away' })).toBeNull()
  })
})
