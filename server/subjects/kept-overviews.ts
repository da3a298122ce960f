import type { PinnedDefinition } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { SubjectOverview } from './overview.ts'
import { packOverview, unpackOverview } from './packed-overview.ts'

/** Overviews in memory, each as long as its subject has that revision and that definition is in force. */
export interface KeptOverviews {
  find(subject: ListedSubject, pinned: PinnedDefinition): SubjectOverview | null
  keep(subject: ListedSubject, pinned: PinnedDefinition, overview: SubjectOverview): void
}

interface Kept {
  readonly revision: number
  readonly pinned: PinnedDefinition
  /** Null while it is packed. */
  overview: SubjectOverview | null
  packed: Buffer | null
}

const REMEMBERED = 20_000
/** The last `unpackedAtMost` that were asked for are kept as they are, the others as bytes. */
export function createKeptOverviews(unpackedAtMost: number): KeptOverviews {
  const known = new Map<string, Kept>()
  /** The last asked for stands last. */
  const unpacked = new Map<string, Kept>()
  const use = (id: string, kept: Kept, overview: SubjectOverview): void => {
    kept.overview = overview
    unpacked.delete(id)
    unpacked.set(id, kept)
    const [oldest] = unpacked
    if (unpacked.size <= unpackedAtMost || oldest === undefined) return
    unpacked.delete(oldest[0])
    pack(oldest[1])
  }
  return {
    find({ id, revision }, pinned) {
      const kept = known.get(id)
      if (kept?.revision !== revision || kept.pinned !== pinned) return null
      const overview = kept.overview ?? (kept.packed === null ? null : unpackOverview(kept.packed))
      if (overview !== null) use(id, kept, overview)
      return overview
    },
    keep({ id, revision }, pinned, overview) {
      if (known.size >= REMEMBERED && !known.has(id)) {
        known.clear()
        unpacked.clear()
      }
      const kept: Kept = { revision, pinned, overview, packed: null }
      known.set(id, kept)
      use(id, kept, overview)
    },
  }
}

function pack(kept: Kept): void {
  if (kept.overview !== null) kept.packed ??= packOverview(kept.overview)
  kept.overview = null
}
