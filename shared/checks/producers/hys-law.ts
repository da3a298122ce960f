import { isAtLeastTimes, timesText } from '../../kernel/exact-decimal.ts'
import type { LabResult } from '../lab-results.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { shownDate } from '../variables.ts'

const TRANSAMINASES = ['ALT', 'AST']
const BILIRUBIN = ['TBIL', 'BILI']
const TRANSAMINASE_TIMES = 3
const BILIRUBIN_TIMES = 2

/**
 * ALT or AST at or above 3 and total bilirubin at or above 2 times the upper limit within `days`: the
 * two may be of samples a few days apart. One finding for each day of raised transaminases, at the
 * higher of them.
 * @source Hy's law; FDA, Drug-induced liver injury: premarketing clinical evaluation (2009)
 */
function hysLaw({ labs }: CheckSubject, { days = 7 }: ProducerParams): readonly ProducedFinding[] {
  const raised = labs.filter((one) => isRaised(one, BILIRUBIN, BILIRUBIN_TIMES))
  const worstOfDay = new Map<string, LabResult>()
  for (const liver of labs) {
    if (!isRaised(liver, TRANSAMINASES, TRANSAMINASE_TIMES)) continue
    const other = worstOfDay.get(liver.dateText)
    if (other === undefined || times(liver) > times(other)) worstOfDay.set(liver.dateText, liver)
  }
  return [...worstOfDay.values()].flatMap((liver) => {
    const bilirubin = nearest(raised, liver, Number(days))
    return bilirubin === null ? [] : [finding(liver, bilirubin)]
  })
}

function isRaised(result: LabResult, tests: readonly string[], factor: number): boolean {
  const { test, text, limits, high } = result
  if (!tests.includes(test) || high === null || high <= 0 || text.trim().startsWith('<')) {
    return false
  }
  return isAtLeastTimes(text, factor, limits.high ?? '')
}

function times({ text, limits }: LabResult): number {
  return Number(timesText(text, limits.high ?? ''))
}

/** The raised bilirubin nearest in time, surely no further off than `days`. */
function nearest(raised: readonly LabResult[], liver: LabResult, days: number): LabResult | null {
  const near = raised.filter((one) => daysApart(one, liver) <= days)
  return near.reduce<LabResult | null>(
    (best, one) => (best === null || daysApart(one, liver) < daysApart(best, liver) ? one : best),
    null,
  )
}

/** Days that lie between two samples at most; without a date there is no telling. */
function daysApart(one: LabResult, other: LabResult): number {
  if (one.day === null || one.lastDay === null) return Infinity
  if (other.day === null || other.lastDay === null) return Infinity
  return Math.max(one.lastDay - other.day, other.lastDay - one.day)
}

function finding(liver: LabResult, bilirubin: LabResult): ProducedFinding {
  const { record, rowIndex, test, dateText } = liver
  const compared = {
    test,
    times: timesText(liver.text, liver.limits.high ?? ''),
    bilirubin: timesText(bilirubin.text, bilirubin.limits.high ?? ''),
    date: shownDate(dateText),
    bilirubinDate: shownDate(bilirubin.dateText),
  }
  return { record, rowIndex, compared }
}

export const hysLawProducer: Producer = { key: 'hys-law', find: hysLaw }
