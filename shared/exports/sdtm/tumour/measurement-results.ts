import { reasonKey } from '../../../forms/define.ts'
import { parseNumberText } from '../../../kernel/number-text.ts'
import type { Row } from '../../../trial/trial.ts'
import type { Cell } from '../../datasets/define.ts'
import type { Supplemental } from '../define.ts'
import { qualifier } from '../findings/qualifier.ts'
import { codedResult, notDone, numericResult } from '../findings/result.ts'
import type { CriteriaSet, LesionRole } from './criteria-sets.ts'
import { splitParts } from './split-parts.ts'
import { tumourState } from './terms.ts'

/** One property of a lesion, as one column of its row says. */
export interface MeasurementResult {
  readonly test: string
  readonly column: string
  /** Which part of a split lesion it is of, counted from 1; null: of the whole lesion. */
  readonly part: number | null
  readonly values: Readonly<Record<string, Cell>>
  readonly supplementals: readonly Supplemental[]
  /** What of the row cannot be said as the standard asks. */
  readonly problem: 'unreadable' | 'no-result' | 'value-beside-not-done' | 'split-unreadable' | null
}

/** The columns of a measurement row that hold a result, and the test each is of. */
const TEST_OF_COLUMN: Readonly<Record<string, string>> = {
  LDIAM: 'LDIAM',
  VDIAM: 'VDIAM',
  SAXIS: 'LPERP',
  TUMSTATE: 'TUMSTATE',
  VTUMSTATE: 'TUMSTATE',
}

const COLUMNS = Object.keys(TEST_OF_COLUMN)
const STATES: ReadonlySet<string> = new Set(['TUMSTATE', 'VTUMSTATE'])

/** What a row says of a lesion under one criterion: at least one result, be it that none is known. */
export function resultsUnder(
  set: CriteriaSet,
  role: LesionRole,
  row: Row,
): readonly MeasurementResult[] {
  const column = columnFor(set, role, row)
  if (row['TRSTAT'] === 'NOT DONE') return [notEvaluable(column, row)]
  const text = row[column] ?? ''
  const merged = mergedState(row)
  if (text !== '') return [resultOf(column, text), ...merged]
  const parts = splitParts(row, role)
  if (parts.length > 0) {
    return parts.map((part, at) => ({ ...resultOf(column, part), part: at + 1 }))
  }
  return merged.length > 0 ? merged : [withoutResult(column, row)]
}

/** What a row says that no criterion asked for; under no criterion it is all of it. */
export function otherResults(row: Row, used: ReadonlySet<string>): readonly MeasurementResult[] {
  if (row['TRSTAT'] === 'NOT DONE') return []
  return COLUMNS.filter((column) => !used.has(column)).flatMap((column) => {
    const text = row[column] ?? ''
    if (text !== '') return [resultOf(column, text)]
    return (row[reasonKey(column)] ?? '') === '' ? [] : [withoutResult(column, row)]
  })
}

/** A row of which no criterion wants anything and that holds nothing: it stays, as not done. */
export function bareResult(row: Row): MeasurementResult {
  return row['TRSTAT'] === 'NOT DONE'
    ? notEvaluable('TUMSTATE', row)
    : withoutResult('TUMSTATE', row)
}

function columnFor(set: CriteriaSet, role: LesionRole, row: Row): string {
  if (role.kind === 'TARGET') return role.column
  const { state } = set.columns
  return (row[state] ?? '') === '' ? 'TUMSTATE' : state
}

function resultOf(column: string, text: string): MeasurementResult {
  const test = TEST_OF_COLUMN[column] ?? column
  const whole = { test, column, part: null, supplementals: [] }
  if (STATES.has(column)) {
    return { ...whole, values: codedResult('TR', text, tumourState(text)), problem: null }
  }
  const values = numericResult({ domain: 'TR', text, unit: 'mm' })
  return { ...whole, values, problem: parseNumberText(text) === null ? 'unreadable' : null }
}

function mergedState(row: Row): MeasurementResult[] {
  if ((row['TRMERGE'] ?? '') === '' || (row['TUMSTATE'] ?? '') !== '') return []
  const values = codedResult('TR', 'TUMOR MERGED')
  const whole = { part: null, supplementals: [], problem: null }
  return [{ test: 'TUMSTATE', column: 'TRMERGE', values, ...whole }]
}

function notEvaluable(column: string, row: Row): MeasurementResult {
  const beside = COLUMNS.filter((one) => (row[one] ?? '') !== '')
  return {
    test: TEST_OF_COLUMN[column] ?? column,
    column: 'TRSTAT',
    part: null,
    values: notDone('TR', reasonOf(row, column) ?? 'NOT EVALUABLE'),
    supplementals: beside.map((one) =>
      qualifier({
        name: `ND${one}`.slice(0, 8),
        label: `${one} Recorded Beside Not Done`,
        value: row[one] ?? '',
        column: one,
      }),
    ),
    problem: beside.length > 0 ? 'value-beside-not-done' : null,
  }
}

function withoutResult(column: string, row: Row): MeasurementResult {
  const reason = reasonOf(row, column)
  const split = (row['TRSPLIT'] ?? '') !== ''
  return {
    test: TEST_OF_COLUMN[column] ?? column,
    column: split ? 'TRSPLIT' : column,
    part: null,
    values: notDone('TR', reason),
    supplementals: [],
    problem: split ? 'split-unreadable' : reason === null ? 'no-result' : null,
  }
}

function reasonOf(row: Row, column: string): string | null {
  for (const item of ['TRSTAT', column]) {
    const reason = row[reasonKey(item)] ?? ''
    if (reason !== '') return reason
  }
  return null
}
