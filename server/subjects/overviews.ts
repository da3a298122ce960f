import type { Store } from '../../db/store.ts'
import type { DefinitionBySite, PinnedDefinition } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import { loadRecords } from './load-records.ts'
import { overviewOf, type SubjectOverview } from './overview.ts'

/** Overviews by subject, made again only for subjects whose revision has risen. */
export interface Overviews {
  of(
    subjects: readonly ListedSubject[],
    pinnedAt: DefinitionBySite,
  ): Promise<ReadonlyMap<string, SubjectOverview>>
}

const AT_ONCE = 200
const REMEMBERED = 20_000

interface Remembered {
  readonly revision: number
  readonly pinned: PinnedDefinition
  readonly overview: SubjectOverview
}

export function createOverviews(store: Store): Overviews {
  const known = new Map<string, Remembered>()
  const isKnown = ({ id, revision }: ListedSubject, pinned: PinnedDefinition): boolean => {
    const entry = known.get(id)
    return entry?.revision === revision && entry.pinned === pinned
  }
  return {
    async of(subjects, pinnedAt) {
      const result = new Map<string, SubjectOverview>()
      const stale: ListedSubject[] = []
      for (const subject of subjects) {
        const entry = isKnown(subject, pinnedAt(subject.siteId)) ? known.get(subject.id) : undefined
        if (entry === undefined) stale.push(subject)
        else result.set(subject.id, entry.overview)
      }
      for (let from = 0; from < stale.length; from += AT_ONCE) {
        const batch = stale.slice(from, from + AT_ONCE)
        const ids = batch.map(({ id }) => id)
        const records = await loadRecords(store, store.read, ids)
        if (known.size + batch.length > REMEMBERED) known.clear()
        for (const subject of batch) {
          const pinned = pinnedAt(subject.siteId)
          const overview = overviewOf(subject, records.get(subject.id) ?? [], pinned)
          known.set(subject.id, { revision: subject.revision, pinned, overview })
          result.set(subject.id, overview)
        }
      }
      return result
    },
  }
}
