import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import type { ExportLogRow } from '../../shared/api/routes/exports.ts'

/** What an entry of an export keeps. Those made before recipients were asked for have none. */
const takenSchema = z.object({
  format: z.string(),
  profile: z.enum(['full', 'deidentified']).default('full'),
  snapshot: z.object({ name: z.string() }).nullable().default(null),
  purpose: z.string().nullable().default(null),
  recipient: z.string().nullable().default(null),
  country: z.string().nullable().default(null),
  files: z.array(
    z.object({
      name: z.string(),
      rows: z.number(),
      sha256: z.string(),
      fields: z.array(z.string()).default([]),
    }),
  ),
})

const EXPORT_ACT = 'study.export'

/**
 * Every file of a study's data that left the product, newest first: all of them, or those that one
 * person took, by the user name. @source PR-05, EX-04
 */
export async function readExportLog(
  { t: { auditEntry }, read }: Store,
  studyId: string,
  takenBy: string | null,
): Promise<ExportLogRow[]> {
  const entries = await read
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, studyId),
        eq(auditEntry.act, EXPORT_ACT),
        takenBy === null ? undefined : eq(auditEntry.username, takenBy),
      ),
    )
    .orderBy(desc(auditEntry.seq))
  return entries.flatMap(({ seq, at, username, role, after }) => {
    const { files, snapshot, ...taken } = takenSchema.parse(JSON.parse(after ?? '{}'))
    const common = { seq, at, by: username, role, ...taken, snapshot: snapshot?.name ?? null }
    return files.map(({ name, ...file }) => ({ ...common, file: name, ...file }))
  })
}
