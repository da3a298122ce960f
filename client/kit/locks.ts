import type { HeldBy } from '../../shared/api/held.ts'

/** A place of one subject: a visit and a form, each null where it names none. */
export interface HeldPlace {
  readonly visit: string | null
  readonly form: string | null
}

/**
 * What holds a place among the locks in force over one subject: a lock before a freeze, the wider one
 * first. Null: it is open.
 */
export function heldAt(locks: readonly HeldBy[], { visit, form }: HeldPlace): HeldBy | null {
  const holding = locks.filter((lock) => {
    if (lock.level === 'visit') return lock.visit === visit
    if (lock.level === 'record') return lock.visit === visit && lock.form === form
    return true
  })
  return holding.find(({ kind }) => kind === 'lock') ?? holding[0] ?? null
}
