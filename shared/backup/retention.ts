import type { BackupKeeping } from './settings.ts'

/** A backup by its name. */
export interface NamedBackup {
  readonly name: string
  /** ISO 8601, UTC. */
  readonly madeAt: string
}

const NAME = /^hepatrial-([0-9a-f]{8})-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.hbk$/

/** The name of a backup of an installation, whose id is eight hexadecimal digits. */
export function backupName(installation: string, madeAt: string): string {
  return `hepatrial-${installation}-${madeAt.slice(0, 19).replaceAll(/[-:]/g, '')}Z.hbk`
}

/** Backups of one installation among the names in a folder, the newest first. Other files are nobody's. */
export function backupsAmong(
  names: readonly string[],
  installation: string,
): readonly NamedBackup[] {
  const found = names.flatMap((name) => {
    const [, of, year, month, day, hour, minute, second] = NAME.exec(name) ?? []
    if (of !== installation) return []
    return [{ name, madeAt: isoOf([year, month, day], [hour, minute, second]) }]
  })
  return found.sort((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
}

type Digits = readonly (string | undefined)[]

function isoOf(date: Digits, time: Digits): string {
  return `${date.join('-')}T${time.join(':')}.000Z`
}

/**
 * Backups that need not be kept: all but the newest one, and the newest of each of the last so many days,
 * weeks and months that have one (UTC; weeks begin on Monday). `backups`: the newest first. `made` is the
 * one that stays whatever its name says; names later than `now` are of a clock that was ahead: they neither
 * count nor go.
 */
export function outlived(
  backups: readonly NamedBackup[],
  keep: BackupKeeping,
  { now, made }: { readonly now: string; readonly made: string },
): readonly NamedBackup[] {
  const past = backups.filter(({ madeAt }) => madeAt <= now)
  const kept = new Set<string>([made, ...past.slice(0, 1).map(({ name }) => name)])
  for (const [periodOf, count] of [
    [dayOf, keep.daily],
    [weekOf, keep.weekly],
    [monthOf, keep.monthly],
  ] as const) {
    const periods = new Set<string>()
    for (const { name, madeAt } of past) {
      const period = periodOf(madeAt)
      if (periods.has(period) || periods.size >= count) continue
      periods.add(period)
      kept.add(name)
    }
  }
  return past.filter(({ name }) => !kept.has(name))
}

function dayOf(madeAt: string): string {
  return madeAt.slice(0, 10)
}

function monthOf(madeAt: string): string {
  return madeAt.slice(0, 7)
}

/** The day on which its week began. */
function weekOf(madeAt: string): string {
  const day = new Date(`${dayOf(madeAt)}T00:00:00.000Z`)
  const since = (day.getUTCDay() + 6) % 7
  return new Date(day.getTime() - since * 86_400_000).toISOString().slice(0, 10)
}
