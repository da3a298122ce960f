import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useSaveRecords, type PlacedSave } from '../../client/kit/form/save-record.ts'
import { draw } from './rendering.tsx'

const saveOf = (visit: string, WEIGHT: string): PlacedSave => ({
  form: 'vitals',
  visit,
  values: { items: { WEIGHT }, rows: [] },
  basis: null,
  reason: '',
})

let saves: readonly PlacedSave[]

function Saves() {
  const saving = useSaveRecords('s', '1001')
  return (
    <button
      onClick={() => {
        saving.mutate(saves)
      }}
    >
      {saving.status}
    </button>
  )
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('several forms saved together', () => {
  it('go out again under the keys of the first attempt, so that a lost answer makes no second record', async () => {
    const keys: (string | null)[] = []
    vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
      keys.push(new Headers(init.headers).get('Idempotency-Key'))
      return Promise.reject(new TypeError('network'))
    })
    saves = [saveOf('W4', '64'), saveOf('W8', '65')]
    await draw(<Saves />)
    fireEvent.click(screen.getByRole('button'))
    await screen.findByText('error')
    fireEvent.click(screen.getByRole('button'))
    await vi.waitFor(() => {
      expect(keys).toHaveLength(2)
    })
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(keys[1]).toBe(keys[0])
    await screen.findByText('error')
    saves = [saveOf('W4', '66')]
    fireEvent.click(screen.getByRole('button'))
    await vi.waitFor(() => {
      expect(keys).toHaveLength(3)
    })
    expect(keys[2]).not.toBe(keys[0])
  })
})
