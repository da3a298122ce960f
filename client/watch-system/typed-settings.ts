import {
  backupSettingsSchema,
  type BackupSchedule,
  type BackupSettings,
  type Weekday,
} from '../../shared/backup/settings.ts'

/** The settings of backups as they are typed. */
export interface TypedSettings {
  readonly kind: BackupSchedule['kind']
  readonly weekday: Weekday
  readonly time: string
  readonly folder: string
  readonly daily: number | string
  readonly weekly: number | string
  readonly monthly: number | string
  readonly publicKey: string
}

export function typedOf({ schedule, folder, keep, publicKey }: BackupSettings): TypedSettings {
  return {
    kind: schedule.kind,
    weekday: schedule.kind === 'weekly' ? schedule.weekday : 'sunday',
    time: schedule.kind === 'off' ? '02:30' : schedule.time,
    ...{ folder, ...keep, publicKey: publicKey ?? '' },
  }
}

/** The settings; null where something typed is none. */
export function settingsOf(typed: TypedSettings): BackupSettings | null {
  const { kind, weekday, time, folder, daily, weekly, monthly, publicKey } = typed
  const isComplete = kind === 'off' || folder.trim() !== ''
  const parsed = backupSettingsSchema.safeParse({
    schedule: {
      kind,
      ...(kind === 'off' ? {} : { time: time.trim() }),
      ...(kind === 'weekly' ? { weekday } : {}),
    },
    folder: folder.trim(),
    keep: { daily, weekly, monthly },
    publicKey: publicKey.trim() === '' ? null : `${publicKey.trim()}\n`,
  })
  return parsed.success && isComplete ? parsed.data : null
}
