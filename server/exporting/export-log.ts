import { and, desc, eq, inArray, lt } from 'drizzle-orm'
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

interface LogWish {
  readonly studyId: string
  /** User name of the one person whose files are told; null: those of all. */
  readonly takenBy: string | null
  /** Entries before this one; undefined: from the newest on. */
  readonly cursor: string | undefined
  /** Entries at once. */
  readonly limit: number
}

/** A page of the files and packages of a study's data that left the product, newest first. @source PR-05, EX-04 */
export async function readExportLog(
  { t: { auditEntry }, read }: Store,
  { studyId, takenBy, cursor, limit }: LogWish,
): Promise<{ readonly rows: ExportLogRow[]; readonly next: string | null }> {
  const found = await read
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, studyId),
        inArray(auditEntry.act, [EXPORT_ACT, TAKEN_ACT]),
        takenBy === null ? undefined : eq(auditEntry.username, takenBy),
        cursor === undefined ? undefined : lt(auditEntry.seq, Number(cursor)),
      ),
    )
    .orderBy(desc(auditEntry.seq))
    .limit(limit + 1)
  const entries = found.slice(0, limit)
  const taken = entries.filter(({ act }) => act === TAKEN_ACT).map(({ entityId }) => entityId)
  const packages = await read
    .select()
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, studyId),
        eq(auditEntry.act, MADE_ACT),
        inArray(auditEntry.entityId, [...new Set(taken)]),
      ),
    )
  const made = new Map(packages.map((entry) => [entry.entityId, entry]))
  const rows = entries.flatMap((entry) => {
    if (entry.act === EXPORT_ACT) return fileRows(entry)
    const holding = made.get(entry.entityId)
    return holding === undefined ? [] : [packageRow(entry, holding)]
  })
  const last = found.length > limit ? entries.at(-1) : undefined
  return { rows, next: last === undefined ? null : String(last.seq) }
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
