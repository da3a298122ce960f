import { and, desc, eq, inArray } from 'drizzle-orm'
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

/** What an entry of a package that was made keeps. */
const madeSchema = takenSchema.omit({ format: true, files: true }).extend({
  formats: z.array(z.string()),
  package: z.object({ name: z.string(), sha256: z.string() }),
  rows: z.number(),
  fields: z.array(z.string()),
})

const EXPORT_ACT = 'study.export'
const MADE_ACT = 'package.make'
const TAKEN_ACT = 'package.download'

type Entry = Store['t']['auditEntry']['$inferSelect']

/**
 * Every file and package of a study's data that left the product, newest first: all of them, or those
 * that one person took, by the user name. @source PR-05, EX-04
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
        inArray(auditEntry.act, [EXPORT_ACT, MADE_ACT, TAKEN_ACT]),
        takenBy === null ? undefined : eq(auditEntry.username, takenBy),
      ),
    )
    .orderBy(desc(auditEntry.seq))
  const made = new Map(entries.filter(({ act }) => act === MADE_ACT).map((e) => [e.entityId, e]))
  return entries.flatMap((entry) => {
    if (entry.act === EXPORT_ACT) return fileRows(entry)
    const holding = entry.act === TAKEN_ACT ? made.get(entry.entityId) : undefined
    return holding === undefined ? [] : [packageRow(entry, holding)]
  })
}

function fileRows({ seq, at, username, role, after }: Entry): ExportLogRow[] {
  const { files, snapshot, ...taken } = takenSchema.parse(JSON.parse(after ?? '{}'))
  const common = { seq, at, by: username, role, ...taken, snapshot: snapshot?.name ?? null }
  return files.map(({ name, ...file }) => ({ ...common, file: name, ...file }))
}

/** A package that was taken, with what it holds; whoever takes a package is who made it. */
function packageRow({ seq, at, username, role }: Entry, { after }: Entry): ExportLogRow {
  const { formats, package: file, snapshot, ...made } = madeSchema.parse(JSON.parse(after ?? '{}'))
  const { profile, purpose, recipient, country, rows, fields } = made
  return {
    ...{ seq, at, by: username, role, profile, purpose, recipient, country, rows, fields },
    ...{ format: formats.join(', '), file: file.name, sha256: file.sha256 },
    snapshot: snapshot?.name ?? null,
  }
}
