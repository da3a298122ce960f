import { createHash } from 'node:crypto'
import type { ReadQueries, Store } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { recordsAsOf } from './as-of.ts'

interface Moment {
  readonly studyId: string
  readonly seq: number
  /** SHA-256 of the definition that the data are read by. */
  readonly definitionHash: string
}

/**
 * SHA-256 over the definition's hash and every record as it stood after an entry, in the order of the
 * entries that made them so: the same data by the same definition, the same hash. Streams.
 */
export async function snapshotHash(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  { studyId, seq, definitionHash }: Moment,
): Promise<string> {
  const hash = createHash('sha256').update(definitionHash)
  for await (const record of recordsAsOf(store, queries, { studyId, seq })) {
    const { recordId, subjectId, form, visit, rowKey, content } = record
    hash.update('\n').update(canonicalJson({ recordId, subjectId, form, visit, rowKey, content }))
  }
  return hash.digest('hex')
}
