import type { ProducedFinding } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { covers, maySpan, spans } from './covering-events.ts'
import { gradesByTerm, gradeText, type GradedResult } from './lab-grades.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'

/** What the laboratory says of an event: the grades it leaves open, and by which value. */
interface Suggested {
  readonly min: number
  readonly max: number
  readonly result: string
}

/**
 * A grade other than the worst that the laboratory results within the event give; where there are none,
 * other than the one the event was begun with from a result.
 */
export function gradeDiffersFromLaboratory(subject: CheckSubject): readonly ProducedFinding[] {
  const events = placedRows(subject, 'adverse-events')
  const byTerm = gradesByTerm(subject)
  return events.flatMap((event) => {
    const { AEDECOD: term = '', AETOXGR: grade = '' } = event.row
    if (grade === '') return []
    const others = events.filter((other) => other !== event)
    const within = heldAgainst(event, others, byTerm.get(term) ?? [])
    const suggested = worstOf(within) ?? takenOver(event)
    if (suggested === null || isOpen(suggested, grade)) return []
    const { result } = suggested
    return [{ ...at(event), compared: { term, grade, suggested: gradeText(suggested), result } }]
  })
}

function isOpen({ min, max }: Pick<Suggested, 'min' | 'max'>, grade: string): boolean {
  return min <= Number(grade) && Number(grade) <= max
}

/**
 * The results surely within an event, but for those that another row of the same term explains, and
 * those that a later row tells of: a worsening is a row of its own, and a day belongs to one row.
 */
function heldAgainst(
  event: PlacedRow,
  others: readonly PlacedRow[],
  graded: readonly GradedResult[],
): readonly GradedResult[] {
  return graded.filter(
    (one) =>
      spans(event, one) &&
      !others.some(
        (other) => explains(other, one) || (beginsLater(other, event) && covers(other, one)),
      ),
  )
}

function explains(event: PlacedRow, graded: GradedResult): boolean {
  return maySpan(event, graded) && isOpen(graded, event.row['AETOXGR'] ?? '')
}

function beginsLater(one: PlacedRow, other: PlacedRow): boolean {
  const [a, b] = [dateIn(one, 'AESTDAT'), dateIn(other, 'AESTDAT')]
  return a !== null && b !== null && a.earliest > b.earliest
}

/** At least the worst of all that is certain, at most the worst that is open. */
function worstOf(graded: readonly GradedResult[]): Suggested | null {
  const [first] = graded
  if (first === undefined) return null
  const worst = graded.reduce((most, one) => (one.min > most.min ? one : most), first)
  const max = Math.max(...graded.map((one) => one.max))
  return { min: worst.min, max, result: `${worst.text}, ${shownDate(worst.dateText)}` }
}

function takenOver({ row }: PlacedRow): Suggested | null {
  const { AETOXGRS: grade = '', AETOXSRC: result = '' } = row
  return grade === '' ? null : { min: Number(grade), max: Number(grade), result }
}
