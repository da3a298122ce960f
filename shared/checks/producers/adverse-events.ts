import { findTerm } from '../../safety/ctcae-catalogue.ts'
import type { ProducedFinding, Producer } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { gradeDiffersFromLaboratory } from './event-grades.ts'
import { at, placedRows, type PlacedRow } from './rows.ts'

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

export const adverseEventProducers: readonly Producer[] = [
  { key: 'grade-not-offered', find: gradeNotOffered },
  { key: 'event-twice', find: duplicates },
  { key: 'grade-differs-from-laboratory', find: gradeDiffersFromLaboratory },
]
