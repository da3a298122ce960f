import { and, eq, isNotNull } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import { unreachable } from '../../shared/kernel/unreachable.ts'

type Placed = Pick<AuditEntryRow, 'at' | 'siteId' | 'subjectId' | 'visit' | 'entityId'>

const DAY_MS = 86_400_000

/**
 * Whole days from the last release of a freeze or lock that held the place of an entry to that entry;
 * null where none was released before it.
 */
export async function releasedLocks(
  { read, t: { dataLock } }: Store,
  studyId: string,
): Promise<(entry: Placed) => number | null> {
  const locks = await read
    .select()
    .from(dataLock)
    .where(and(eq(dataLock.studyId, studyId), isNotNull(dataLock.releasedAt)))
  return (entry) => {
    const released = locks
      .filter((lock) => held(lock, entry))
      .flatMap(({ releasedAt }) => releasedAt ?? [])
      .filter((at) => at <= entry.at)
      .sort()
      .at(-1)
    if (released === undefined) return null
    return Math.floor((Date.parse(entry.at) - Date.parse(released)) / DAY_MS)
  }
}

type Lock = Pick<
  Store['t']['dataLock']['$inferSelect'],
  'level' | 'siteId' | 'subjectId' | 'visit' | 'recordId'
>

/** Whether the lock held the place of the entry. */
function held({ level, siteId, subjectId, visit, recordId }: Lock, entry: Placed): boolean {
  switch (level) {
    case 'study':
      return true
    case 'site':
      return entry.siteId === siteId
    case 'subject':
      return entry.subjectId === subjectId
    case 'visit':
      return entry.subjectId === subjectId && entry.visit === visit
    case 'record':
      return entry.entityId === recordId
    default:
      return unreachable(level)
  }
}
