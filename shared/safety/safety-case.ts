import type { RowValues } from '../forms/define.ts'
import type { SafetySettings } from '../protocol/safety-settings.ts'
import { clockFrom, earlierClock, type ReportClock } from './report-clock.ts'
import { changedForReport, reasonsOf } from './reportable-event.ts'

/**
 * Where the reporting of an event stands: the first report is due; all that is recorded is reported;
 * a follow-up is due because what was reported changed; it was reported and is reportable no more, so
 * that a nullification is due; it was nullified.
 */
export const CASE_STATES = [
  'due',
  'follow-up-due',
  'nullification-due',
  'reported',
  'nullified',
] as const
export type CaseState = (typeof CASE_STATES)[number]

/** CDASH report categories. @source CDASH controlled terminology, SAE report category */
export type ReportCategory = 'ORIGINAL' | 'AMENDMENT' | 'NULLIFICATION'

/** What was recorded of an event at a time, oldest first; null: removed. */
export interface RecordedEvent {
  readonly at: string
  readonly items: RowValues | null
}

interface CaseFacts {
  /** Every state of the record, oldest first; the last is the present one. */
  readonly states: readonly RecordedEvent[]
  /** The last report, and the items it carried. */
  readonly lastReport: {
    readonly category: ReportCategory
    readonly submittedAt: string
    readonly items: RowValues
  } | null
  /** By the form's own awareness date; null where it has none. */
  readonly clock: ReportClock | null
  readonly settings: SafetySettings
}

interface CaseStanding {
  readonly state: CaseState
  /**
   * From the form's awareness date, at the latest from when the event was first recorded as
   * reportable: who recorded it was aware.
   */
  readonly clock: ReportClock
  /** When what is due now must be there; null: nothing is due. */
  readonly dueAt: string | null
  /** Items that changed since the last report. */
  readonly changed: readonly string[]
}

/** Where the reporting of an event stands; null when it is not, and never was, reported or reportable. */
export function caseStanding(facts: CaseFacts): CaseStanding | null {
  const { lastReport, settings, states } = facts
  const items = states.at(-1)?.items ?? null
  const isReportable = items !== null && reasonsOf(items, settings).length > 0
  const hours = settings.reportWithinHours
  const clock = earlierClock(facts.clock, clockFrom(reportableSince(states, settings), hours))
  if (lastReport === null) {
    return isReportable ? { state: 'due', clock, dueAt: clock.dueAt, changed: [] } : null
  }
  const changed = items === null ? [] : changedForReport(lastReport.items, items)
  const state = stateAfter(lastReport.category, isReportable, changed.length > 0)
  const isDue = state === 'follow-up-due' || state === 'nullification-due'
  const since = changedSince(states, lastReport)
  return { state, clock, dueAt: isDue ? clockFrom(since, hours).dueAt : null, changed }
}

function stateAfter(last: ReportCategory, isReportable: boolean, hasChanged: boolean): CaseState {
  if (last === 'NULLIFICATION') return isReportable ? 'follow-up-due' : 'nullified'
  if (!isReportable) return 'nullification-due'
  return hasChanged ? 'follow-up-due' : 'reported'
}

/** When the event was first recorded as reportable since it last was not. */
function reportableSince(states: readonly RecordedEvent[], settings: SafetySettings): string {
  const isReportable = ({ items }: RecordedEvent): boolean =>
    items !== null && reasonsOf(items, settings).length > 0
  const lastNot = states.findLastIndex((state) => !isReportable(state))
  return (states[lastNot + 1] ?? states.at(-1))?.at ?? ''
}

/** When the record first differed from its last report. */
function changedSince(
  states: readonly RecordedEvent[],
  last: { readonly submittedAt: string; readonly items: RowValues },
): string {
  const later = states.filter(({ at }) => at > last.submittedAt)
  const first = later.find(
    ({ items }) => items === null || changedForReport(last.items, items).length > 0,
  )
  return first?.at ?? last.submittedAt
}

/** The category that a report submitted now has. */
export function categoryOf(state: CaseState): ReportCategory {
  if (state === 'due') return 'ORIGINAL'
  return state === 'nullification-due' || state === 'nullified' ? 'NULLIFICATION' : 'AMENDMENT'
}
