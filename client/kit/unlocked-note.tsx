import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { listLocks, type LockView } from '../../shared/api/routes/locks.ts'
import { lockPlace, unlockingsOf, type Unlocking } from '../../shared/locks/unlockings.ts'
import { formatTime } from './format.ts'
import { call } from './http.ts'
import { Notice } from './page.tsx'
import type { Query } from './query.ts'
import { useRouteParam } from './route-params.ts'
import { useTexts, type Texts } from './texts.ts'

function locksQuery(study: string): Query<{ readonly locks: readonly LockView[] }> {
  return {
    queryKey: ['study', study, 'locks'],
    queryFn: ({ signal }) => call(listLocks, { params: { study }, signal }),
  }
}

/** Says on an output which locks of the study were released before it was made. @source LK-03 */
export function UnlockedNote(): ReactNode {
  const study = useRouteParam('study')
  const { data } = useQuery(locksQuery(study))
  const unlockings = unlockingsOf(data?.locks ?? [])
  if (unlockings.length === 0) return null
  return (
    <Notice kind="warning">
      <UnlockedList unlockings={unlockings} />
    </Notice>
  )
}

/** Each release in one sentence: what was locked, by whom it was released and why, and whether it is locked again. */
export function UnlockedList({
  unlockings,
}: {
  readonly unlockings: readonly Unlocking[]
}): ReactNode {
  const texts = useTexts()
  return (
    <>
      {texts.t('unlocked.title')}
      <ul style={{ margin: '2px 0 0', paddingLeft: 18 }}>
        {unlockings.map((unlocking) => (
          <li key={unlocking.lock.id}>{unlockedText(unlocking, texts)}</li>
        ))}
      </ul>
    </>
  )
}

function unlockedText({ lock, again }: Unlocking, { t }: Texts): string {
  const line = t('unlocked.line', {
    place: lock.level === 'study' ? t('closeOut.wholeStudy') : lockPlace(lock),
    lockedAt: formatTime(lock.setAt),
    lockedBy: lock.setBy,
    at: formatTime(lock.releasedAt),
    by: lock.releasedBy ?? '',
    reason: lock.releaseReason ?? '',
  })
  const then =
    again === null
      ? t('unlocked.notAgain')
      : t('unlocked.again', { at: formatTime(again.setAt), by: again.setBy })
  return `${line} ${then}`
}
