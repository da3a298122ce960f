import { z } from 'zod'

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
export type Weekday = (typeof WEEKDAYS)[number]

/** A time of day on the clock of the server, 24 hours. */
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When backups are made by themselves. */
const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('daily'), time: timeSchema }),
  z.object({ kind: z.literal('weekly'), weekday: z.enum(WEEKDAYS), time: timeSchema }),
])
export type BackupSchedule = z.output<typeof scheduleSchema>

const kept = z.int().min(0).max(999)

/** How many backups stay: the newest of so many days, weeks and months. */
const keepingSchema = z
  .object({ daily: kept, weekly: kept, monthly: kept })
  .refine(({ daily, weekly, monthly }) => daily + weekly + monthly > 0)
export type BackupKeeping = z.output<typeof keepingSchema>

export const backupSettingsSchema = z.object({
  schedule: scheduleSchema,
  /** Folder on the server, absolute; on another disk, or better another machine. */
  folder: z.string().max(1_000),
  keep: keepingSchema,
  /** Public key (X25519, PEM text) that backups are encrypted for; null: not encrypted. */
  publicKey: z.string().max(2_000).nullable(),
})
export type BackupSettings = z.output<typeof backupSettingsSchema>

export const BACKUP_DEFAULTS: BackupSettings = {
  schedule: { kind: 'off' },
  folder: '',
  keep: { daily: 7, weekly: 4, monthly: 12 },
  publicKey: null,
}
