import { rangeFlag } from '../laboratory/normal-range.ts'
import { toStandard } from '../laboratory/standard-value.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { rowsOf, type Row, type Trial } from '../trial/trial.ts'
import { csvField } from '../trial/write-csv.ts'
import type { ExportFormat } from './define.ts'

const ORIGINAL = [
  'SUBJID',
  'LBDAT',
  'LBTESTCD',
  'VISIT',
  'LBORRES',
  'LBORRESU',
  'LBORNRLO',
  'LBORNRHI',
] as const
const DERIVED = [
  'LBSTRESC',
  'LBSTRESN',
  'LBSTRESU',
  'LBSTNRLO',
  'LBSTNRHI',
  'LBNRIND',
  'LBSTFACT',
  'LBSTFACTV',
] as const
const COLUMNS: readonly string[] = [...ORIGINAL, ...DERIVED]

/**
 * Laboratory results as reported, beside them the value and limits in the standard unit of the test,
 * the factor between the two and the version of the table it stands in (LBSTFACT, LBSTFACTV). What
 * cannot be converted stays empty. The flag is against the limits recorded with the result.
 * @source SDTM, variables --ORRES and --STRES
 */
export const labStandard: ExportFormat = {
  key: 'lab-standard',
  mediaType: 'text/csv; charset=utf-8',
  title: { en: 'Laboratory results in standard units', zh: '实验室检查结果（标准单位）' },
  description: {
    en: 'Each result with the digits and the unit reported, and beside them the value in the standard unit of the test, with the factor used and the version of the table of factors. The flag is against the normal range recorded with the result.',
    zh: '每条结果保留报告的原始数值和单位，并列出按该检查标准单位换算的数值、所用换算系数及系数表版本。高低标志按随结果记录的正常值范围判定。',
  },
  *files(trial) {
    const count = trial.subjects.reduce((sum, subject) => sum + rowsOf(subject, 'labs').length, 0)
    yield {
      name: 'labs-standard.csv',
      rows: count,
      get text() {
        return textOf(trial)
      },
    }
  },
}

function textOf(trial: Trial): string {
  const lines = trial.subjects
    .flatMap((subject) => rowsOf(subject, 'labs'))
    .map((row): Row => ({ ...row, ...derivedOf(row) }))
    .map((row) => COLUMNS.map((column) => row[column] ?? ''))
    .sort(compareCells)
    .map((cells) => cells.map(csvField).join(','))
  return [COLUMNS.join(','), ...lines].join('\n') + '\n'
}

function compareCells(a: readonly string[], b: readonly string[]): number {
  for (const [at, cell] of a.entries()) {
    const order = compareCodePoints(cell, b[at] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function derivedOf(row: Row): Record<(typeof DERIVED)[number], string> {
  const { LBTESTCD: test = '', LBORRES: result = '', LBORRESU: unit = '' } = row
  const { LBORNRLO: low = '', LBORNRHI: high = '' } = row
  const flag = rangeFlag(result, { low, high })
  const inStandard = (text: string): string => toStandard(test, text, unit)?.text ?? ''
  return {
    ...standardOf(test, result, unit),
    LBSTNRLO: inStandard(low),
    LBSTNRHI: inStandard(high),
    LBNRIND: flag === null ? '' : FLAGS[flag],
  }
}

type Standard = Record<'LBSTRESC' | 'LBSTRESN' | 'LBSTRESU' | 'LBSTFACT' | 'LBSTFACTV', string>

function standardOf(test: string, result: string, unit: string): Standard {
  const standard = toStandard(test, result, unit)
  if (standard === null) {
    return { LBSTRESC: '', LBSTRESN: '', LBSTRESU: '', LBSTFACT: '', LBSTFACTV: '' }
  }
  return {
    LBSTRESC: standard.text,
    LBSTRESN: standard.value === null ? '' : standard.text,
    LBSTRESU: standard.unit,
    LBSTFACT: String(standard.factor),
    LBSTFACTV: standard.factorVersion,
  }
}

/** CDISC codelist NRIND. */
const FLAGS = { L: 'LOW', N: 'NORMAL', H: 'HIGH' } as const
