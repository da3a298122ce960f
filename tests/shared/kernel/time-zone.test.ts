import { describe, expect, it } from 'vitest'
import { toIsoDate } from '../../../shared/kernel/dates.ts'
import { dayAt, daysAt, momentText } from '../../../shared/kernel/time-zone.ts'

describe('a moment', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-03 22:30 UTC+8'],
    ['UTC', '2026-03-03 14:30 UTC'],
    ['America/St_Johns', '2026-03-03 11:00 UTC-3:30'],
  ])('is written for people in %s as %s', (timeZone, text) => {
    expect(momentText('2026-03-03T14:30:00.000Z', timeZone)).toBe(text)
  })

  const days = [
    ['2026-03-02T23:30:00.000Z', 'Asia/Shanghai', '2026-03-03', 'early morning'],
    ['2026-03-02T15:59:59.999Z', 'Asia/Shanghai', '2026-03-02', 'the last of the day'],
    ['2026-03-02T16:00:00.000Z', 'Asia/Shanghai', '2026-03-03', 'the first of the day'],
    ['2026-03-02T23:30:00.000Z', 'UTC', '2026-03-02', 'late evening'],
    ['2026-03-02T07:59:59.999Z', 'America/Los_Angeles', '2026-03-01', 'behind UTC'],
    // Clocks go forward on 8 March and back on 1 November.
    ['2026-03-09T06:59:59.999Z', 'America/Los_Angeles', '2026-03-08', 'a day of 23 hours'],
    ['2026-03-09T07:00:00.000Z', 'America/Los_Angeles', '2026-03-09', 'the day after it'],
    ['2026-11-02T07:59:59.999Z', 'America/Los_Angeles', '2026-11-01', 'a day of 25 hours'],
    ['2026-11-02T08:00:00.000Z', 'America/Los_Angeles', '2026-11-02', 'the day after it'],
    ['2026-03-02T18:14:59.999Z', 'Asia/Kathmandu', '2026-03-02', 'three quarters of an hour'],
    ['2026-03-02T18:15:00.000Z', 'Asia/Kathmandu', '2026-03-03', 'three quarters of an hour'],
  ] as const

  it.each(days)('%s in %s falls on %s: %s', (instant, timeZone, day) => {
    const found = dayAt(instant, timeZone)
    expect(found === null ? null : toIsoDate(found)).toBe(day)
  })

  it('falls on the same day when many are asked, forward or backward', () => {
    for (const timeZone of new Set(days.map(([, zone]) => zone))) {
      const ask = daysAt(timeZone)
      const hours = Array.from({ length: 24 * 300 }, (_, hour) =>
        new Date(Date.UTC(2026, 1, 1, hour, 15)).toISOString(),
      )
      const alone = hours.map((instant) => dayAt(instant, timeZone))
      expect(hours.map(ask)).toEqual(alone)
      expect(hours.toReversed().map(ask)).toEqual(alone.toReversed())
    }
  })
})
