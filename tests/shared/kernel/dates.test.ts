import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, parseDay, parsePartialDate, toIsoDate } from '../../../shared/kernel/dates.ts'

describe('parsePartialDate', () => {
  it.each([
    { text: '2024-02-29', precision: 'day', earliest: '2024-02-29', latest: '2024-02-29' },
    { text: '2024-02', precision: 'month', earliest: '2024-02-01', latest: '2024-02-29' },
    { text: '2023-02', precision: 'month', earliest: '2023-02-01', latest: '2023-02-28' },
    { text: '2023-12', precision: 'month', earliest: '2023-12-01', latest: '2023-12-31' },
    { text: '2023', precision: 'year', earliest: '2023-01-01', latest: '2023-12-31' },
    { text: '0001', precision: 'year', earliest: '0001-01-01', latest: '0001-12-31' },
  ])('reads $text', ({ text, precision, earliest, latest }) => {
    const date = parsePartialDate(text)
    if (date === null) throw new Error('It is a date.')
    expect(date.precision).toBe(precision)
    expect([date.earliest, date.latest].map(toIsoDate)).toEqual([earliest, latest])
  })

  it.each([
    ['', 'nothing'],
    ['202', 'three digits'],
    ['20245', 'five digits'],
    ['0000', 'the year 0'],
    ['2024-', 'a hyphen without a month'],
    ['2024-5', 'a month of one digit'],
    ['2024-00', 'month 0'],
    ['2024-13', 'month 13'],
    ['2024/05', 'another separator'],
    ['2024-05-', 'a hyphen without a day'],
    ['2024-05-1', 'a day of one digit'],
    ['2024-05-00', 'day 0'],
    ['2024-04-31', 'a day that the month does not have'],
    ['2023-02-29', 'a leap day of another year'],
    ['1900-02-29', 'a century that has no leap day'],
    ['2024-05/01', 'a second separator of another kind'],
    ['2024-05-011', 'three digits for the day'],
    ['2024-05-01T10:00', 'a time behind the date'],
    ['2024-05-01\n', 'a line end behind the date'],
    [' 2024-05-01', 'a space before the date'],
    ['２０２４', 'digits of full width'],
    ['-024-05-01', 'a sign in the year'],
    ['2024-+5-01', 'a sign in the month'],
  ])('does not read %j: %s', (text) => {
    expect(parsePartialDate(text)).toBeNull()
  })

  it('reads back every day that is printed', () => {
    const days = fc.integer({ min: dayOf(1, 1, 1), max: dayOf(9999, 12, 31) })
    fc.assert(
      fc.property(days, (number) => {
        const text = toIsoDate(number as ReturnType<typeof dayOf>)
        expect(parseDay(text)).toBe(number)
        expect(text).toBe(
          new Date(number * 86_400_000).toISOString().slice(0, 10).padStart(10, '0'),
        )
      }),
    )
  })
})
