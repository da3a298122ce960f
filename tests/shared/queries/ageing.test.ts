import { describe, expect, it } from 'vitest'
import {
  ageClassOf,
  ageInDays,
  ageing,
  ageingTable,
  AGE_KEYS,
  openedWithin,
  type AgedQuery,
} from '../../../shared/queries/ageing.ts'

const NOW = '2026-03-31T12:00:00.000Z'
const daysAgo = (days: number, minutes = 0): string =>
  new Date(Date.parse(NOW) - days * 86_400_000 - minutes * 60_000).toISOString()

const query = (wish: Partial<AgedQuery>): AgedQuery => ({
  ...{ site: '01', form: 'vitals', state: 'open', openedAt: daysAgo(0) },
  ...{ answeredAt: null, settledAt: null },
  ...wish,
})

describe('classes of age', () => {
  it.each([
    [0, '0-7'],
    [7, '0-7'],
    [8, '8-14'],
    [14, '8-14'],
    [15, '15-28'],
    [28, '15-28'],
    [29, 'over-28'],
    [400, 'over-28'],
  ])('%i whole days belong to %s', (days, expected) => {
    expect(ageClassOf(days)).toBe(expected)
  })

  it('count whole days: one minute less than eight days is seven', () => {
    expect(ageInDays(daysAgo(8, -1), NOW)).toBe(7)
    expect(ageInDays(daysAgo(8), NOW)).toBe(8)
    expect(ageInDays(daysAgo(-1), NOW)).toBe(0)
  })

  it.each([...Array(40).keys()])('hold what was opened %i days ago in one class alone', (days) => {
    for (const openedAt of [daysAgo(days), daysAgo(days, 719)]) {
      const fits = AGE_KEYS.filter((age) => {
        const { after, upTo } = openedWithin(age, NOW)
        return (after === null || openedAt > after) && openedAt <= upTo
      })
      expect(fits).toEqual([ageClassOf(ageInDays(openedAt, NOW))])
    }
  })
})

describe('ages of queries', () => {
  const rows = ageing(
    [
      query({ openedAt: daysAgo(1) }),
      query({ openedAt: daysAgo(9), state: 'reopened', answeredAt: daysAgo(7) }),
      query({ openedAt: daysAgo(30), state: 'answered', answeredAt: daysAgo(26), site: '02' }),
      query({
        openedAt: daysAgo(20),
        state: 'closed',
        answeredAt: daysAgo(14),
        settledAt: daysAgo(10),
      }),
      query({ openedAt: daysAgo(20), state: 'closed', settledAt: daysAgo(16), form: null }),
      query({ openedAt: daysAgo(20), state: 'cancelled', settledAt: daysAgo(0) }),
    ],
    NOW,
  )
  const rowOf = (group: string, key = '') =>
    rows.find((row) => row.group === group && row.key === key)

  it('counts what is unsettled alone', () => {
    expect(rowOf('all')).toMatchObject({
      unsettled: 3,
      ages: { '0-7': 1, '8-14': 1, '15-28': 0, 'over-28': 1 },
    })
  })

  it('takes medians from opening to first answer and to closing, cancelled ones left out of closing', () => {
    expect(rowOf('all')).toMatchObject({ medianToAnswer: 4, medianToClose: 7 })
    expect(rowOf('site', '02')).toMatchObject({ medianToAnswer: 4, medianToClose: null })
    expect(rowOf('form', 'vitals')).toMatchObject({ medianToClose: 10 })
  })

  it('says who is to act: the site where it is open or reopened, the reviewer where it is answered', () => {
    expect(rowOf('waiting', 'site')?.unsettled).toBe(2)
    expect(rowOf('waiting', 'reviewer')?.unsettled).toBe(1)
    expect(rowOf('state', 'closed')).toBeUndefined()
  })

  it('has no row without a query but that of all', () => {
    expect(ageing([], NOW)).toEqual([
      {
        ...{ group: 'all', key: '', unsettled: 0, medianToAnswer: null, medianToClose: null },
        ages: { '0-7': 0, '8-14': 0, '15-28': 0, 'over-28': 0 },
      },
    ])
  })

  it('is written as a table with its heading', () => {
    const [heading, all] = ageingTable(rows)
    expect(heading?.length).toBe(all?.length)
    expect(all).toEqual(['all', '', '1', '1', '0', '1', '3', '4.00', '7.00'])
  })
})
