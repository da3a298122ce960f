import type { Day } from '../kernel/brand.ts'

/** One audit entry of a record or review, as the patterns look at it. */
export interface TrailEntry {
  readonly seq: number
  /** Server time, ISO 8601 in UTC, and the calendar day at the site. */
  readonly at: string
  readonly day: Day
  readonly username: string
  readonly isPerson: boolean
  readonly act: string
  readonly entityId: string
  readonly subjid: string | null
  readonly visit: string | null
  readonly form: string | null
  /** Pointers of the fields that the entry changed. */
  readonly changed: readonly string[]
  /** Days since a lock of this place was last released; null (or absent) where none was. */
  readonly unlockedFor?: number | null
}

export const RISK_PATTERNS = [
  'late-entry',
  'late-change',
  'many-changes',
  'changed-after-review',
  'after-unlock',
  'unusual-person',
  'changed-again',
  'removed',
  'clock-back',
] as const
export type RiskPattern = (typeof RISK_PATTERNS)[number]

/** Limits from which a pattern is listed. */
export interface RiskLimits {
  /** Days from the visit to the first entry of one of its forms. */
  readonly entryDays: number
  /** Days from the first entry of a form to a change of it. */
  readonly changeDays: number
  /** Changes by one person within an hour. */
  readonly changesInHour: number
  /** A person with fewer than this share of a subject's entries, in percent, changes something. */
  readonly sharePercent: number
  /** A subject needs so many entries before a share says anything. */
  readonly entriesForShare: number
  /** Changes of one field after its first entry. */
  readonly changesOfField: number
}

export const RISK_LIMITS: RiskLimits = {
  entryDays: 30,
  changeDays: 90,
  changesInHour: 50,
  sharePercent: 5,
  entriesForShare: 20,
  changesOfField: 3,
}

/** A finding of the audit review: which pattern, at which entry, and the number that made it one. */
export interface RiskFinding {
  readonly pattern: RiskPattern
  readonly entry: TrailEntry
  /** Days, changes or percent, by the pattern; null where being there is enough. */
  readonly value: number | null
}

interface Known {
  readonly limits: RiskLimits
  /** Date of a subject's visit, where it is known to the day. */
  readonly visitDay: (subjid: string, visit: string) => Day | null
}

/**
 * What an audit review looks at first, in the order of the trail: late entries and changes, many
 * changes at once, data changed after they were reviewed or after a lock was lifted, changes by somebody who enters little
 * here, a field changed again and again, removals, a clock set back. Patterns ask for a look; they
 * prove nothing.
 */
export function riskFindings(entries: readonly TrailEntry[], known: Known): readonly RiskFinding[] {
  const found = [
    ...lateEntries(entries, known),
    ...lateChanges(entries, known.limits),
    ...manyChanges(entries, known.limits),
    ...byAct(entries, 'review.reopen', 'changed-after-review'),
    ...afterUnlock(entries),
    ...unusualPersons(entries, known.limits),
    ...changedAgain(entries, known.limits),
    ...byAct(entries, 'record.remove', 'removed'),
    ...byAct(entries, 'clock.backward', 'clock-back'),
  ]
  return found.sort((a, b) => a.entry.seq - b.entry.seq)
}

const FIRST = 'record.create'
const CHANGES: ReadonlySet<string> = new Set(['record.amend', 'review.amend'])

function byAct(
  entries: readonly TrailEntry[],
  act: string,
  pattern: RiskPattern,
): readonly RiskFinding[] {
  return entries
    .filter((entry) => entry.act === act)
    .map((entry) => ({ pattern, entry, value: null }))
}

function lateEntries(
  entries: readonly TrailEntry[],
  { limits, visitDay }: Known,
): readonly RiskFinding[] {
  return entries.flatMap((entry): RiskFinding[] => {
    const { act, subjid, visit, day } = entry
    if (act !== FIRST || subjid === null || visit === null) return []
    const date = visitDay(subjid, visit)
    const value = date === null ? 0 : day - date
    return value > limits.entryDays ? [{ pattern: 'late-entry', entry, value }] : []
  })
}

function lateChanges(
  entries: readonly TrailEntry[],
  { changeDays }: RiskLimits,
): readonly RiskFinding[] {
  const first = new Map<string, Day>()
  return entries.flatMap((entry): RiskFinding[] => {
    const begun = first.get(entry.entityId)
    if (begun === undefined) first.set(entry.entityId, entry.day)
    if (begun === undefined || !CHANGES.has(entry.act)) return []
    const value = entry.day - begun
    return value > changeDays ? [{ pattern: 'late-change', entry, value }] : []
  })
}

const WRITES: ReadonlySet<string> = new Set([FIRST, ...CHANGES, 'record.remove', 'review.record'])

/** Whatever is written where data were locked before: a released lock is for one correction, not for more. */
function afterUnlock(entries: readonly TrailEntry[]): readonly RiskFinding[] {
  return entries.flatMap((entry): RiskFinding[] => {
    const value = entry.unlockedFor ?? null
    return value === null || !WRITES.has(entry.act)
      ? []
      : [{ pattern: 'after-unlock', entry, value }]
  })
}

const HOUR_MS = 3_600_000

/** Named once for each burst, at the change that reaches the limit. */
function manyChanges(
  entries: readonly TrailEntry[],
  { changesInHour }: RiskLimits,
): readonly RiskFinding[] {
  const recent = new Map<string, number[]>()
  return entries.flatMap((entry): RiskFinding[] => {
    if (!CHANGES.has(entry.act) || !entry.isPerson) return []
    const at = Date.parse(entry.at)
    const within = (recent.get(entry.username) ?? []).filter((time) => at - time < HOUR_MS)
    within.push(at)
    recent.set(entry.username, within)
    if (within.length !== changesInHour) return []
    return [{ pattern: 'many-changes', entry, value: within.length }]
  })
}

function unusualPersons(
  entries: readonly TrailEntry[],
  { sharePercent, entriesForShare }: RiskLimits,
): readonly RiskFinding[] {
  const bySubject = new Map<string, TrailEntry[]>()
  for (const entry of entries) {
    if (entry.subjid === null || !entry.isPerson) continue
    const own = bySubject.get(entry.subjid) ?? []
    bySubject.set(entry.subjid, own)
    own.push(entry)
  }
  return [...bySubject.values()].flatMap((own) =>
    own.length < entriesForShare ? [] : changesByStrangers(own, sharePercent),
  )
}

function changesByStrangers(
  own: readonly TrailEntry[],
  sharePercent: number,
): readonly RiskFinding[] {
  const counts = new Map<string, number>()
  for (const { username } of own) counts.set(username, (counts.get(username) ?? 0) + 1)
  return own.flatMap((entry): RiskFinding[] => {
    const value = ((counts.get(entry.username) ?? 0) * 100) / own.length
    if (!CHANGES.has(entry.act) || value >= sharePercent) return []
    return [{ pattern: 'unusual-person', entry, value: Math.round(value * 10) / 10 }]
  })
}

/** Named at the change that reaches the limit, for each field. */
function changedAgain(
  entries: readonly TrailEntry[],
  { changesOfField }: RiskLimits,
): readonly RiskFinding[] {
  const counts = new Map<string, number>()
  return entries.flatMap((entry): RiskFinding[] => {
    if (!CHANGES.has(entry.act)) return []
    const reached = entry.changed.some((pointer) => {
      const key = `${entry.entityId} ${pointer}`
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return count === changesOfField
    })
    return reached ? [{ pattern: 'changed-again', entry, value: changesOfField }] : []
  })
}
