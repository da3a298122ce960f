/** What holds data: a freeze holds what the site enters; a lock holds all that belongs to the place. */
export const LOCK_KINDS = ['freeze', 'lock'] as const
export type LockKind = (typeof LOCK_KINDS)[number]

/** Where data are held, from the least to the most. `record`: every record of a form at its place. */
export const LOCK_LEVELS = ['record', 'visit', 'subject', 'site', 'study'] as const
export type LockLevel = (typeof LOCK_LEVELS)[number]

/**
 * What an act does to data that may be held. `entry`: it enters or changes data; `work`: it belongs to
 * their review (queries, verification, coding, signing); `free`: it leaves them as they are.
 */
export type Bearing = 'entry' | 'work' | 'free'

/** What each kind refuses. */
export const REFUSED: Readonly<Record<LockKind, readonly Bearing[]>> = {
  freeze: ['entry'],
  lock: ['entry', 'work'],
}

/**
 * Acts whose bearing does not follow from what they are about.
 *
 * Free although they name a subject: reports of a serious event and their notices, because safety never
 * waits for a lock and a report changes no form; copies; redaction, which hides a text from view and
 * leaves the data; the steps of a lock themselves.
 *
 * Held although no subject is named: imports, further sites and amendments of a locked study, and a
 * version coming into force at a locked site, because each would move data or results that were final.
 *
 * `review.reopen` and `laboratory.recalculate` are the program's own, and held all the same: they say
 * that a derived response or a flag inside the place is no longer what it was.
 */
const BEARINGS: ReadonlyMap<string, Bearing> = new Map<string, Bearing>([
  ['subject.create', 'entry'],
  ['subject.import', 'entry'],
  ['subject.amend', 'entry'],
  ['subject.enrol', 'entry'],
  ['subject.screen-failure', 'entry'],
  ['study.import', 'entry'],
  ['site.create', 'entry'],
  ['deviation.dismiss', 'entry'],
  ['review.reopen', 'work'],
  ['laboratory.recalculate', 'work'],
  ['amendment.publish', 'work'],
  ['amendment.approve', 'work'],
  ['safety-report.submit', 'free'],
  ['notice.make', 'free'],
  ['notice.read', 'free'],
  ['notice.nobody', 'free'],
  ['subject.export', 'free'],
  ['audit.redact', 'free'],
  ['lock.freeze', 'free'],
  ['lock.set', 'free'],
  ['lock.release', 'free'],
])

/** What the table of bearings is asked about. */
export interface HeldAct {
  readonly act: string
  /** What the act is about, as the trail names it. */
  readonly entity: string
  readonly subjectId: string | null
  /** The program did it, following a change by rule. */
  readonly byProgram: boolean
}

/**
 * The bearing of an act. What the table does not name: a change of a record is an entry; an act of a
 * person about a subject is work; what the program notes by rule beside the records (a check that
 * fired, its query, a verification or signature that no longer stands) is free, because to suppress it
 * would hide what is true.
 */
export function bearingOf({ act, entity, subjectId, byProgram }: HeldAct): Bearing {
  const known = BEARINGS.get(act)
  if (known !== undefined) return known
  if (entity === 'record') return 'entry'
  return subjectId === null || byProgram ? 'free' : 'work'
}
