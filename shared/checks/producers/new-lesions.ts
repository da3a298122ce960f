import type { TimepointDerivation } from '../../endpoints/derivation.ts'
import { FACTS } from '../../kernel/facts.ts'
import type { ProducedFinding } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { acrossCriteria } from './across-criteria.ts'
import { assessmentRecord } from './assessment-record.ts'

/** A new lesion counts, and the recorded response is another than progression. */
export function isNewLesionWithoutPd({
  queries,
  row: { newLesion, investigator },
}: TimepointDerivation): boolean {
  return isAsked(queries) && newLesion && investigator !== null && investigator !== 'PD'
}

export function newLesionsWithoutPd(subject: CheckSubject): readonly ProducedFinding[] {
  const found = subject.derivation.timepoints.filter(isNewLesionWithoutPd).flatMap(({ row }) => {
    const record = assessmentRecord(subject, row.visit)
    if (record === null) return []
    const { visit, criteria, investigator } = row
    return [{ record, item: '', compared: { visit, criteria, response: investigator ?? '' } }]
  })
  return acrossCriteria(found)
}

/**
 * A lesion read as unequivocal does not count by the rules for its kind (L-8). The engine asks one
 * question for this and for a response other than progression: it is this one where that is not so.
 */
export function overruledNewLesions(subject: CheckSubject): readonly ProducedFinding[] {
  const overruled = subject.derivation.timepoints.flatMap((timepoint) => {
    const { row, queries, trace } = timepoint
    const record = assessmentRecord(subject, row.visit)
    if (record === null || !isAsked(queries) || isNewLesionWithoutPd(timepoint)) return []
    const read = trace().filter(
      ({ fact }) => fact === FACTS.at(row.criteria, row.visit, 'newLesion'),
    )
    const lesions = read
      .flatMap(({ inputs }) => inputs)
      .filter(({ value }) => value === 'UNEQUIVOCAL')
      .map(({ name }) => name)
      .join(', ')
    const { visit, criteria, derived: response } = row
    return [{ record, item: '', compared: { visit, criteria, lesions, response } }]
  })
  return acrossCriteria(overruled)
}

function isAsked(queries: TimepointDerivation['queries']): boolean {
  return queries.includes('NEW_LESION_WITHOUT_PD')
}
