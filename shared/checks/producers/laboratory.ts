import { findLaboratoryTest } from '../../safety/laboratory-tests.ts'
import { baselineResult, timesUpperLimit, valueIn, type LabResult } from '../lab-results.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { gradesByTerm } from './lab-grades.ts'
import { dateIn, placedRows } from './rows.ts'

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

const TRANSAMINASES = ['ALT', 'AST']
const BILIRUBIN = ['TBIL', 'BILI']

/**
 * ALT or AST at or above 3 and total bilirubin at or above 2 times the upper limit in one sample.
 * @source Hy's law; edit-check list of the protocols
 */
function hysLaw({ labs }: CheckSubject): readonly ProducedFinding[] {
  return labs.flatMap((liver) => {
    if (!TRANSAMINASES.includes(liver.test) || (timesUpperLimit(liver) ?? 0) < 3) return []
    const bilirubin = labs.find(
      (one) =>
        BILIRUBIN.includes(one.test) &&
        one.dateText === liver.dateText &&
        (timesUpperLimit(one) ?? 0) >= 2,
    )
    if (bilirubin === undefined) return []
    const compared = {
      test: liver.test,
      times: timesText(liver),
      bilirubin: timesText(bilirubin),
      date: shownDate(liver.dateText),
    }
    return [{ ...place(liver), compared }]
  })
}

/** Multiple of the limit, cut off after two decimals: what shows as 3 is at least 3. */
function timesText(result: LabResult): string {
  return String(Math.floor((timesUpperLimit(result) ?? 0) * 100) / 100)
}

const HBV_DNA = ['HBDNA', 'HBVDNA']

/** Hepatitis B virus DNA at or above `factor` times the baseline, or found after not being found. */
function hbvRise(
  subject: CheckSubject,
  { factor = 10 }: ProducerParams,
): readonly ProducedFinding[] {
  const { labs, timeline } = subject
  return labs.flatMap((result) => {
    if (!HBV_DNA.includes(result.test)) return []
    const before = baselineResult(labs, result.test, timeline.firstDose?.day ?? null)
    if (before === null || !hasRisen(result, before, Number(factor))) return []
    const compared = {
      result: `${result.text} ${result.unit}`,
      baseline: `${before.text} ${before.unit}`,
      date: shownDate(result.dateText),
    }
    return [{ ...place(result), compared }]
  })
}

function isLater(result: LabResult, before: LabResult): boolean {
  return result.day !== null && before.day !== null && result.day > before.day
}

/** Below the limit of detection. */
function isBelow({ text }: LabResult): boolean {
  return text.trim().startsWith('<')
}

function hasRisen(result: LabResult, before: LabResult, factor: number): boolean {
  const was = valueIn(before, result.unit)
  if (result.value === null || was === null || !isLater(result, before) || isBelow(result)) {
    return false
  }
  return isBelow(before) || was === 0 ? result.value > was : result.value >= factor * was
}

/** Days by which an event may be entered as beginning after the sample that shows it. */
const DAYS_APART = 7

/** A result of grade `grade` or more that no event of its term covers and nobody called insignificant. */
function gradeWithoutEvent(
  subject: CheckSubject,
  { grade: from = 3 }: ProducerParams,
): readonly ProducedFinding[] {
  const events = placedRows(subject, 'adverse-events')
  return [...gradesByTerm(subject).values()]
    .flat()
    .flatMap(({ result, term, grade, day, text }) => {
      if (grade < Number(from)) return []
      if (result.record.values.rows[result.rowIndex]?.['LBCLSIG'] === 'N') return []
      const isCovered = events.some((event) => {
        if (event.row['AEDECOD'] !== term) return false
        const onset = dateIn(event, 'AESTDAT')
        const end = dateIn(event, 'AEENDAT')
        const isBegun = onset === null || onset.earliest <= day + DAYS_APART
        return isBegun && (end === null || end.latest >= day - DAYS_APART)
      })
      if (isCovered) return []
      const compared = {
        test: result.test,
        result: text,
        grade: String(grade),
        term,
        date: shownDate(result.dateText),
      }
      return [{ ...place(result), compared }]
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
  { key: 'hys-law', find: hysLaw },
  { key: 'hbv-rise', find: hbvRise },
  { key: 'lab-grade-without-event', find: gradeWithoutEvent },
  { key: 'unknown-unit', find: unknownUnit },
]
