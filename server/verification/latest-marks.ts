import { asc, inArray } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import { valuePlaceKey } from '../../shared/forms/verified-content.ts'

export type VerificationRow = Store['t']['verification']['$inferSelect']

/** By part, the verification made last. One that was taken back leaves what stood before it. */
export type LatestMarks = ReadonlyMap<string, VerificationRow>

const NOTHING: LatestMarks = new Map()

/** The latest verifications of the records of some subjects, or of some records, by record. */
export async function latestMarks(
  { t: { verification } }: Store,
  queries: ReadQueries,
  of: { readonly subjects: readonly string[] } | { readonly records: readonly string[] },
): Promise<(recordId: string) => LatestMarks> {
  const where =
    'subjects' in of
      ? inArray(verification.subjectId, [...of.subjects])
      : inArray(verification.recordId, [...of.records])
  const rows = await queries
    .select()
    .from(verification)
    .where(where)
    .orderBy(asc(verification.verifiedAt), asc(verification.id))
  const byRecord = new Map<string, Map<string, VerificationRow>>()
  for (const row of rows) {
    const marks = byRecord.get(row.recordId) ?? new Map<string, VerificationRow>()
    byRecord.set(row.recordId, marks)
    const part = valuePlaceKey({ item: row.item ?? '', groupRow: row.groupRow ?? '' })
    if (row.state !== 'withdrawn') marks.set(part, row)
  }
  return (recordId) => byRecord.get(recordId) ?? NOTHING
}
