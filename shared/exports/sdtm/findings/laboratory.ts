import { parseNumberText } from '../../../kernel/number-text.ts'
import { rangeFlag } from '../../../laboratory/normal-range.ts'
import { standardUnit, toStandard } from '../../../laboratory/standard-value.ts'
import type { Cell } from '../../datasets/define.ts'
import type { DomainRow, Draft, SubjectContext } from '../define.ts'
import { cutLabel } from '../qualifier-names.ts'
import { rowValues } from '../row-values.ts'
import { remembered } from '../../../kernel/remembered.ts'
import { withPrefix, type TestFacts } from './drafts.ts'
import { reportFinding } from './faults.ts'
import { cellText, notDone } from './result.ts'
import { LABORATORY_NAMES, MICROBIOLOGY_NAMES } from './test-names.ts'
import { unitTerm } from './units.ts'

/** Whether a row is one result of one test, named in the row. */
export function isResultRow({ part, notDone: undone }: DomainRow): boolean {
  return undone === null && part.items.some(({ item }) => item.sdtm === 'LB.LBTESTCD')
}

/** Whether a laboratory result is about a virus, which is MB. */
export function isVirusLoad({ row }: Pick<DomainRow, 'row'>): boolean {
  return MICROBIOLOGY_NAMES.has(codeOf(row))
}

function codeOf(row: DomainRow['row']): string {
  return (row['LBTESTCD'] ?? '').trim()
}

/** What the standard calls the test of a result; one that is not known keeps its code. */
function factsOf(code: string): TestFacts {
  const known = LABORATORY_NAMES.get(code) ?? MICROBIOLOGY_NAMES.get(code)
  if (known !== undefined) return known
  return {
    code: code
      .toUpperCase()
      .replaceAll(/[^A-Z0-9_]/g, '')
      .slice(0, 8),
    name: cutLabel(code),
  }
}

/** The same as variables of LB, under the names they have there. */
const prefixedFacts = remembered(
  (code: string): Readonly<Record<string, Cell>> => {
    const { code: short, name, values = {} } = factsOf(code)
    const named = { LBTESTCD: short === '' ? null : short, LBTEST: name === '' ? null : name }
    return { ...withPrefix('LB', values), ...named }
  },
  (code) => code,
  1_000,
)

/** The record of one reported result: as reported, in the standard unit, and against its range. */
export function laboratoryDraft(
  row: DomainRow,
  context: SubjectContext,
  domain: 'LB' | 'MB',
): Draft {
  const shared = rowValues(row)
  const code = codeOf(row.row)
  const facts = prefixedFacts(code)
  const report = (
    fault: Parameters<typeof reportFinding>[1],
    column: string,
    text: string,
  ): void => {
    reportFinding(context, fault, { domain, row, column, text })
  }
  if (code === '') report('no-test', 'LBTESTCD', row.row['LBORRES'] ?? '')
  const result = resultOf(row, code, report)
  const values: Record<string, Cell> = { ...shared.values, ...facts, ...result }
  values['LBDTC'] ??= row.date
  return {
    values: renamed(values, domain),
    row,
    column: 'LBORRES',
    supplementals: [
      ...row.supplementals,
      ...shared.supplementals.filter(({ column }) => column !== 'LBORRES_REASND'),
    ],
    comments: row.comments,
  }
}

type Report = (
  fault: 'unreadable' | 'unit-unknown' | 'no-result',
  column: string,
  text: string,
) => void

function resultOf({ row }: DomainRow, code: string, report: Report): Record<string, Cell> {
  const text = row['LBORRES'] ?? ''
  if (text === '') {
    const reason = cellText(row['LBORRES_REASND'])
    if (reason === null) report('no-result', 'LBORRES', code)
    return notDone('LB', reason)
  }
  const low = cellText(row['LBORNRLO'])
  const high = cellText(row['LBORNRHI'])
  const flag = rangeFlag(text, { low, high })
  return {
    LBORRES: text,
    LBORRESU: unitTerm(row['LBORRESU'], code),
    LBORNRLO: low,
    LBORNRHI: high,
    ...standardOf(row, code, report),
    LBNRIND: flag === null ? null : FLAGS[flag],
  }
}

/** @source CDISC controlled terminology, codelist NRIND (C78736) */
const FLAGS = { L: 'LOW', N: 'NORMAL', H: 'HIGH' } as const

/**
 * In the standard unit of the test. A test without one stays in its own unit; what cannot be
 * converted stands as text, so that no number of another unit is taken for one of the standard's.
 */
function standardOf(row: DomainRow['row'], code: string, report: Report): Record<string, Cell> {
  const text = row['LBORRES'] ?? ''
  const unit = row['LBORRESU'] ?? ''
  const number = parseNumberText(text)
  if (number === null) {
    report('unreadable', 'LBORRES', text)
    return { LBSTRESC: text.trim() }
  }
  const standard = toStandard(code, text, unit)
  if (standard === null) {
    const isOther = standardUnit(code) !== null
    if (isOther) report('unit-unknown', 'LBORRESU', `${text} ${unit}`.trim())
    return isOther ? { LBSTRESC: text.trim() } : unconverted(row, number, text)
  }
  const inStandard = (limit: string | undefined): number | null =>
    limitOf(limit === undefined ? null : (toStandard(code, limit, unit)?.text ?? null))
  return {
    LBSTRESC: standard.value === null ? standard.text : String(standard.value),
    LBSTRESN: standard.value,
    LBSTRESU: unitTerm(standard.unit, code),
    LBSTNRLO: inStandard(row['LBORNRLO']),
    LBSTNRHI: inStandard(row['LBORNRHI']),
  }
}

function unconverted(
  row: DomainRow['row'],
  number: NonNullable<ReturnType<typeof parseNumberText>>,
  text: string,
): Record<string, Cell> {
  const exact = number.comparator === null ? number.value : null
  return {
    LBSTRESC: exact === null ? text.trim() : String(exact),
    LBSTRESN: exact,
    LBSTRESU: unitTerm(row['LBORRESU'], row['LBTESTCD'] ?? ''),
    LBSTNRLO: limitOf(row['LBORNRLO'] ?? null),
    LBSTNRHI: limitOf(row['LBORNRHI'] ?? null),
  }
}

/** A limit is its number, whatever sign stands before it. */
function limitOf(text: string | null): number | null {
  return text === null ? null : (parseNumberText(text)?.value ?? null)
}

/** The variables of one domain under the letters of another. */
function renamed(
  values: Readonly<Record<string, Cell>>,
  domain: 'LB' | 'MB',
): Readonly<Record<string, Cell>> {
  if (domain === 'LB') return values
  return Object.fromEntries(
    Object.entries(values).map(([name, cell]) => [name.replace(/^LB/, domain), cell]),
  )
}
