import { describe, expect, it } from 'vitest'
import { clockFrom, clockOf } from '../../../shared/safety/report-clock.ts'

describe('the clock of a report', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-03', '14:30', '2026-03-03T06:30:00.000Z'],
    ['Asia/Shanghai', '2026-03-03', '', '2026-03-02T16:00:00.000Z'],
    ['UTC', '2026-03-03', '14:30', '2026-03-03T14:30:00.000Z'],
    ['America/St_Johns', '2026-01-03', '14:30', '2026-01-03T18:00:00.000Z'],
    // Clocks went forward at 02:00 on that day, and back on the other.
    ['Europe/Berlin', '2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
    ['Nowhere/At_all', '2026-03-03', '14:30', '2026-03-03T14:30:00.000Z'],
  ])('in %s starts at %s %s as the site reads it: %s', (timeZone, date, time, awareAt) => {
    const clock = clockOf({ AEAWDAT: date, AEAWTIM: time }, timeZone, 24)
    expect(clock).toEqual(clockFrom(awareAt, 24))
  })

  it('ends after the hours of the protocol', () => {
    const { dueAt } = clockFrom('2026-03-03T06:30:00.000Z', 24)
    expect(dueAt).toBe('2026-03-04T06:30:00.000Z')
  })

  it.each(['', '2026-03', '2026', '2026-02-30'])('does not start without a day: %s', (date) => {
    expect(clockOf({ AEAWDAT: date, AEAWTIM: '14:30' }, 'Asia/Shanghai', 24)).toBeNull()
  })
})
