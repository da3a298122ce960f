import type { RowValues } from '../forms/define.ts'
import { findTerm } from '../safety/ctcae-catalogue.ts'
import { gradesByTerm, type GradedResult } from './producers/lab-grades.ts'
import { dateIn, placedRows } from './producers/rows.ts'
import type { CheckSubject } from './subject.ts'

/** An adverse event that laboratory results suggest, and no recorded event covers. */
export interface SuggestedEvent {
  readonly term: string
  /** The worst of the uncovered results; the event would begin with the first of them. */
  readonly grade: number
  readonly test: string
  /** Result with its unit, and its date, of the worst one. */
  readonly result: string
  readonly date: string
  readonly firstDate: string
  /** How many results suggest it. */
  readonly results: number
}

/**
 * Terms under which results on treatment reach a grade while no event of the term covers their day,
 * the worst grade first. A suggestion only: whether a result is an event is the investigator's call.
 * @source CTCAE v5.0; ICH E6(R3), 2.7 (the investigator judges)
 */
export function suggestedEvents(
  subject: CheckSubject,
  fromGrade: number,
): readonly SuggestedEvent[] {
  const events = placedRows(subject, 'adverse-events')
  const covers = (term: string, { day }: GradedResult): boolean =>
    events.some((event) => {
      if (event.row['AEDECOD'] !== term) return false
      const start = dateIn(event, 'AESTDAT')?.earliest ?? -Infinity
      const end = dateIn(event, 'AEENDAT')?.latest ?? Infinity
      return start <= day && day <= end
    })
  return [...gradesByTerm(subject)]
    .flatMap(([term, graded]) => {
      const open = graded.filter((one) => one.grade >= fromGrade && !covers(term, one))
      return toSuggestion(term, open) ?? []
    })
    .sort((a, b) => b.grade - a.grade || (a.firstDate < b.firstDate ? -1 : 1))
}

function toSuggestion(term: string, open: readonly GradedResult[]): SuggestedEvent | null {
  const [first] = open
  if (first === undefined) return null
  const worst = open.reduce((most, one) => (one.grade > most.grade ? one : most), first)
  return {
    term,
    grade: worst.grade,
    test: worst.result.test,
    result: worst.text,
    date: worst.dateText,
    firstDate: first.dateText,
    results: open.length,
  }
}

/** What the form of a suggested event begins with: the person completes, changes or drops it. */
export function suggestedItems(suggestion: SuggestedEvent): RowValues {
  const { term: name, grade, test, result, date, firstDate } = suggestion
  const term = findTerm(name)
  return {
    AESTDAT: firstDate,
    AETERM: name,
    AEDECOD: name,
    ...(term === null ? {} : { AELLTCD: term.code, AEBODSYS: term.systemOrganClass }),
    AETOXGR: String(grade),
    AETOXGRS: String(grade),
    AETOXSRC: `${test} ${result}, ${date}`,
  }
}
