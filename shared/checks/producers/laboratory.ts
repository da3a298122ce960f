import { findLaboratoryTest } from '../../safety/laboratory-tests.ts'
import { valueIn, type LabResult } from '../lab-results.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { uncovered } from './covering-events.ts'
import { hbvRiseProducer } from './hbv-rise.ts'
import { hysLawProducer } from './hys-law.ts'
import { gradesByTerm, gradeText } from './lab-grades.ts'
import { slipProducers } from './laboratory-slips.ts'

function place({ record, rowIndex }: LabResult): Pick<ProducedFinding, 'record' | 'rowIndex'> {
  return { record, rowIndex }
}

/** One test on one day in two records: within a record its rows are compared anyway. */
function resultTwice({ labs }: CheckSubject): readonly ProducedFinding[] {
  const first = new Map<string, LabResult>()
  return labs.flatMap((result) => {
    if (result.dateText === '' || result.test === '') return []
    const key = JSON.stringify([result.test, result.dateText])
    const other = first.get(key)
    if (other === undefined) {
      first.set(key, result)
      return []
    }
    if (other.record === result.record) return []
    const { test, text, dateText } = result
    const compared = { test, result: text, other: other.text, date: shownDate(dateText) }
    return [{ ...place(result), compared }]
  })
}

/** A result of grade `grade` or more that no event of its term covers and nobody called insignificant. */
function gradeWithoutEvent(
  subject: CheckSubject,
  { grade: from = 3 }: ProducerParams,
): readonly ProducedFinding[] {
  const open = uncovered(subject, gradesByTerm(subject), Number(from))
  return [...open.values()].flat().map((graded) => {
    const { result, term, text, dateText } = graded
    const { test } = result
    const compared = {
      test,
      result: text,
      grade: gradeText(graded),
      term,
      date: shownDate(dateText),
    }
    return { ...place(result), compared }
  })
}

/** A unit in which no laboratory reports the test. */
function unknownUnit({ labs }: CheckSubject): readonly ProducedFinding[] {
  return labs.flatMap((result) => {
    const known = findLaboratoryTest(result.test)
    const { unit, test } = result
    if (known === null || unit === '' || known.units.length === 0) return []
    if (valueIn({ ...result, value: 1 }, known.units[0] ?? '') !== null) return []
    if (known.units.some((one) => one.toLowerCase() === unit.toLowerCase())) return []
    return [{ ...place(result), compared: { test, unit, units: known.units.join(', ') } }]
  })
}

export const laboratoryProducers: readonly Producer[] = [
  { key: 'result-twice', find: resultTwice },
  hysLawProducer,
  hbvRiseProducer,
  { key: 'lab-grade-without-event', find: gradeWithoutEvent },
  { key: 'unknown-unit', find: unknownUnit },
  ...slipProducers,
]
