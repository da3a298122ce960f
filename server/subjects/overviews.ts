import type { Store } from '../../db/store.ts'
import { breathe } from '../breathe.ts'
import type { DefinitionBySite } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import { createKeptOverviews } from './kept-overviews.ts'
import { loadRecords } from './load-records.ts'
import { overviewOf, type SubjectOverview } from './overview.ts'

/** Overviews by subject, made again only for subjects whose revision has risen. */
export interface Overviews {
  of(
    subjects: readonly ListedSubject[],
    pinnedAt: DefinitionBySite,
  ): Promise<ReadonlyMap<string, SubjectOverview>>
}

export interface OverviewOf {
  readonly subject: ListedSubject
  readonly overview: SubjectOverview
}

/** So many are unpacked before others have a turn. */
const A_TURN = 25

/**
 * The overviews of any number of subjects one after the other, without all of them in memory at once.
 * `turns`: others have theirs meanwhile; not inside of a write, which others wait for.
 */
export async function* walkOverviews(
  overviews: Overviews,
  subjects: readonly ListedSubject[],
  { pinnedAt, turns = true }: { readonly pinnedAt: DefinitionBySite; readonly turns?: boolean },
): AsyncGenerator<OverviewOf> {
  const step = turns ? A_TURN : AT_ONCE
  for (let from = 0; from < subjects.length; from += step) {
    const batch = subjects.slice(from, from + step)
    const known = await overviews.of(batch, pinnedAt)
    for (const subject of batch) {
      const overview = known.get(subject.id)
      if (overview === undefined) throw new Error('A listed subject has no overview.')
      yield { subject, overview }
    }
    if (turns) await breathe()
  }
}

/** The records of so many subjects are in memory at a time. */
const AT_ONCE = 100

/** A page of the matrix. Of a walk over a whole study no more are to grow old in memory. */
const UNPACKED = 50

/**
 * The last `unpackedAtMost` that were asked for are kept as they are, the others packed. In memory; may be
 * lost at any time.
 */
export function createOverviews(store: Store, unpackedAtMost = UNPACKED): Overviews {
  const kept = createKeptOverviews(unpackedAtMost)
  return {
    async of(subjects, pinnedAt) {
      const result = new Map<string, SubjectOverview>()
      const stale: ListedSubject[] = []
      for (const subject of subjects) {
        const overview = kept.find(subject, pinnedAt(subject.siteId))
        if (overview === null) stale.push(subject)
        else result.set(subject.id, overview)
      }
      for (let from = 0; from < stale.length; from += AT_ONCE) {
        const batch = stale.slice(from, from + AT_ONCE)
        const ids = batch.map(({ id }) => id)
        const records = await loadRecords(store, store.read, ids)
        for (const subject of batch) {
          const pinned = pinnedAt(subject.siteId)
          const overview = overviewOf(subject, records.get(subject.id) ?? [], pinned)
          kept.keep(subject, pinned, overview)
          result.set(subject.id, overview)
        }
      }
      return result
    },
  }
}
