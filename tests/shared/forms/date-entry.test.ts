import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDateEntry, toDateEcho } from '../../../shared/forms/date-entry.ts'
import { addDays, dayOf, isPartialDateText, toIsoDate } from '../../../shared/kernel/dates.ts'

const context = {
  today: dayOf(2024, 3, 1),
  visit: dayOf(2024, 2, 20),
  previous: dayOf(2024, 2, 26),
}
const nothing = { today: null, visit: null, previous: null }

// UX rules E9 and E11, and how dates are written in Chinese hospitals.
const table = `
20240310        | 2024-03-10
2024-03-10      | 2024-03-10
2024/3/10       | 2024-03-10
2024.3.10       | 2024-03-10
2024年3月10日   | 2024-03-10
２０２４０３１０ | 2024-03-10
10mar2024       | 2024-03-10
10 MAR 2024     | 2024-03-10
9-mar-2024      | 2024-03-09
25/3/2024       | 2024-03-25
3/25/2024       | 2024-03-25
3/3/2024        | 2024-03-03
UN MAR 2024     | 2024-03
unmar2024       | 2024-03
unk mar 2024    | 2024-03
mar 2024        | 2024-03
3/2024          | 2024-03
202403          | 2024-03
2024-3          | 2024-03
2024年3月       | 2024-03
UN UN 2024      | 2024
2024            | 2024
2024年          | 2024
10 March 2024   | 2024-03-10
September 2024  | 2024-09
1 sept 2024     | 2024-09-01
2024-03-UN      | 2024-03
2024/03/unk     | 2024-03
2024-UN-UN      | 2024
2024-UN         | 2024
2024-UN-10      | null
10 marching 2024 | null
10 ma 2024      | null
t               | 2024-03-01
Y               | 2024-02-29
v               | 2024-02-20
+7              | 2024-03-04
-1              | 2024-02-25
3/4/2024        | null
13/13/2024      | null
31 apr 2024     | null
20230229        | null
10 UN 2024      | null
abc 2024        | null
10 mar          | null
tomorrow        | null
0000            | null`

describe('a date as a person types it', () => {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
  it.each(rows)('%s is %s', (typed = '', expected = '') => {
    expect(String(parseDateEntry(typed, context))).toBe(expected)
  })

  it.each(['t', 'y', 'v', '+7'])('%s is nothing where there is no such day', (typed) => {
    expect(parseDateEntry(typed, nothing)).toBeNull()
  })

  it('reads its own echo', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_000, max: 40_000 }), fc.constantFrom(4, 7, 10), (at, n) => {
        const text = toIsoDate(addDays(dayOf(1970, 1, 1), at)).slice(0, n)
        if (!isPartialDateText(text)) throw new Error(text)
        expect(parseDateEntry(toDateEcho(text), nothing)).toBe(text)
      }),
    )
  })

  it('echoes unknown parts as UN', () => {
    const echo = (text: string) => (isPartialDateText(text) ? toDateEcho(text) : '')
    expect([echo('2024-03-10'), echo('2024-03'), echo('2024')]).toEqual([
      '10 MAR 2024',
      'UN MAR 2024',
      '2024',
    ])
  })
})
