import type { LaboratoryGradeValue } from '../../safety/grading/laboratory-grade.ts'
import type { ToxicityGrades } from '../../laboratory/toxicity-grades.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import { adlbVariables } from './adlb-variables.ts'
import type { AnalysedResult } from './analysed-result.ts'
import { visitColumns } from './assessments.ts'
import { carry, numberIn } from './carry.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import { relativeDay, sasDayOf } from './sas-day.ts'
import { NO_POINTER, pointTo, type Pointer } from './source-finder.ts'
import { subjectColumns } from './subject-columns.ts'

/** Laboratory results in standard units against baseline, range and grade. */
export const adlb: AdamDataset = {
  key: 'ADLB',
  label: 'Laboratory Analysis Dataset',
  class: 'BASIC DATA STRUCTURE',
  structure: 'One record per subject per parameter per sample',
  keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'ASEQ'],
  variables: adlbVariables,
  isFilledBy: ({ forms }) => forms.some(({ group }) => group?.file === 'labs'),
  records(context) {
    const base = subjectColumns(context.subjectValues)
    return [...byParameter(context.labs).values()].flatMap((results) => {
      const baseline = results.find(({ isBaseline }) => isBaseline) ?? null
      const worst = worstOf(results)
      return results.map((one) => toRecord(context, base, { one, baseline, worst }))
    })
  },
}

function byParameter(
  results: readonly AnalysedResult[],
): ReadonlyMap<string, readonly AnalysedResult[]> {
  const found = new Map<string, AnalysedResult[]>()
  for (const result of results) {
    const known = found.get(result.value.code)
    if (known === undefined) found.set(result.value.code, [result])
    else known.push(result)
  }
  return found
}

interface Worst {
  readonly any: AnalysedResult | null
  readonly low: AnalysedResult | null
  readonly high: AnalysedResult | null
}

interface Placed {
  readonly one: AnalysedResult
  readonly baseline: AnalysedResult | null
  readonly worst: Worst
}

function worstOf(results: readonly AnalysedResult[]): Worst {
  const later = results.filter(({ onTreatment }) => onTreatment)
  return {
    any: highest(later, highestGrade),
    low: highest(later, ({ low }) => low),
    high: highest(later, ({ high }) => high),
  }
}

/** The first result with the highest grade that is known. */
function highest(
  results: readonly AnalysedResult[],
  gradeOf: (grades: ToxicityGrades) => LaboratoryGradeValue | null,
): AnalysedResult | null {
  let worst: AnalysedResult | null = null
  let most = -1
  for (const result of results) {
    const grade = gradeOf(result.grades)
    if (grade === null || grade <= most) continue
    worst = result
    most = grade
  }
  return worst
}

function highestGrade({ low, high }: ToxicityGrades): LaboratoryGradeValue | null {
  if (low === null || high === null) return low ?? high
  return low > high ? low : high
}

const CARRIED = ['LBTESTCD', 'LBSTRESN', 'LBSTRESU', 'LBDTC', 'LBSEQ'] as const

function toRecord(context: AdamContext, base: Record<string, Cell>, placed: Placed): DatasetRecord {
  const { one } = placed
  const { value, result } = one
  const sdtm = recordOf(context, one, 'LB')
  const visit = result.record.visit
  reportUnit(context, one)
  return {
    values: {
      ...base,
      PARAMCD: value.code,
      PARAM: value.name,
      PARCAT1: 'Laboratory',
      AVAL: value.number,
      AVALC: value.text,
      ...baselineValues(placed),
      ...timing(context, one),
      ...(visit === null ? {} : visitColumns(context, visit)),
      ...ranges(placed),
      ...grades(placed),
      ANL01FL: flag(one === placed.worst.any),
      ANL02FL: flag(one === placed.worst.low),
      ANL03FL: flag(one === placed.worst.high),
      ...carry(sdtm?.values, CARRIED),
      ...pointerOf(context, one, sdtm),
    },
    source: sourceOf(one),
  }
}

function sourceOf({
  entry: { file, row, column },
}: AnalysedResult): DatasetRecord['source'] & object {
  return { file, row, ...(column === null ? {} : { column }) }
}

