import { z } from 'zod'

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
  drill: z.object({ at: z.string(), madeAt: z.string(), passed: z.boolean() }).nullable(),
  verified: z.object({ at: z.string(), entries: z.number(), faults: z.number() }).nullable(),
})
export type BackupState = z.output<typeof backupStateSchema>

export const NO_STATE: BackupState = { made: null, drill: null, verified: null }
