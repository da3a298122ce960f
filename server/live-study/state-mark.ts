import { createHash } from 'node:crypto'
import { and, count, eq, inArray, sum } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { rangesMark } from '../laboratories/service.ts'
import type { Definitions } from '../studies/service.ts'
import type { SeenPlace } from '../audit/last-saved.ts'

export interface MarkParts {
  readonly store: Store
  readonly definitions: Definitions
}

/**
 * A mark that is another one after each change of a record at the sites, or of the ranges of a laboratory
 * that they use, and says nothing else.
 */
export async function stateMark(
  { store, definitions }: MarkParts,
  place: SeenPlace,
): Promise<string> {
  const { studyId, sites } = place
  const { subject } = store.t
  const here = eq(subject.studyId, studyId)
  const [state] = await store.read
    .select({ subjects: count(), revisions: sum(subject.revision) })
    .from(subject)
    .where(sites.kind === 'all' ? here : and(here, inArray(subject.siteId, [...sites.ids])))
  const { hash } = await definitions.of(studyId)
  const ranges = await rangesMark(store, place)
  const text = [studyId, hash, state?.subjects ?? 0, state?.revisions ?? 0, ranges].join(' ')
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