/** Of a row with several answers the record of this one. */
function recordOf(
  { sources }: AdamContext,
  { entry }: AnalysedResult,
  domain: string,
): DatasetRecord | null {
  const records = sources.of(entry, domain)
  if (entry.column === null) return records[0] ?? null
  return records.find(({ source }) => source?.column === entry.column) ?? null
}

/** Of what LB does not have, as the load of a virus, the record of MB. */
function pointerOf(
  context: AdamContext,
  one: AnalysedResult,
  laboratory: DatasetRecord | null,
): Pointer {
  if (laboratory !== null) return pointTo(laboratory, 'LB', 'LBSTRESN')
  const virus = recordOf(context, one, 'MB')
  return virus === null ? NO_POINTER : pointTo(virus, 'MB', 'MBSTRESN')
}

function reportUnit(context: AdamContext, one: AnalysedResult): void {
  if (!one.value.unconvertible) return
  const { test, text, unit } = one.result
  context.report({
    rule: 'ADAM-LB-01',
    severity: 'warning',
    dataset: 'ADLB',
    variable: 'AVAL',
    source: sourceOf(one),
    message: {
      en: `${test} ${text} ${unit}: no factor is known from this unit to ${one.value.unit ?? ''}. The analysis value stays empty; check the unit.`,
      zh: `${test} ${text} ${unit}：无该单位至${one.value.unit ?? ''}的换算系数，分析值留空，请核对单位。`,
    },
  })
}

function baselineValues({ one, baseline }: Placed): Record<string, Cell> {
  if (baseline === null || (one !== baseline && one.phase !== 'on')) return {}
  const { number: base, text } = baseline.value
  const { number: value } = one.value
  const shared = { BASE: base, BASEC: text, ABLFL: flag(one === baseline) }
  if (base === null || value === null || one.phase !== 'on') return shared
  const change = tidy(value - base)
  return { ...shared, CHG: change, PCHG: base === 0 ? null : (change / base) * 100 }
}

/** Without the tail that a difference of decimals has in binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}

function timing(
  context: AdamContext,
  { day, imputed, onTreatment }: AnalysedResult,
): Record<string, Cell> {
  const adt = day === null ? null : sasDayOf(day)
  return {
    ADT: adt,
    ADTF: imputed,
    ADY: relativeDay(adt, numberIn(context.subjectValues['TRTSDT'])),
    ONTRTFL: flag(onTreatment),
  }
}

const RANGE_WORDS = { L: 'LOW', N: 'NORMAL', H: 'HIGH' } as const

function ranges({ one, baseline }: Placed): Record<string, Cell> {
  const own = rangeWord(one)
  const before = rangeWord(baseline)
  return {
    ANRIND: own,
    BNRIND: before,
    SHIFT1: one.phase === 'on' ? shift(before, own) : null,
    ANRLO: one.value.low,
    ANRHI: one.value.high,
  }
}

function rangeWord(result: AnalysedResult | null): string | null {
  const flag = result?.flag ?? null
  return flag === null ? null : RANGE_WORDS[flag]
}

function shift(before: string | null, now: string | null): Cell {
  return before === null || now === null ? null : `${before} to ${now}`
}

function grades({ one, baseline }: Placed): Record<string, Cell> {
  const own = signed(one.grades)
  const before = baseline === null ? null : signed(baseline.grades)
  return {
    ATOXGRL: textOf(one.grades.low),
    ATOXGRH: textOf(one.grades.high),
    ATOXGR: textOf(own),
    ATOXGRN: own,
    BTOXGR: textOf(before),
    BTOXGRN: before,
    SHIFT2: one.phase === 'on' ? shift(textOf(before), textOf(own)) : null,
  }
}

/** Too low below zero, too high above; where both are graded the worse. */
function signed({ low, high }: ToxicityGrades): number | null {
  if (low === null && high === null) return null
  return (low ?? 0) > (high ?? 0) ? -(low ?? 0) : (high ?? 0)
}

function textOf(grade: number | null): string | null {
  return grade === null ? null : String(grade)
}

function flag(holds: boolean): Cell {
  return holds ? 'Y' : null
}
