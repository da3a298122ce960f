import type { RowValues } from '../forms/define.ts'
import { findTerm } from '../safety/ctcae-catalogue.ts'
import { uncovered } from './producers/covering-events.ts'
import { gradesByTerm, gradeText, type GradedResult } from './producers/lab-grades.ts'
import type { CheckSubject } from './subject.ts'

/** An adverse event that laboratory results suggest, and no recorded event covers. */
export interface SuggestedEvent {
  readonly term: string
  /** The least grade of the worst uncovered result; the event would begin with the first of them. */
  readonly grade: number
  /** All that it leaves open, as it is shown: `3`, or `3–4` where a clinical finding decides. */
  readonly grades: string
  readonly test: string
  /** Result with its unit, and its date, of the worst one. */
  readonly result: string
  readonly date: string
  readonly firstDate: string
  /** How many results suggest it. */
  readonly results: number
}

/**
 * Terms under which results on treatment reach a grade while no event of the term covers them and
 * nobody judged them not clinically significant, the worst grade first. A suggestion only: whether a result is an event is the investigator's call.
 * @source CTCAE v5.0; ICH E6(R3), 2.7 (the investigator judges)
 */
export function suggestedEvents(
  subject: CheckSubject,
  fromGrade: number,
): readonly SuggestedEvent[] {
  return [...uncovered(subject, gradesByTerm(subject), fromGrade)]
    .flatMap(([term, open]) => toSuggestion(term, open) ?? [])
    .sort((a, b) => b.grade - a.grade || (a.firstDate < b.firstDate ? -1 : 1))
}

function toSuggestion(term: string, open: readonly GradedResult[]): SuggestedEvent | null {
  const [first] = open
  if (first === undefined) return null
  const worst = open.reduce((most, one) => (one.min > most.min ? one : most), first)
  return {
    term,
    grade: worst.min,
    grades: gradeText(worst),
    test: worst.result.test,
    result: worst.text,
    date: worst.dateText,
    firstDate: first.dateText,
    results: open.length,
  }
}

/**
 * What the form of a suggested event begins with: the person completes, changes or drops it. A grade
 * that a clinical finding decides is left to the person.
 */
export function suggestedItems(suggestion: SuggestedEvent): RowValues {
  const { term: name, grade, grades, test, result, date, firstDate } = suggestion
  const term = findTerm(name)
  return {
    AESTDAT: firstDate,
    AETERM: name,
    AEDECOD: name,
    ...(term === null ? {} : { AELLTCD: term.code, AEBODSYS: term.systemOrganClass }),
    ...(grades === String(grade) ? { AETOXGR: grades, AETOXGRS: grades } : {}),
    AETOXSRC: `${test} ${result}, ${date}`,
  }
}
