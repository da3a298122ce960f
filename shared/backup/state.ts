import { z } from 'zod'
import { BACKUP_FAULTS } from './faults.ts'

/** Why a drill ended before anything could be compared. */
const refusedSchema = z.object({
  file: z.string(),
  /** Null: no refusal of the product; what the command printed says more. */
  fault: z.enum(BACKUP_FAULTS).nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type RefusedDrill = z.output<typeof refusedSchema>

/** What is known of the last backup, drill and verification of an installation. Times: ISO 8601, UTC. */
export const backupStateSchema = z.object({
  made: z
    .object({
      at: z.string(),
      file: z.string(),
      size: z.number(),
      sha256: z.string(),
      encryption: z.string(),
    })
    .nullable(),
  drill: z
    .object({
      at: z.string(),
      /** Of the backup that was tried; null: it was refused before that was known. */
      madeAt: z.string().nullable(),
      passed: z.boolean(),
      /** Null: it was compared. Notes of earlier versions of the program are of such. */
      refused: refusedSchema.nullable().default(null),
    })
    .nullable(),
  verified: z.object({ at: z.string(), entries: z.number(), faults: z.number() }).nullable(),
})
export type BackupState = z.output<typeof backupStateSchema>

export const NO_STATE: BackupState = { made: null, drill: null, verified: null }
