import { z } from 'zod'
import { backupSettingsSchema } from '../../backup/settings.ts'
import { backupStateSchema } from '../../backup/state.ts'
import { SYSTEM_ALERTS } from '../../system/alerts.ts'
import { defineRoute } from '../define.ts'
import { problemSchema } from '../problem.ts'
import { wordsSchema } from '../words.ts'

const diskSchema = z.object({
  folder: z.string(),
  /** In bytes; null: the folder cannot be looked at. */
  room: z.object({ free: z.number(), size: z.number() }).nullable(),
})

const failedJobSchema = z.object({
  kind: z.string(),
  at: z.string(),
  problem: problemSchema.nullable(),
})

export const getSystemStatus = defineRoute({
  id: 'getSystemStatus',
  tag: 'system',
  summary: 'How the installation is: backups, disks, trail, clock, long work, database, program',
  method: 'get',
  path: '/api/system-status',
  access: 'account.manage',
  response: z.object({
    at: z.string(),
    alerts: z.array(z.enum(SYSTEM_ALERTS)),
    program: z.string(),
    database: z.object({
      engine: z.enum(['sqlite', 'postgres']),
      version: z.string(),
      bytes: z.number(),
    }),
    disks: z.object({ data: diskSchema, backups: diskSchema.nullable() }),
    ...backupStateSchema.shape,
    /** The last backup that failed, where none was made after it. */
    failed: failedJobSchema.nullable(),
    schedule: backupSettingsSchema.shape.schedule,
    nextBackup: z.string().nullable(),
    /** Kinds of the product's own work that wait or run. */
    running: z.array(z.enum(['backup', 'verify'])),
    clockJumps: z.array(z.object({ at: z.string(), before: z.string(), after: z.string() })),
    failedJobs: z.array(failedJobSchema),
  }),
})

export const startVerification = defineRoute({
  id: 'startVerification',
  tag: 'system',
  summary: 'Check the trail, the data and the database now, as long work',
  method: 'post',
  path: '/api/system-verifications',
  access: 'account.manage',
  body: z.object({}),
  response: z.object({ job: z.string() }),
  status: 201,
})

const storedBackupSchema = z.object({ name: z.string(), size: z.number(), madeAt: z.string() })
export type StoredBackup = z.output<typeof storedBackupSchema>

const backupsSchema = z.object({
  settings: backupSettingsSchema,
  version: z.int().min(0),
  /** Of the public key: SHA-256 of its DER form, base64. */
  fingerprint: z.string().nullable(),
  /** Zone of the server's clock. */
  zone: z.string(),
  nextBackup: z.string().nullable(),
  /** Null: the folder cannot be read. */
  stored: z.array(storedBackupSchema).nullable(),
})

export const getBackups = defineRoute({
  id: 'getBackups',
  tag: 'system',
  summary: 'When and where backups are made, how long they stay, and which there are',
  method: 'get',
  path: '/api/backups',
  access: 'account.manage',
  response: backupsSchema,
})

export const changeBackups = defineRoute({
  id: 'changeBackups',
  tag: 'system',
  summary: 'Change when and where backups are made and how long they stay',
  method: 'put',
  path: '/api/backups',
  access: 'account.manage',
  body: z.object({
    settings: backupSettingsSchema,
    version: z.int().min(0),
    reason: wordsSchema(500),
  }),
  response: backupsSchema,
})

export const startBackup = defineRoute({
  id: 'startBackup',
  tag: 'system',
  summary: 'Make a backup now in the folder that is set, as long work',
  method: 'post',
  path: '/api/backups',
  access: 'account.manage',
  body: z.object({}),
  response: z.object({ job: z.string() }),
  status: 201,
})
