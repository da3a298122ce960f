import { reasonKey, type RowValues } from '../forms/define.ts'
import {
  rangeFlag,
  rangeFor,
  type NormalRange,
  type RangeFlag,
  type Sampled,
} from '../laboratory/normal-range.ts'
import { unitFactor } from '../laboratory/standard-value.ts'
import { isKnownUnit, listedUnit, unitsOfTest } from '../laboratory/test-units.ts'
import { unitByRange } from './guess-unit.ts'
import { plainName, plainUnit } from './plain-text.ts'
import type { PrintLine, Printout } from './read-printout.ts'
import { matchName } from './test-names.ts'

/** How a laboratory's print-outs name a test, as a person matched it; no test: left out. */
export interface NameMapping {
  readonly sourceName: string
  readonly sourceUnit: string
  readonly test: string
  readonly unit: string
}

/** What is known where the results go. */
export interface IntakeContext extends Sampled {
  /** Date of the sample; empty: not known. */
  readonly date: string
  /** The laboratory whose print-out it is; null: not said. */
  readonly laboratory: IntakeLaboratory | null
  /** Rows that the form holds already. */
  readonly present: readonly RowValues[]
}

export interface IntakeLaboratory {
  readonly name: string
  readonly ranges: readonly NormalRange[]
  readonly mappings: readonly NameMapping[]
  /** Remembered units at the site, by test. */
  readonly units: Readonly<Record<string, string>>
}

/** What a person said of a line: its test (empty: leave it out), its unit. */
export interface LineChoice {
  readonly test?: string
  readonly unit?: string
}

export type UnitSource = 'printed' | 'chosen' | 'remembered' | 'only' | 'range' | 'none'
export type IntakeNote =
  /** The unit was not printed: it follows from the laboratory, the test or the printed range. */
  | 'unit-guessed'
  | 'unit-missing'
  /** No unit in which the test can be compared. */
  | 'unit-unknown'
  /** The printed range is usual in another unit than the remembered one. */
  | 'unit-range-differs'
  /** The laboratory's mark says otherwise than its range. */
  | 'flag-differs'
  /** The form holds the same result of this test and day already. */
  | 'present'
  /** The form holds another result of this test and day. */
  | 'present-differs'
  /** An earlier line of the print-out gives the same test. */
  | 'twice'
  /** The name was matched so at this site before. */
  | 'remembered'
  /** What was remembered is another test than the name says. */
  | 'remembered-differs'

/** One line of the preview. */
export interface IntakeRow {
  readonly line: number
  /** Tells lines apart, also two of one number. */
  readonly key: string
  readonly source: string
  readonly name: string
  /** `other`: a test that the form does not have; `left-out`: by a person, now or for this laboratory. */
  readonly state: 'matched' | 'unmatched' | 'other' | 'left-out'
  readonly test: string
  readonly byHand: boolean
  readonly result: string
  readonly unit: string
  readonly printedUnit: string
  readonly unitBy: UnitSource
  /** The unit that the printed range speaks for, where the remembered one is another; else empty. */
  readonly unitOfRange: string
  readonly low: string
  readonly high: string
  readonly limitsBy: 'printed' | 'laboratory' | 'none'
  readonly flag: RangeFlag | null
  readonly notes: readonly IntakeNote[]
  /** The result that the form holds for this test and day; null: none. */
  readonly former: string | null
  /** Taken in unless a person says otherwise. */
  readonly ready: boolean
}

/**
 * What a print-out would put into the form: a proposal line by line, nothing more. A line is ready
 * when its test and unit are known and the form holds no result of that test and day.
 */
export function planIntake(
  { lines }: Pick<Printout, 'lines'>,
  context: IntakeContext,
  choices: ReadonlyMap<string, LineChoice>,
): readonly IntakeRow[] {
  const seen = new Set<string>()
  return lines.map((line, at) => {
    const key = `${at}`
    const row = planLine(line, context, { key, choice: choices.get(key) ?? {} })
    const isTwice = row.state === 'matched' && seen.has(row.test)
    if (row.state === 'matched') seen.add(row.test)
    return isTwice ? { ...row, notes: [...row.notes, 'twice'], ready: false } : row
  })
}

