import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { findPlannedVisit, visitState, type VisitState } from '../../shared/protocol/schedule.ts'
import { windowMeaning, type WindowMeaning } from '../../shared/protocol/window-meaning.ts'
import { numbered, type SubjectScreen } from './subject-data.ts'
import { todayAt } from './today.ts'

export interface VisitWindow {
  readonly state: VisitState
  /** What it means for the endpoints that the visit lies outside; empty inside. */
  readonly meaning: readonly WindowMeaning[]
}

/**
 * The window of a planned visit by the version it was begun under; null for a visit that the schedule does not plan, or before day 1 is known.
 */
export function visitWindow(screen: SubjectScreen, visit: string): VisitWindow | null {
  const record = screen.present.find((one) => one.form === 'visits' && one.visit === visit)
  const definition = definitionOf(screen, record)
  const anchor = parseDay(screen.subject.anchorDate ?? '')
  const now = parseDay(todayAt(screen.checked.timeZone))
  const planned = findPlannedVisit(definition.schedule, visit)
  if (anchor === null || now === null || planned === null) return null
  const date = parseDay(record?.values.items['SVSTDAT'] ?? '')
  const attended = new Map(date === null ? [] : [[visit, date] as const])
  const state = visitState(planned, { anchor, today: now, attended })
  return { state, meaning: windowMeaning(state, { anchor, definition }) }
}

function definitionOf(
  { versions, study }: SubjectScreen,
  record: RecordView | undefined,
): ProtocolDefinition {
  const begun = record === undefined ? null : numbered(record).definitionVersion
  return versions.find(({ number }) => number === begun)?.definition ?? study.definition
}
