import type { Draft, DomainRow, SubjectContext, Supplemental } from '../define.ts'
import { qualifier } from '../findings/qualifier.ts'
import { cellText } from '../findings/result.ts'
import { rowValues } from '../row-values.ts'
import { assessmentLink, lesionLink, type CriteriaSet } from './criteria-sets.ts'
import {
  bareResult,
  otherResults,
  resultsUnder,
  type MeasurementResult,
} from './measurement-results.ts'
import { reportTumour } from './problems.ts'
import { partLink } from './split-parts.ts'
import { imagingMethod, tumourTest } from './terms.ts'

/** What the records of a subject's measurements need beside the rows. */
export interface MeasurementContext {
  readonly context: SubjectContext
  readonly sets: readonly CriteriaSet[]
  /** Lesions of the list, with the group they are recorded in. */
  readonly groups: ReadonlyMap<string, string>
  /** What was said of the assessment of each visit as a whole. */
  readonly assessments: ReadonlyMap<string, DomainRow>
}

/** TR: one record for each lesion, assessment, property and criterion that counts the lesion. */
export function measurementDrafts(
  rows: readonly DomainRow[],
  within: MeasurementContext,
): readonly Draft[] {
  return rows.flatMap((row) => {
    const lesion = row.row['TRLNKID'] ?? ''
    if (!within.groups.has(lesion)) {
      reportTumour(within.context, 'unknown-lesion', { row, column: 'TRLNKID', text: lesion })
    }
    return draftsOfRow(row, within)
  })
}

interface Found {
  /** Null: no criterion counts the lesion. */
  readonly set: CriteriaSet | null
  readonly results: readonly MeasurementResult[]
}

function draftsOfRow(row: DomainRow, within: MeasurementContext): readonly Draft[] {
  const counted = countedResults(row, within.sets)
  const used = new Set(counted.flatMap(({ results }) => results.map(({ column }) => column)))
  const others = otherResults(row.row, used)
  const [first = { set: null, results: [] }, ...rest] = counted
  const tests = new Set(first.results.map(({ test }) => test))
  const further = others.filter(({ test }, at) => !tests.has(test) && isFirst(others, test, at))
  const beside = others.filter((one) => !further.includes(one)).map(asQualifier)
  const all = [...first.results, ...further]
  const leading: Found = { ...first, results: all.length === 0 ? [bareResult(row.row)] : all }
  const found = [leading, ...rest]
  reportResults(row, found, within.context)
  const { supplementals, comments } = saidBeside(row, within)
  return found.flatMap((one, at) => {
    const own =
      at === 0 ? { supplementals: [...supplementals, ...beside], comments } : { supplementals }
    return draftsOfSet(row, one, { comments: undefined, ...own }, within)
  })
}

function countedResults({ row }: DomainRow, sets: readonly CriteriaSet[]): readonly Found[] {
  return sets.flatMap((set) => {
    const role = set.roles.get(row['TRLNKID'] ?? '')
    return role === undefined ? [] : [{ set, results: resultsUnder(set, role, row) }]
  })
}

function isFirst(results: readonly MeasurementResult[], test: string, at: number): boolean {
  return results.findIndex((one) => one.test === test) === at
}

/** A further answer to a test that the lesion has a result of already, or the reason of none. */
function asQualifier({ column, values }: MeasurementResult): Supplemental {
  const value = String(values['TRORRES'] ?? values['TRREASND'] ?? '')
  return qualifier({ name: column.slice(0, 8), label: `${column} as Collected`, value, column })
}

interface Beside {
  readonly supplementals: readonly Supplemental[]
  readonly comments: Draft['comments']
}

/** Qualifiers stand with the first record of each criterion, remarks with the first of all. */
function draftsOfSet(
  row: DomainRow,
  { set, results }: Found,
  beside: Beside,
  within: MeasurementContext,
): readonly Draft[] {
  return results.map((result, at) => ({
    values: valuesOf(row, set, result, within),
    row,
    column: result.column,
    supplementals: [...(at === 0 ? beside.supplementals : []), ...result.supplementals],
    ...(at === 0 && beside.comments !== undefined ? { comments: beside.comments } : {}),
  }))
}

/** What was said of the row, and of the assessment around it. */
function saidBeside(row: DomainRow, { assessments }: MeasurementContext): Beside {
  const around = assessments.get(row.visit ?? '')
  const texts = rowValues(row).supplementals.filter(({ column }) => column !== 'TRSTAT_REASND')
  const outer =
    around?.supplementals.map((one): Supplemental => ({ ...one, source: around.source })) ?? []
  return { supplementals: [...row.supplementals, ...texts, ...outer], comments: row.comments }
}

function valuesOf(
  { row, visit }: DomainRow,
  set: CriteriaSet | null,
  result: MeasurementResult,
  { groups }: MeasurementContext,
): Draft['values'] {
  const lesion = row['TRLNKID'] ?? ''
  const link = lesionLink(set, lesion)
  return {
    TRGRPID: set?.roles.get(lesion)?.kind ?? groups.get(lesion) ?? null,
    TRLNKID: result.part === null ? link : partLink(link, result.part),
    TRLNKGRP: assessmentLink(set, visit),
    TRTESTCD: result.test,
    TRTEST: tumourTest(result.test),
    ...result.values,
    TRMETHOD: imagingMethod(row['TRMETHOD']),
    TREVAL: 'INVESTIGATOR',
    TRDTC: cellText(row['TRDAT']),
  }
}

function reportResults(row: DomainRow, found: readonly Found[], context: SubjectContext): void {
  const seen = new Set<string>()
  for (const { problem, column, values } of found.flatMap(({ results }) => results)) {
    if (problem === null || seen.has(`${problem} ${column}`)) continue
    seen.add(`${problem} ${column}`)
    const text = String(values['TRORRES'] ?? row.row[column] ?? '')
    reportTumour(context, problem, { row, column, text })
  }
}
