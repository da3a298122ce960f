import type { Day } from '../kernel/brand.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import type { Row } from '../trial/trial.ts'
import type { Assessment, Baseline, MarkerFinding } from './define.ts'
import type { ScanDay } from './scan-day.ts'
import { isRaised } from './tumour-marker.ts'
import { textOf } from './row-text.ts'

export interface MarkerRows {
  readonly baseline: Baseline['marker']
  /** The marker of a visit whose last scan lies on `latest`. */
  at(visit: string, latest: Day): NonNullable<Assessment['marker']>
}

interface Result extends MarkerFinding {
  readonly test: string
  readonly day: Day | null
  readonly row: Row
}

/** One marker's results: the one of each visit, and the first day it was raised. */
interface Series {
  readonly byVisit: Map<string, Result>
  firstRaised: Day | null
  raisedRow: Row | null
}

const NOT_MEASURED: MarkerFinding = { value: null, upperLimit: null }

/**
 * Reads the tumour markers of one subject. The first test counts even where it was never measured,
 * any other where the site measures it. With several tests the least favourable one speaks.
 * @source rules K-2 to K-5; protocols, section 3
 */
export function readMarkers(
  rows: readonly Row[],
  tests: readonly string[],
  readDay: (text: string) => ScanDay,
): MarkerRows {
  const series = new Map(tests.slice(0, 1).map((test) => [test, emptySeries()]))
  for (const row of rows) {
    const test = textOf(row, 'LBTESTCD')
    if (tests.includes(test)) addResult(series, test, row, readDay(textOf(row, 'LBDAT')))
  }
  const all = [...series.values()]
  if (all.length === 0) throw new RangeError('A marker rule needs at least one laboratory test.')
  return {
    baseline: worst(
      all.map(({ byVisit }) => ({ ...findingAt(byVisit, 'BASELINE'), earlierRaised: false })),
    ),
    at: (visit, latest) =>
      worst(
        all.map(({ byVisit, firstRaised, raisedRow }) => ({
          ...findingAt(byVisit, visit),
          earlierRaised: firstRaised !== null && firstRaised <= latest,
          ...(raisedRow === null ? {} : { raisedRow }),
        })),
      ),
  }
}

function emptySeries(): Series {
  return { byVisit: new Map(), firstRaised: null, raisedRow: null }
}

function addResult(series: Map<string, Series>, test: string, row: Row, day: ScanDay): void {
  const result = resultOf(test, row, day)
  if (result === null) return
  const own = series.get(test) ?? emptySeries()
  series.set(test, own)
  const visit = textOf(row, 'VISIT')
  const before = own.byVisit.get(visit)
  if (before === undefined || isLater(result, before)) own.byVisit.set(visit, result)
  if (!isRaised(result)) return
  own.firstRaised = earlierOf(own.firstRaised, result.day)
  if (own.raisedRow === null || own.firstRaised === result.day) own.raisedRow = row
}

/** A result compares by its number, whatever sign stands before it; `null`: none at the cut-off. */
function resultOf(test: string, row: Row, day: ScanDay): Result | null {
  const number = parseNumberText(textOf(row, 'LBORRES'))
  if (day === 'after-cutoff' || number === null) return null
  const limit = parseNumberText(textOf(row, 'LBORNRHI'))
  return { test, value: number.value, upperLimit: limit === null ? null : limit.value, day, row }
}

function earlierOf(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** The later result of a visit counts; of two on one day, the higher. */
function isLater(result: Result, before: Result): boolean {
  const day = result.day ?? -Infinity
  const dayBefore = before.day ?? -Infinity
  return day === dayBefore ? (result.value ?? 0) > (before.value ?? 0) : day > dayBefore
}

/** The result of a visit; one without its reference range takes the range its test had at baseline. */
function findingAt(byVisit: ReadonlyMap<string, Result>, visit: string): MarkerFinding {
  const result = byVisit.get(visit)
  if (result === undefined) return NOT_MEASURED
  const { test, value, row } = result
  const limited = result.upperLimit === null ? byVisit.get('BASELINE') : result
  const upperLimit = limited?.upperLimit ?? null
  return {
    test,
    value,
    upperLimit,
    row,
    ...(limited === undefined ? {} : { limitRow: limited.row }),
  }
}

type Dated = MarkerFinding & { readonly earlierRaised: boolean; readonly raisedRow?: Row }

function worst(findings: readonly Dated[]): Dated {
  return findings.reduce((a, b) => (adversity(b) > adversity(a) ? b : a))
}

function adversity(finding: Dated): number {
  if (isRaised(finding)) return 4
  if (finding.value === null) return finding.earlierRaised ? 3 : 1
  return finding.upperLimit === null ? 2 : 0
}
