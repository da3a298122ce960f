import type { Store } from '../../db/store.ts'
import { lockPlace, unlockingsOf, type Unlocking } from '../../shared/locks/unlockings.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { listLocks } from '../locks/service.ts'

/** Which locks of a study were released, a sentence each, times in UTC; none where none was. @source LK-03 */
export async function unlockedLines(store: Store, studyId: string): Promise<readonly string[]> {
  const locks = await listLocks(store, { studyId, sites: { kind: 'all' } })
  return unlockingsOf(locks).map(lineOf)
}

function lineOf({ lock, again }: Unlocking): string {
  const line = sentence('en', 'unlocked.line', {
    place: lock.level === 'study' ? sentence('en', 'closeOut.wholeStudy') : lockPlace(lock),
    lockedAt: lock.setAt,
    lockedBy: lock.setBy,
    at: lock.releasedAt,
    by: lock.releasedBy ?? '',
    reason: lock.releaseReason ?? '',
  })
  const then =
    again === null
      ? sentence('en', 'unlocked.notAgain')
      : sentence('en', 'unlocked.again', { at: again.setAt, by: again.setBy })
  return `${line} ${then}`
}
