import { and, asc, eq } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Fault } from './faults.ts'
import { sha256 } from './hash.ts'

/** Compares every stored definition with its own hash and with the hash in the entry that pinned it. */
export async function definitionFaults(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
): Promise<readonly Fault[]> {
  const { studyVersion, auditEntry } = t
  const rows = await queries
    .select({ version: studyVersion, entry: auditEntry })
    .from(studyVersion)
    .leftJoin(
      auditEntry,
      and(
        eq(auditEntry.chain, studyVersion.studyId),
        eq(auditEntry.entity, 'studyVersion'),
        eq(auditEntry.entityId, studyVersion.id),
      ),
    )
    .orderBy(asc(studyVersion.id))
  return rows.flatMap(({ version, entry }) => {
    const hash = sha256(version.definition)
    const agrees = hash === version.definitionHash && hash === pinnedHash(entry)
    return agrees ? [] : [{ kind: 'definition-differs', versionId: version.id } as const]
  })
}

// An entry that was altered by hand is named elsewhere; here it pins nothing.
function pinnedHash(entry: AuditEntryRow | null): string | null {
  const after = entry?.after ?? ''
  return /"definitionHash":"([0-9a-f]{64})"/.exec(after)?.[1] ?? null
}
