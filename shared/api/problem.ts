import { z } from 'zod'
import { BACKUP_FAULTS } from '../backup/faults.ts'
import { heldBySchema, openCountsSchema, openItemSchema, reachedPlaceSchema } from './held.ts'

/** A fault of one field: where (JSON pointer into the body), and what, as a text key with its values. */
export const fieldErrorSchema = z
  .object({
    pointer: z.string(),
    key: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .meta({ id: 'FieldError' })
export type FieldError = z.output<typeof fieldErrorSchema>

const common = { title: z.string(), detail: z.string().optional(), instance: z.string().optional() }

function problem<T extends string, S extends number, E extends z.ZodRawShape>(
  type: T,
  status: S,
  extra: E,
) {
  return z.object({ type: z.literal(type), status: z.literal(status), ...common, ...extra })
}

/**
 * Every refusal the product knows (RFC 9457). The client switches on `type`, never on a text.
 * `locked`: a freeze or lock holds the place; `lock-preconditions`: what a lock asks for is still open,
 * all of it counted and the first of it listed.
 * `same-file-name`: two files of an export would bear one name; `package-too-large`: a ZIP file cannot
 * hold it; `text-redacted`: a file was withdrawn, because it may hold a text that is hidden now.
 * `format-failed`, `storage-full` and `interrupted` are ends of long work, of which nothing is kept.
 * `database-unreachable`: the database server does not answer; `unknown` where it was lost while a change
 * was committed, which then stands whole or not at all. `database-busy`: another process wrote for too
 * long, and nothing was done.
 * `backup`: a backup, a restore or a drill ended for the named fault, and nothing was changed.
 * `sign-in-failed` covers a wrong password or code, an unknown or locked account and a wrong access
 * token alike.
 */
export const problemSchema = z
  .discriminatedUnion('type', [
    problem('urn:problem:invalid-input', 422, { errors: z.array(fieldErrorSchema) }),
    problem('urn:problem:malformed', 400, {}),
    problem('urn:problem:sign-in-failed', 401, {}),
    problem('urn:problem:not-signed-in', 401, {}),
    problem('urn:problem:password-change-required', 403, {}),
    problem('urn:problem:second-factor-required', 403, {}),
    problem('urn:problem:training-required', 403, { training: z.string(), version: z.number() }),
    problem('urn:problem:forbidden', 403, { permission: z.string() }),
    problem('urn:problem:cross-origin', 403, {}),
    problem('urn:problem:insecure-transport', 403, {}),
    problem('urn:problem:not-found', 404, { entity: z.string() }),
    problem('urn:problem:version-conflict', 409, {
      expected: z.number(),
      current: z.unknown(),
      submitted: z.unknown(),
    }),
    problem('urn:problem:already-exists', 409, { entity: z.string(), key: z.string() }),
    problem('urn:problem:wrong-order', 409, { step: z.string(), requires: z.array(z.string()) }),
    problem('urn:problem:locked', 409, {
      lock: heldBySchema,
      act: z.string(),
      at: reachedPlaceSchema,
    }),
    problem('urn:problem:lock-preconditions', 409, {
      counts: openCountsSchema,
      open: z.array(openItemSchema),
    }),
    problem('urn:problem:precondition-required', 428, {}),
    problem('urn:problem:reason-required', 422, { errors: z.array(fieldErrorSchema) }),
    problem('urn:problem:too-large', 413, { limitBytes: z.number() }),
    problem('urn:problem:too-many-requests', 429, { retryAfterSeconds: z.number() }),
    problem('urn:problem:format-not-available', 501, { format: z.string() }),
    problem('urn:problem:format-failed', 500, { format: z.string() }),
    problem('urn:problem:same-file-name', 409, { format: z.string(), file: z.string() }),
    problem('urn:problem:package-too-large', 413, {
      limitBytes: z.number(),
      limitFiles: z.number(),
    }),
    problem('urn:problem:text-redacted', 409, {}),
    problem('urn:problem:range-not-satisfiable', 416, { size: z.number() }),
    problem('urn:problem:storage-full', 507, {}),
    problem('urn:problem:backup', 409, {
      fault: z.enum(BACKUP_FAULTS),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
    problem('urn:problem:interrupted', 500, {}),
    problem('urn:problem:database-unreachable', 503, {
      outcome: z.enum(['nothing-done', 'unknown']),
      retryAfterSeconds: z.number(),
    }),
    problem('urn:problem:database-busy', 503, { retryAfterSeconds: z.number() }),
    problem('urn:problem:internal', 500, {}),
  ])
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof problemSchema>
export type ProblemType = Problem['type']