interface Chosen {
  readonly key: string
  readonly choice: LineChoice
}

function planLine(line: PrintLine, context: IntakeContext, { key, choice }: Chosen): IntakeRow {
  const mapping = mappingOf(line, context.laboratory)
  const { state, test } = testOf(line, mapping, choice)
  const { unit, unitBy } = unitOf(line, { test, mapping, choice, context })
  const unitOfRange = unitBy === 'remembered' ? otherUnitByRange(line, test, unit) : ''
  const limits = limitsOf(line, { test, unit, context })
  const flag = rangeFlag(line.result, { low: limits.low || null, high: limits.high || null })
  const former = test === '' ? null : formerResult(test, context)
  const row = {
    ...{ line: line.line, key, source: line.source, name: line.name, state, test },
    ...{ byHand: choice.test !== undefined, result: line.result, printedUnit: line.unit },
    ...{ unit, unitBy, unitOfRange, ...limits, flag, former },
  }
  const isRemembered = choice.test === undefined && mapping !== null
  const memory = isRemembered ? [memoryNote(line.name, test)] : []
  const notes = state === 'matched' ? [...memory, ...notesOf(line, row)] : []
  const isStopped = former !== null || STOPS.some((note) => notes.includes(note))
  return { ...row, notes, ready: state === 'matched' && !isStopped }
}

/** What a person must look at before a line is taken in. */
const STOPS: readonly IntakeNote[] = [
  ...(['unit-missing', 'unit-unknown', 'unit-range-differs', 'remembered-differs'] as const),
]

function mappingOf(line: PrintLine, laboratory: IntakeLaboratory | null): NameMapping | null {
  const name = plainName(line.name)
  const own = (laboratory?.mappings ?? []).filter(({ sourceName }) => sourceName === name)
  return own.find(({ sourceUnit }) => plainUnit(sourceUnit) === line.unit) ?? null
}

function testOf(
  { name }: PrintLine,
  mapping: NameMapping | null,
  choice: LineChoice,
): Pick<IntakeRow, 'state' | 'test'> {
  const said = choice.test ?? mapping?.test
  if (said !== undefined) return { state: said === '' ? 'left-out' : 'matched', test: said }
  const known = matchName(name)
  if (known === null) return { state: 'unmatched', test: '' }
  return known.kind === 'other'
    ? { state: 'other', test: '' }
    : { state: 'matched', test: known.test }
}

interface UnitQuestion {
  readonly test: string
  readonly mapping: NameMapping | null
  readonly choice: LineChoice
  readonly context: IntakeContext
}

function unitOf(line: PrintLine, of: UnitQuestion): Pick<IntakeRow, 'unit' | 'unitBy'> {
  const { test, choice } = of
  if (choice.unit !== undefined && choice.unit !== '')
    return { unit: choice.unit, unitBy: 'chosen' }
  if (line.unit !== '') return { unit: listedUnit(test, line.unit), unitBy: 'printed' }
  return test === '' ? { unit: '', unitBy: 'none' } : guessedUnit(line, of)
}

/** From the laboratory's habit, else from the printed range, else the only unit there is. */
function guessedUnit(
  line: PrintLine,
  { test, mapping, context }: UnitQuestion,
): Pick<IntakeRow, 'unit' | 'unitBy'> {
  const known = [mapping?.unit, context.laboratory?.units[test]]
  const remembered = known.find((unit) => unit !== undefined && unit !== '')
  if (remembered !== undefined) return { unit: remembered, unitBy: 'remembered' }
  const byRange = unitByRange(test, line.high)
  if (byRange !== null) return { unit: byRange, unitBy: 'range' }
  const [only, other] = unitsOfTest(test)
  return only !== undefined && other === undefined
    ? { unit: only, unitBy: 'only' }
    : { unit: '', unitBy: 'none' }
}

