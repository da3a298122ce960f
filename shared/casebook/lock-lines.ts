import type { LockView } from '../api/routes/locks.ts'
import { lockPlace } from '../locks/unlockings.ts'
import type { Wording } from './wording.ts'

/** A freeze or lock in words: what it holds, who set it, when and why; then, where it was, its release. */
export interface LockLine {
  readonly text: string
  /** Null: in force. */
  readonly released: string | null
}

/** What is frozen or locked, and which locks were released before, with the reasons. @source LK-03 */
export function lockLines({ t, time }: Wording, locks: readonly LockView[]): readonly LockLine[] {
  return locks.map((lock) => ({
    text: t('book.lockLine', {
      kind: t(`lock.kind.${lock.kind}`),
      level: t(`lock.level.${lock.level}`),
      place: lockPlace(lock),
      at: time(lock.setAt),
      by: lock.setBy,
      reason: lock.reason ?? '',
    }),
    released:
      lock.releasedAt === null
        ? null
        : t('book.lockReleased', {
            at: time(lock.releasedAt),
            by: lock.releasedBy ?? '',
            reason: lock.releaseReason ?? '',
          }),
  }))
}
