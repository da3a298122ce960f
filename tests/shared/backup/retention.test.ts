import { describe, expect, it } from 'vitest'
import { backupName, backupsAmong, outlived } from '../../../shared/backup/retention.ts'

const OWN = '0123abcd'
const named = (day: string, time = '02:30:00') => backupName(OWN, `${day}T${time}.000Z`)
const LATER = { now: '2100-01-01T00:00:00.000Z', made: '' }
const keptOf = (names: readonly string[], keep: Parameters<typeof outlived>[1]) => {
  const backups = backupsAmong(names, OWN)
  const gone = new Set(outlived(backups, keep, LATER).map(({ name }) => name))
  return backups.map(({ name }) => name).filter((name) => !gone.has(name))
}

describe('how long backups stay', () => {
  it('knows its own by their names alone, the newest first', () => {
    const names = [
      ...['notes.txt', backupName('ffffffff', '2026-03-01T02:30:00.000Z'), named('2026-02-28')],
      ...[named('2026-03-01'), `.${named('2026-03-01')}.x.part`, 'hepatrial-0123abcd-2026.hbk'],
    ]
    expect(backupsAmong(names, OWN)).toEqual([
      { name: 'hepatrial-0123abcd-20260301T023000Z.hbk', madeAt: '2026-03-01T02:30:00.000Z' },
      { name: 'hepatrial-0123abcd-20260228T023000Z.hbk', madeAt: '2026-02-28T02:30:00.000Z' },
    ])
  })

  it('lets names of a clock that was ahead alone, and never takes the one just made', () => {
    const names = ['2031-01-01', '2026-03-05', '2026-03-04', '2026-03-03'].map((day) => named(day))
    const now = '2026-03-05T02:30:01.000Z'
    const gone = (made: string) =>
      outlived(backupsAmong(names, OWN), { daily: 1, weekly: 0, monthly: 0 }, { now, made }).map(
        ({ name }) => name,
      )
    expect(gone(named('2026-03-05'))).toEqual([named('2026-03-04'), named('2026-03-03')])
    expect(gone(named('2026-03-03'))).toEqual([named('2026-03-04')])
  })

  it('keeps the newest of each of the last days that have one', () => {
    const names = [
      ...[named('2026-03-05'), named('2026-03-05', '12:00:00'), named('2026-03-03')],
      ...[named('2026-03-02'), named('2026-02-20')],
    ]
    expect(keptOf(names, { daily: 3, weekly: 0, monthly: 0 })).toEqual([
      ...[named('2026-03-05', '12:00:00'), named('2026-03-03'), named('2026-03-02')],
    ])
  })

  it('keeps the newest of weeks, which begin on Monday, and of months', () => {
    const days = [
      '2026-03-02',
      '2026-03-01',
      '2026-02-23',
      '2026-02-22',
      '2026-01-31',
      '2025-12-31',
    ]
    const names = days.map((day) => named(day))
    // 2 March 2026 is a Monday: 1 March and 23 February share the week before.
    expect(keptOf(names, { daily: 0, weekly: 3, monthly: 0 })).toEqual([
      ...[named('2026-03-02'), named('2026-03-01'), named('2026-02-22')],
    ])
    expect(keptOf(names, { daily: 0, weekly: 0, monthly: 3 })).toEqual([
      ...[named('2026-03-02'), named('2026-02-23'), named('2026-01-31')],
    ])
  })

  it('never removes the newest, whatever is set', () => {
    expect(keptOf([named('2026-03-02')], { daily: 0, weekly: 0, monthly: 0 })).toHaveLength(1)
  })
})
