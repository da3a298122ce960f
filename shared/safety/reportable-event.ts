import type { RowValues } from '../forms/define.ts'
import type { SafetySettings } from '../protocol/safety-settings.ts'

/** Why an adverse event is told at once and reported on a clock. */
export type ReportableReason = 'SERIOUS' | 'DLT' | 'IMMUNE-RELATED' | 'SPECIAL-INTEREST'

interface Rule {
  readonly reason: ReportableReason
  readonly holds: (items: RowValues, settings: SafetySettings) => boolean
}

/** What makes an event reportable; the protocol's settings say which of the last three count. */
const RULES: readonly Rule[] = [
  { reason: 'SERIOUS', holds: (items) => items['AESER'] === 'Y' },
  {
    reason: 'DLT',
    holds: (items, { noticeAlsoFor }) =>
      noticeAlsoFor?.includes('DLT') === true && items['AEDLT'] === 'Y',
  },
  {
    reason: 'IMMUNE-RELATED',
    holds: (items, { noticeAlsoFor }) =>
      noticeAlsoFor?.includes('IMMUNE-RELATED') === true && items['AEIR'] === 'Y',
  },
  {
    reason: 'SPECIAL-INTEREST',
    holds: (items, { specialInterestTerms }) =>
      specialInterestTerms?.includes(items['AEDECOD'] ?? '') === true,
  },
]

/** Reasons for which an adverse event is reportable under these settings; none: it is not. */
export function reasonsOf(items: RowValues, settings: SafetySettings): readonly ReportableReason[] {
  return RULES.filter(({ holds }) => holds(items, settings)).map(({ reason }) => reason)
}

/**
 * What happened to a reportable event: `new` when it is or becomes one (or becomes serious),
 * `follow-up` when what is reported of it changed, `downgrade` when it is one no more (or no longer
 * serious), `removed` with its record.
 */
export type NoticeEvent = 'new' | 'follow-up' | 'downgrade' | 'removed'

interface NoticeChange {
  readonly event: NoticeEvent
  /** Reasons after the change; of a downgrade or a removal those before it. */
  readonly reasons: readonly ReportableReason[]
}

/**
 * What to tell of a saved adverse event, from its items before (null: new) and after (null: removed);
 * null when there is nothing to tell.
 */
export function noticeOf(
  before: RowValues | null,
  after: RowValues | null,
  settings: SafetySettings,
): NoticeChange | null {
  const earlier = before ?? {}
  const was = reasonsOf(earlier, settings)
  const is = after === null ? [] : reasonsOf(after, settings)
  if (was.length + is.length === 0) return null
  if (after === null) return { event: 'removed', reasons: was }
  if (is.length === 0 || isLess(was, is)) return { event: 'downgrade', reasons: was }
  if (was.length === 0 || isLess(is, was)) return { event: 'new', reasons: is }
  return changedForReport(earlier, after).length === 0 ? null : { event: 'follow-up', reasons: is }
}

function isLess(was: readonly ReportableReason[], is: readonly ReportableReason[]): boolean {
  return was.includes('SERIOUS') && !is.includes('SERIOUS')
}

/** Items that a report does not carry: what the catalogue or a suggestion fills, and marks of rows. */
const NOT_REPORTED: ReadonlySet<string> = new Set([
  'AELLTCD',
  'AEBODSYS',
  'AETOXGRS',
  'AETOXSRC',
  'AEGRPID',
])

/** Items of a report whose values differ: each is a material change, to be told and followed up. */
export function changedForReport(before: RowValues, after: RowValues): readonly string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys]
    .filter((key) => !NOT_REPORTED.has(key) && (before[key] ?? '') !== (after[key] ?? ''))
    .sort()
}
