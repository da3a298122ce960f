import { and, asc, eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Fault } from './faults.ts'
import { snapshotHash } from './snapshot-hash.ts'

/** Compares the hash of every snapshot with that of the data it names, read from the trail anew. */
export async function snapshotFaults(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
): Promise<readonly Fault[]> {
  const { snapshot, studyVersion } = store.t
  const rows = await queries
    .select({ snapshot, definitionHash: studyVersion.definitionHash })
    .from(snapshot)
    .leftJoin(
      studyVersion,
      and(
        eq(studyVersion.studyId, snapshot.studyId),
        eq(studyVersion.number, snapshot.definitionVersion),
      ),
    )
    .orderBy(asc(snapshot.id))
  const faults: Fault[] = []
  for (const { snapshot: row, definitionHash } of rows) {
    const moment = { studyId: row.studyId, seq: row.auditSeq, definitionHash: definitionHash ?? '' }
    const hash = await snapshotHash(store, queries, moment)
    if (hash !== row.contentHash) faults.push({ kind: 'snapshot-differs', snapshotId: row.id })
  }
  return faults
}
