import { parseNumberText } from '../../kernel/number-text.ts'
import { findTerm } from '../../safety/ctcae-catalogue.ts'
import type { ProducedFinding, Producer } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { gradeDiffersFromLaboratory } from './event-grades.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'

function events(subject: CheckSubject): readonly PlacedRow[] {
  return placedRows(subject, 'adverse-events')
}

/** A grade that the term does not have. */
function gradeNotOffered(subject: CheckSubject): readonly ProducedFinding[] {
  return events(subject).flatMap((event) => {
    const { AEDECOD: name = '', AETOXGR: grade = '' } = event.row
    const term = findTerm(name)
    if (term === null || grade === '' || term.grades.map(String).includes(grade)) return []
    return [{ ...at(event), compared: { term: name, grade, grades: term.grades.join(', ') } }]
  })
}

/** Two events of one term that began on one day and are not marked as parts of one event. */
function duplicates(subject: CheckSubject): readonly ProducedFinding[] {
  const seen = new Map<string, PlacedRow>()
  return events(subject).flatMap((event) => {
    const { AEDECOD: term = '', AESTDAT: start = '', AEGRPID: group = '' } = event.row
    if (term === '' || start === '') return []
    const key = JSON.stringify([term, start])
    const first = seen.get(key)
    if (first === undefined) {
      seen.set(key, event)
      return []
    }
    if (group !== '' && group === first.row['AEGRPID']) return []
    return [{ ...at(event), compared: { term, date: shownDate(start) } }]
  })
}

/** What the dosing records must show for an action: by the code of the action. */
const SHOWN_BY: Readonly<Record<string, (subject: CheckSubject, event: PlacedRow) => boolean>> = {
  'DOSE REDUCED': (subject, event) => changedFrom(subject, event, () => true),
  'DRUG INTERRUPTED': (subject, event) => changedFrom(subject, event, ({ row }) => isPause(row)),
  'DRUG WITHDRAWN': (subject) =>
    placedRows(subject, 'disposition').some(({ row }) => row['DSSCAT'] === 'TREATMENT'),
}

function isPause(row: PlacedRow['row']): boolean {
  return parseNumberText(row['EXDOSE'] ?? '')?.value === 0
}

/** A dosing row of that kind begins on or after the onset; or, for a pause, the row before ended. */
function changedFrom(
  subject: CheckSubject,
  event: PlacedRow,
  fits: (placed: PlacedRow) => boolean,
): boolean {
  const onset = dateIn(event, 'AESTDAT')
  if (onset === null) return true
  const rows = placedRows(subject, 'exposure')
  const begins = rows.some((placed) => {
    const start = dateIn(placed, 'EXSTDAT')
    return start !== null && start.latest >= onset.earliest && fits(placed)
  })
  return begins || rows.some((placed) => (dateIn(placed, 'EXENDAT')?.latest ?? 0) >= onset.earliest)
}

/** An action on the drug that the dosing records do not show. */
function actionNotShown(subject: CheckSubject): readonly ProducedFinding[] {
  return events(subject).flatMap((event) => {
    const { AEACN: action = '', AETERM: term = '', AESTDAT: start = '' } = event.row
    const isShown = SHOWN_BY[action]
    if (isShown === undefined || isShown(subject, event)) return []
    return [{ ...at(event), compared: { term, action, date: shownDate(start) } }]
  })
}

export const adverseEventProducers: readonly Producer[] = [
  { key: 'grade-not-offered', find: gradeNotOffered },
  { key: 'event-twice', find: duplicates },
  { key: 'action-not-shown', find: actionNotShown },
  { key: 'grade-differs-from-laboratory', find: gradeDiffersFromLaboratory },
]
