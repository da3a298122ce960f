import type { LockView } from '../api/routes/locks.ts'

/** A lock that was released, and the one that holds the same place since; null: none does. */
export interface Unlocking {
  readonly lock: LockView & { readonly releasedAt: string }
  readonly again: LockView | null
}

/** The locks that were released, the first release first. A freeze that was released is none of them. @source LK-03 */
export function unlockingsOf(locks: readonly LockView[]): readonly Unlocking[] {
  const ofLocks = locks.filter(({ kind }) => kind === 'lock')
  return ofLocks
    .flatMap((lock) => {
      const { releasedAt } = lock
      if (releasedAt === null) return []
      const again = ofLocks.find((one) => isSamePlace(one, lock) && one.setAt >= releasedAt)
      return [{ lock: { ...lock, releasedAt }, again: again ?? null }]
    })
    .sort((a, b) => (a.lock.releasedAt < b.lock.releasedAt ? -1 : 1))
}

function isSamePlace(one: LockView, other: LockView): boolean {
  return (
    one.id !== other.id &&
    one.level === other.level &&
    one.site === other.site &&
    one.subjid === other.subjid &&
    one.visit === other.visit &&
    one.form === other.form
  )
}

/** The place of a lock in codes: site, or subject, visit and form; empty for the whole study. */
export function lockPlace({ level, site, subjid, visit, form }: PlaceInCodes): string {
  const parts = level === 'site' ? [site] : [subjid, visit, form]
  return parts.filter((part) => part !== null).join(' · ')
}

type PlaceInCodes = Pick<LockView, 'level' | 'site' | 'subjid' | 'visit' | 'form'>
