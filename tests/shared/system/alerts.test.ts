import { describe, expect, it } from 'vitest'
import { alertsOf, isLow, type SystemFacts } from '../../../shared/system/alerts.ts'

const FINE: SystemFacts = {
  now: '2026-03-02T08:00:00.000Z',
  schedule: { kind: 'daily', time: '02:30' },
  scheduledSince: '2026-02-01T08:00:00.000Z',
  made: { at: '2026-03-02T02:31:00.000Z', size: 1e9 },
  dataSince: '2026-01-02T08:00:00.000Z',
  failedAt: null,
  drillPassed: true,
  chainFaults: 0,
  hasBackupFolder: true,
  dataDisk: { free: 50e9, size: 100e9 },
  backupDisk: { free: 50e9, size: 100e9 },
  lastClockJump: null,
  failedJobs: 0,
  told: [],
}

describe('what is wrong with an installation', () => {
  it('nothing, while all is well, and nothing for what was never looked at', () => {
    expect(alertsOf(FINE)).toEqual([])
    const unknown = { drillPassed: null, chainFaults: null, dataDisk: null, backupDisk: null }
    expect(alertsOf({ ...FINE, ...unknown, hasBackupFolder: false })).toEqual([])
  })

  it.each<{ part: Partial<SystemFacts>; alerts: readonly string[]; why: string }>([
    {
      part: { made: { at: '2026-03-01T06:00:00.000Z', size: 1 } },
      alerts: [],
      why: '26 hours old',
    },
    {
      part: { made: { at: '2026-03-01T05:59:59.999Z', size: 1 } },
      alerts: ['backup-late'],
      why: 'older than a day and two hours',
    },
    { part: { made: null }, alerts: ['backup-late'], why: 'none since the schedule was set' },
    {
      part: { made: { at: '2031-01-01T00:00:00.000Z', size: 1 } },
      alerts: ['backup-late'],
      why: 'made by a clock that was ahead',
    },
    {
      part: { made: null, scheduledSince: '2026-03-02T07:00:00.000Z' },
      alerts: [],
      why: 'set an hour ago',
    },
    {
      part: {
        made: null,
        schedule: { kind: 'weekly', weekday: 'sunday', time: '02:30' },
        scheduledSince: '2026-02-25T08:00:00.000Z',
      },
      alerts: [],
      why: 'a week has not passed',
    },
    {
      part: { schedule: { kind: 'off' }, made: null },
      alerts: ['backups-off'],
      why: 'nobody makes backups of data in production',
    },
    {
      part: { schedule: { kind: 'off' }, made: null, dataSince: null },
      alerts: [],
      why: 'no data in production need a backup',
    },
    {
      part: { schedule: { kind: 'off' }, made: null, dataSince: '2026-03-01T08:00:00.000Z' },
      alerts: [],
      why: 'the first subject came a day ago',
    },
    {
      part: { schedule: { kind: 'off' }, made: { at: '2026-02-23T06:00:00.000Z', size: 1 } },
      alerts: [],
      why: 'a shell made one a week and two hours ago',
    },
    {
      part: { schedule: { kind: 'off' }, made: { at: '2026-02-23T05:59:59.999Z', size: 1 } },
      alerts: ['backups-off'],
      why: 'a shell made none for longer',
    },
    {
      part: { schedule: { kind: 'off' }, made: { at: '2031-01-01T00:00:00.000Z', size: 1 } },
      alerts: ['backups-off'],
      why: 'a clock that was ahead made the only one',
    },
    { part: { failedAt: '2026-03-02T02:30:05.000Z' }, alerts: ['backup-failed'], why: 'failed' },
    { part: { drillPassed: false }, alerts: ['drill-failed'], why: 'a drill failed' },
    { part: { chainFaults: 1 }, alerts: ['chain-faults'], why: 'the trail is broken' },
    { part: { lastClockJump: '2026-03-01T08:00:01.000Z' }, alerts: ['clock-jumped'], why: 'today' },
    { part: { lastClockJump: '2026-03-01T08:00:00.000Z' }, alerts: [], why: 'a day ago' },
    {
      part: { lastClockJump: '2030-01-01T00:00:00.000Z' },
      alerts: [],
      why: 'TM-04: in the future',
    },
    { part: { failedJobs: 1 }, alerts: ['jobs-failed'], why: 'a job failed' },
    {
      part: { dataDisk: { free: 1e8, size: 100e9 } },
      alerts: ['data-disk-low'],
      why: 'hardly anything left',
    },
    {
      part: { backupDisk: { free: 1.9e9, size: 10e9 } },
      alerts: ['backup-disk-low'],
      why: 'the next two backups do not fit',
    },
    {
      part: { backupDisk: null },
      alerts: ['backup-folder-lost'],
      why: 'the folder of the backups cannot be looked at',
    },
    {
      part: { backupDisk: null, schedule: { kind: 'off' } },
      alerts: [],
      why: 'the folder is lost where nobody asked for backups',
    },
  ])('BK-07: $why', ({ part, alerts }) => {
    expect(alertsOf({ ...FINE, ...part })).toEqual(alerts)
  })

  it('BK-07: a disk is low below half a gigabyte, and below two where that is less than a tenth of it', () => {
    expect(isLow({ free: 5e8 - 1, size: 1e9 }, false)).toBe(true)
    expect(isLow({ free: 5e8, size: 1e9 }, false)).toBe(false)
    expect(isLow({ free: 2e9 - 1, size: 100e9 }, false)).toBe(true)
    expect(isLow({ free: 2e9, size: 100e9 }, false)).toBe(false)
    expect(isLow({ free: 1.5e9, size: 15e9 }, false)).toBe(false)
  })
})

it('BK-07: a disk that was low is so until its room is a tenth beyond the limit', () => {
  const told = ['data-disk-low'] as const
  const room = (free: number) => ({ ...FINE, dataDisk: { free, size: 100e9 } })
  expect(alertsOf(room(2.1e9))).toEqual([])
  expect(alertsOf({ ...room(2.1e9), told })).toEqual(['data-disk-low'])
  expect(alertsOf({ ...room(2.2e9), told })).toEqual([])
})
