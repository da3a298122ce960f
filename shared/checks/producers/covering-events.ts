import { reasonKey } from '../../forms/define.ts'
import type { CheckSubject } from '../subject.ts'
import type { GradedResult } from './lab-grades.ts'
import { dateIn, placedRows, type PlacedRow } from './rows.ts'

/** Days by which an event may begin after the sample that shows it, or have ended before it. */
const DAYS_APART = 7

/** Whether a result may fall into an event of its term, whatever grade the event has. */
export function maySpan(event: PlacedRow, graded: GradedResult, daysApart = 0): boolean {
  const { day, lastDay } = graded.result
  if (event.row['AEDECOD'] !== graded.term || day === null || lastDay === null) return false
  const begin = dateIn(event, 'AESTDAT')?.earliest ?? -Infinity
  const end = dateIn(event, 'AEENDAT')?.latest ?? Infinity
  return begin <= lastDay + daysApart && day - daysApart <= end
}

/** Whether it does, however the dates are read; an end that nobody knows leaves it open. */
export function spans(event: PlacedRow, graded: GradedResult): boolean {
  const onset = dateIn(event, 'AESTDAT')
  const { day, lastDay } = graded.result
  if (!maySpan(event, graded) || onset === null || day === null || lastDay === null) return false
  const isEndUnknown = event.row[reasonKey('AEENDAT')] === 'UNKNOWN'
  const end = dateIn(event, 'AEENDAT')?.earliest ?? (isEndUnknown ? -Infinity : Infinity)
  return onset.latest <= day && lastDay <= end
}

/**
 * Whether an event tells of a result: the result surely falls into it; or may fall into it, or lie up to
 * `daysApart` beside it, and the event is as severe (or not graded yet): a mild event that is over, or
 * of which nobody knows when it was, does not tell of a severe value.
 */
export function covers(event: PlacedRow, graded: GradedResult, daysApart = 0): boolean {
  if (spans(event, graded)) return true
  const { AETOXGR: grade = '' } = event.row
  const isAsSevere = grade === '' || Number(grade) >= graded.min
  return isAsSevere && maySpan(event, graded, daysApart)
}

/**
 * Results of a grade from `grade` on that no event covers and nobody judged not clinically significant,
 * by term.
 */
export function uncovered(
  subject: CheckSubject,
  byTerm: ReadonlyMap<string, readonly GradedResult[]>,
  grade: number,
): ReadonlyMap<string, readonly GradedResult[]> {
  const events = placedRows(subject, 'adverse-events')
  const isOpen = (graded: GradedResult): boolean =>
    graded.min >= grade &&
    !isInsignificant(graded) &&
    !events.some((event) => covers(event, graded, DAYS_APART))
  return new Map([...byTerm].map(([term, graded]) => [term, graded.filter(isOpen)]))
}

function isInsignificant({ result: { record, rowIndex } }: GradedResult): boolean {
  return record.values.rows[rowIndex]?.['LBCLSIG'] === 'N'
}
