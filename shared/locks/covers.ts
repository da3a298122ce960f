import type { LockLevel } from './meaning.ts'

/** Where a lock holds. What a level does not name is null. */
export interface LockPlace {
  readonly level: LockLevel
  readonly siteId: string | null
  readonly subjectId: string | null
  readonly visit: string | null
  readonly form: string | null
}

/** Where an act happens; what it does not name is null. */
export interface ActPlace {
  readonly siteId: string | null
  readonly subjectId: string | null
  readonly visit: string | null
  readonly form: string | null
}

/** Whether a lock holds an act's place. A form's lock holds its records at that visit, or outside visits. */
export function lockCovers(lock: LockPlace, at: ActPlace): boolean {
  if (lock.level === 'study') return true
  if (lock.level === 'site') return lock.siteId === at.siteId
  if (lock.subjectId !== at.subjectId) return false
  if (lock.level === 'subject') return true
  if (lock.visit !== at.visit) return false
  return lock.level === 'visit' || lock.form === at.form
}