/** The unit that a printed range speaks for, where its numbers are not those of this unit. */
function otherUnitByRange({ high }: PrintLine, test: string, unit: string): string {
  const byRange = unitByRange(test, high)
  const factor = byRange === null ? null : unitFactor(test, unit, byRange)
  return byRange === null || factor === null || factor === 1 ? '' : byRange
}

function limitsOf(
  line: PrintLine,
  of: { readonly test: string; readonly unit: string; readonly context: IntakeContext },
): Pick<IntakeRow, 'low' | 'high' | 'limitsBy'> {
  const { low, high } = line
  if (low !== '' || high !== '') return { low, high, limitsBy: 'printed' }
  const { test, unit, context } = of
  const { date, sex, birth, laboratory } = context
  const range = rangeFor(laboratory?.ranges ?? [], { test, unit, date, sex, birth })
  if (range === null) return { low: '', high: '', limitsBy: 'none' }
  return { low: range.low ?? '', high: range.high ?? '', limitsBy: 'laboratory' }
}

function formerResult(test: string, { present, date }: IntakeContext): string | null {
  const same = present.find((row) => row['LBTESTCD'] === test && row['LBDAT'] === date)
  const result = same?.['LBORRES'] ?? ''
  return result === '' ? null : result
}

function memoryNote(name: string, test: string): IntakeNote {
  const known = matchName(name)
  const differs = known !== null && (known.kind === 'other' || known.test !== test)
  return differs ? 'remembered-differs' : 'remembered'
}

type Planned = Omit<IntakeRow, 'notes' | 'ready'>

function notesOf({ flag }: PrintLine, row: Planned): readonly IntakeNote[] {
  const notes: IntakeNote[] = []
  if (['remembered', 'only', 'range'].includes(row.unitBy)) notes.push('unit-guessed')
  if (row.unit === '') notes.push('unit-missing')
  else if (!isKnownUnit(row.test, row.unit)) notes.push('unit-unknown')
  if (row.unitOfRange !== '') notes.push('unit-range-differs')
  if (flag !== '' && row.flag !== null && flag !== row.flag) notes.push('flag-differs')
  if (row.former !== null) notes.push(row.former === row.result ? 'present' : 'present-differs')
  return notes
}

/** The row of the form that a line of the preview becomes. */
export function toFormRow(row: IntakeRow, context: IntakeContext): RowValues {
  const values = {
    LBDAT: context.date,
    LBTESTCD: row.test,
    LBORRES: row.result,
    LBORRESU: row.unit,
    LBORNRLO: row.low,
    LBORNRHI: row.high,
    LBNAM: context.laboratory?.name ?? '',
  }
  return Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''))
}

/** What belongs to one result, and changes with it as a whole. */
const OF_RESULT = ['LBORRES', 'LBORRESU', 'LBORNRLO', 'LBORNRHI', 'LBNAM']

/**
 * The rows of a form after lines of a preview were taken in: a row of the same test and day is filled
 * where it stands (one without a result, or one whose replacing was asked for); the others follow. Unit,
 * limits and laboratory of a replaced result go with it, and no reason for a missing value stays beside
 * one that is there.
 */
export function takeIn(
  present: readonly RowValues[],
  added: readonly RowValues[],
): readonly RowValues[] {
  const rows = [...present]
  const filled = new Set<number>()
  const isSame = (one: RowValues, other: RowValues): boolean =>
    one['LBTESTCD'] === other['LBTESTCD'] &&
    ((one['LBDAT'] ?? '') === '' ? (one['LBORRES'] ?? '') === '' : one['LBDAT'] === other['LBDAT'])
  for (const row of added) {
    const found = rows.findIndex((one, at) => !filled.has(at) && isSame(one, row))
    const at = found === -1 ? rows.length : found
    rows[at] = replaced(rows[at] ?? {}, row)
    filled.add(at)
  }
  return rows
}

function replaced(former: RowValues, row: RowValues): RowValues {
  const gone = new Set([...OF_RESULT, ...[...OF_RESULT, ...Object.keys(row)].map(reasonKey)])
  const kept = Object.entries(former).filter(([key]) => !gone.has(key))
  return { ...Object.fromEntries(kept), ...row }
}
