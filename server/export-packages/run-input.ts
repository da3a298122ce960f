import { z } from 'zod'
import type { ExportReason } from '../exporting/service.ts'
import { exportReasonShape } from '../../shared/api/routes/exports.ts'
import { exportWishSchema, type ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { Actor } from '../audit/actor.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { JobRow } from '../jobs/service.ts'

export const CHECK = 'export.check'
export const PACKAGE = 'export.package'
export const RUN_KINDS = [CHECK, PACKAGE] as const

/** What a run was asked to do, as its job keeps it. */
export interface RunInput {
  readonly actor: Actor
  readonly study: { readonly id: string; readonly key: string }
  readonly sites: SiteFilter
  readonly wish: ExportWish
  /** Null of a check, by which nothing leaves. */
  readonly reason: ExportReason | null
}

const inputSchema = z.object({
  actor: z.custom<Actor>((value) => typeof value === 'object' && value !== null),
  study: z.object({ id: z.string(), key: z.string() }),
  sites: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('some'), ids: z.array(z.string()) }),
  ]),
  wish: exportWishSchema,
  /** Packages asked for before purposes were have none. */
  reason: z.object({ ...exportReasonShape, purpose: z.string().default('') }).nullable(),
})

export function runInput({ input }: Pick<JobRow, 'input'>): RunInput {
  return inputSchema.parse(JSON.parse(input))
}

const resultSchema = z.object({
  /** The package, or the list of problems. */
  file: z.object({ sha256: z.string(), size: z.number() }),
  name: z.string(),
  data: z.object({
    snapshot: z.object({ id: z.string(), name: z.string(), hash: z.string() }).nullable(),
    ...{ seq: z.number(), at: z.string(), subjects: z.number() },
  }),
  files: z.array(z.object({ format: z.string(), name: z.string(), rows: z.number() })),
  problems: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['error', 'warning', 'note']),
      ...{ dataset: z.string(), count: z.number() },
    }),
  ),
  withdrawn: z.array(z.object({ subjid: z.string(), withdrawn: z.string().nullable() })),
})
export type RunResult = z.output<typeof resultSchema>

/** What came of a run; null before it is done. */
export function runResult({ result }: Pick<JobRow, 'result'>): RunResult | null {
  return result === null ? null : resultSchema.parse(JSON.parse(result))
}
