import type { Day } from '../kernel/brand.ts'

/** One saved form of a person, as the lag report looks at it. */
export interface LagEntry {
  readonly site: string
  readonly record: string
  readonly kind: 'entry' | 'change'
  /** Calendar day at the site on which it was saved. */
  readonly day: Day
  /** Day of the visit the form belongs to; null without a visit, or without its date. */
  readonly visitDay: Day | null
}

/** How many days lay between two things, over many cases; null members where there were none. */
export interface LagSummary {
  readonly count: number
  readonly shortest: number | null
  /** A quarter took no longer, and three quarters. */
  readonly lower: number | null
  readonly upper: number | null
  readonly median: number | null
  /** Nine of ten took no longer. */
  readonly ninetieth: number | null
  readonly longest: number | null
  /** More than the limit. */
  readonly late: number
}

export interface SiteLag {
  readonly site: string
  /** From the visit to the first entry of a form. */
  readonly entry: LagSummary
  /** From the first entry of a form to a change of it. */
  readonly change: LagSummary
  /** First entries of forms outside visits, or of visits without a date: they have no lag. */
  readonly undated: number
  /** First entries of visits dated after the day of the entry: they count as of 0 days. */
  readonly ahead: number
}

export interface LagLimits {
  readonly entryDays: number
  readonly changeDays: number
}

/** Days from the visit to the first entry of a form; null for a change, and without a date of the visit. */
export function entryLag({
  kind,
  day,
  visitDay,
}: Pick<LagEntry, 'kind' | 'day' | 'visitDay'>): number | null {
  return kind === 'entry' && visitDay !== null ? Math.max(0, day - visitDay) : null
}

/**
 * Entry lag and change lag in days, per site in the order of the sites' codes. `entries` stand in the
 * order of the trail: the first one of a record is its entry. @source R3 4.2.4; OR-07
 */
export function lagReport(entries: readonly LagEntry[], limits: LagLimits): readonly SiteLag[] {
  const first = new Map<string, Day>()
  const bySite = new Map<string, LagsOfSite>()
  for (const one of entries) {
    const { site, record, kind, day } = one
    const lags = bySite.get(site) ?? { entry: [], change: [], undated: 0, ahead: 0 }
    bySite.set(site, lags)
    const begun = first.get(record)
    if (kind === 'entry') {
      first.set(record, day)
      const lag = entryLag(one)
      if (lag === null) lags.undated += 1
      else lags.entry.push(lag)
      if (isAhead(one)) lags.ahead += 1
    } else if (begun !== undefined) lags.change.push(day - begun)
  }
  return [...bySite]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([site, { entry, change, ...counts }]) => ({
      site,
      ...counts,
      entry: summary(entry, limits.entryDays),
      change: summary(change, limits.changeDays),
    }))
}

interface LagsOfSite {
  readonly entry: number[]
  readonly change: number[]
  undated: number
  ahead: number
}

function isAhead({ day, visitDay }: LagEntry): boolean {
  return visitDay !== null && visitDay > day
}

function summary(lags: readonly number[], limit: number): LagSummary {
  const sorted = [...lags].sort((a, b) => a - b)
  return {
    count: sorted.length,
    shortest: sorted[0] ?? null,
    lower: atShare(sorted, 0.25),
    median: atShare(sorted, 0.5),
    upper: atShare(sorted, 0.75),
    ninetieth: atShare(sorted, 0.9),
    longest: sorted.at(-1) ?? null,
    late: sorted.filter((days) => days > limit).length,
  }
}

/** The smallest lag that this share of the cases does not exceed. */
function atShare(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
