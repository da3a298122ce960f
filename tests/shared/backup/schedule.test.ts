import { describe, expect, it } from 'vitest'
import { lastDue, nextDue, oldestAge, type Clock } from '../../../shared/backup/schedule.ts'
import { backupSettingsSchema, BACKUP_DEFAULTS } from '../../../shared/backup/settings.ts'

/** A clock that shows universal time. */
const utc: Clock = {
  face(moment) {
    const at = new Date(moment)
    return {
      ...{ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() },
      ...{ hour: at.getUTCHours(), minute: at.getUTCMinutes() },
    }
  },
  moment: ({ year, month, day, hour, minute }) => Date.UTC(year, month - 1, day, hour, minute),
}
const at = (text: string) => Date.parse(`${text}:00.000Z`)
const iso = (moment: number | null) =>
  moment === null ? null : new Date(moment).toISOString().slice(0, 16)
const daily = { kind: 'daily', time: '02:30' } as const
const weekly = { kind: 'weekly', weekday: 'sunday', time: '23:15' } as const

describe('when a backup is due', () => {
  it.each([
    {
      schedule: daily,
      now: '2026-03-02T02:29',
      last: '2026-03-01T02:30',
      next: '2026-03-02T02:30',
    },
    {
      schedule: daily,
      now: '2026-03-02T02:30',
      last: '2026-03-02T02:30',
      next: '2026-03-03T02:30',
    },
    {
      schedule: daily,
      now: '2026-01-01T00:00',
      last: '2025-12-31T02:30',
      next: '2026-01-01T02:30',
    },
    // 1 March 2026 is a Sunday.
    {
      schedule: weekly,
      now: '2026-03-01T23:14',
      last: '2026-02-22T23:15',
      next: '2026-03-01T23:15',
    },
    {
      schedule: weekly,
      now: '2026-03-01T23:15',
      last: '2026-03-01T23:15',
      next: '2026-03-08T23:15',
    },
    {
      schedule: weekly,
      now: '2026-03-07T12:00',
      last: '2026-03-01T23:15',
      next: '2026-03-08T23:15',
    },
  ])('$schedule.kind at $now', ({ schedule, now, last, next }) => {
    expect(iso(lastDue(schedule, at(now), utc))).toBe(last)
    expect(iso(nextDue(schedule, at(now), utc))).toBe(next)
  })

  it('never, while there is no schedule', () => {
    expect(lastDue({ kind: 'off' }, at('2026-03-02T02:30'), utc)).toBeNull()
    expect(nextDue({ kind: 'off' }, at('2026-03-02T02:30'), utc)).toBeNull()
    expect(oldestAge({ kind: 'off' })).toBeNull()
  })

  it('settings keep at least one backup and name a time of the day', () => {
    const admits = (part: object) =>
      backupSettingsSchema.safeParse({ ...BACKUP_DEFAULTS, ...part }).success
    expect(admits({})).toBe(true)
    expect(admits({ keep: { daily: 0, weekly: 0, monthly: 0 } })).toBe(false)
    for (const time of ['24:00', '2:30', '02:60', '']) {
      expect(admits({ schedule: { kind: 'daily', time } }), time).toBe(false)
    }
  })
})
