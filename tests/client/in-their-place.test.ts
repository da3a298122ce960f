import { describe, expect, it } from 'vitest'
import { inTheirPlace } from '../../client/kit/edit-checks/in-their-place.ts'
import type { CheckRecord } from '../../shared/checks/define.ts'

const record = (id: string | null, text = ''): CheckRecord => ({
  ...{ id, form: 'toy', visit: null, rowKey: '' },
  values: { items: { TEXT: text }, rows: [] },
})

describe('records as their checks look at them while one is typed', () => {
  it('stay in the order they were made: the later of two alike is asked about, here and at the server', () => {
    const [a, b, c] = [record('a'), record('b'), record('c')]
    const typed = record('a', 'typed')
    expect(inTheirPlace([a, b, c], [typed])).toEqual([typed, b, c])
  })

  it('are followed by new ones', () => {
    const [a, fresh] = [record('a'), record(null, 'new')]
    expect(inTheirPlace([a], [fresh])).toEqual([a, fresh])
    expect(inTheirPlace([], [fresh])).toEqual([fresh])
  })
})
