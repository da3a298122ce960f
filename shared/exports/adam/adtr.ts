import { toEntry } from '../../endpoints/dated-entry.ts'
import type { DatedEntry, ResponseDerivation } from '../../endpoints/derivation.ts'
import { readCell } from '../../endpoints/known-date.ts'
import { createDayReader } from '../../response/scan-day.ts'
import { groupByVisit, type VisitRows } from '../../response/visit-rows.ts'
import { rowsOf } from '../../trial/trial.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import { adtrVariables } from './adtr-variables.ts'
import {
  assessmentsOf,
  BASELINE,
  criterionNames,
  entryOf,
  imputedAtBaseline,
  limitsOf,
  visitColumns,
} from './assessments.ts'
import { carry, numberIn } from './carry.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import { evaluatorCategory } from './response-parameters.ts'
import { relativeDay, toSasDay } from './sas-day.ts'
import { pointTo } from './source-finder.ts'
import { subjectColumns } from './subject-columns.ts'

/** Tumour measurements of the enrolled: the sum of each criterion, and each target. */
export const adtr: AdamDataset = {
  key: 'ADTR',
  label: 'Tumor Measurements Analysis Dataset',
  class: 'BASIC DATA STRUCTURE',
  structure: 'One record per subject per parameter per assessment',
  keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'ASEQ'],
  variables: adtrVariables,
  isFilledBy: ({ criteria }) => criteria.length > 0,
  records(context) {
    if (!context.derivation.enrolled) return []
    const limits = limitsOf(context)
    const readDay = createDayReader(limits.cutoff, limits.death)
    const visits = groupByVisit(rowsOf(context.subject, 'measurements'), readDay)
    return context.derivation.responses.flatMap((response) => {
      const within = { context, response, visits, base: subjectColumns(context.subjectValues) }
      const lesions = response.targets.flatMap((_, at) => lesionRecords(within, at))
      return response.baselineSum === null ? lesions : [...sumRecords(within), ...lesions]
    })
  },
}

interface Within {
  readonly context: AdamContext
  readonly response: ResponseDerivation
  readonly visits: ReadonlyMap<string, VisitRows>
  readonly base: Record<string, Cell>
}

function sumRecords(within: Within): readonly DatasetRecord[] {
  const { context, response } = within
  const { criteria } = response.row
  const parameter = {
    PARAMCD: `${context.parameters.prefixOf(criteria)}SUMDIAM`,
    PARAM: `Sum of Target Lesion Diameters (mm), ${criteria}`,
    PARCAT1: 'Sum of Diameters',
  }
  const baseline = record(within, parameter, {
    visit: BASELINE,
    value: response.baselineSum,
    base: response.baselineSum,
    columns: {
      ABLFL: 'Y',
      ADT: toSasDay(response.baselineDate),
      ADTF: imputedAtBaseline(context, response.baselineDate),
      ...sumRecord(within, BASELINE),
    },
  })
  const later = assessmentsOf(context, criteria).map((point) => {
    const { row, counts, nadir, changeFromNadir } = point
    return record(within, parameter, {
      visit: row.visit,
      value: row.sum,
      base: response.baselineSum,
      columns: {
        ...changes(row.sum, response.baselineSum, row.percentFromBaseline),
        NADIR: nadir,
        CHGNAD: changeFromNadir,
        PCHGNAD: row.percentFromNadir,
        ADT: toSasDay(row.date),
        ADTF: entryOf(context, point)?.imputed ?? null,
        ANL01FL: counts && row.sum !== null ? 'Y' : null,
        ...sumRecord(within, row.visit),
      },
    })
  })
  return [baseline, ...later]
}

function lesionRecords(within: Within, at: number): readonly DatasetRecord[] {
  const { context, response } = within
  const target = response.targets[at]
  if (target === undefined) return []
  const { criteria } = response.row
  const parameter = {
    PARAMCD: lesionCode(context.parameters.prefixOf(criteria), at + 1),
    PARAM: `Target Lesion ${String(at + 1)} Diameter (mm), ${criteria}`,
    PARCAT1: 'Lesion Diameter',
  }
  const { id, baseline } = target
  const records = [
    record(within, parameter, {
      visit: BASELINE,
      value: baseline,
      base: baseline,
      columns: { ABLFL: 'Y', ...measuredAt(within, id, BASELINE) },
    }),
  ]
  let nadir = baseline
  for (const point of assessmentsOf(context, criteria)) {
    const { row, counts, diameters } = point
    const value = diameters[at] ?? null
    records.push(
      record(within, parameter, {
        visit: row.visit,
        value,
        base: baseline,
        columns: {
          ...changes(value, baseline, percentOf(value, baseline)),
          ...fromNadir(value, nadir),
          ADT: toSasDay(row.date),
          ADTF: entryOf(context, point)?.imputed ?? null,
          ...measuredAt(within, id, row.visit),
          ANL01FL: counts && value !== null ? 'Y' : null,
        },
      }),
    )
    if (value !== null && value < nadir) nadir = value
  }
  return records
}

/** Eight signs at most, the number always whole. */
function lesionCode(prefix: string, number: number): string {
  const end = String(number)
  return `${`${prefix}TLDIAM`.slice(0, 8 - end.length)}${end}`
}

function changes(
  value: number | null,
  base: number | null,
  percent: number | null,
): Record<string, Cell> {
  const change = value === null || base === null ? null : tenths(value - base)
  return { CHG: change, PCHG: percent }
}

function fromNadir(value: number | null, nadir: number): Record<string, Cell> {
  return {
    NADIR: nadir,
    CHGNAD: value === null ? null : tenths(value - nadir),
    PCHGNAD: percentOf(value, nadir),
  }
}

/** Lengths are whole tenths of a millimetre; a difference of two is one again. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

function percentOf(value: number | null, reference: number): number | null {
  return value === null || reference === 0 ? null : ((value - reference) / reference) * 100
}

interface Measured {
  readonly visit: string
  readonly value: number | null
  readonly base: number | null
  readonly columns: Record<string, Cell>
}

function record(
  { context, base, response }: Within,
  parameter: Record<string, Cell>,
  { visit, value, base: baseline, columns }: Measured,
): DatasetRecord {
  const values = {
    ...base,
    ...parameter,
    PARCAT2: evaluatorCategory(context.study.source),
    PARCAT3: response.row.criteria,
    AVAL: value,
    AVALC: value === null ? 'NE' : null,
    BASE: baseline,
    ...visitColumns(context, visit),
    ...columns,
  }
  const start = numberIn(context.subjectValues['TRTSDT'])
  return { values: { ...values, ADY: relativeDay(numberIn(columns['ADT']), start) } }
}

/** The measurement of a lesion at a visit: its own scan date, and its record of SDTM. */
function measuredAt(within: Within, lesion: string, visit: string): Record<string, Cell> {
  const { context, visits } = within
  const row = visits.get(visit)?.byLesion.get(lesion)
  if (row === undefined) return {}
  const date = readCell({ file: 'measurements', row, column: 'TRDAT' }, limitsOf(context))
  const entry = toEntry(context.subject, date)
  const at = rowsOf(context.subject, 'measurements').indexOf(row)
  return {
    ...(entry === null ? {} : dated(entry)),
    ...sdtmColumns(within, { lesion, at }),
  }
}

function dated(entry: DatedEntry): Record<string, Cell> {
  return { ADT: toSasDay(entry.date), ADTF: entry.imputed }
}

const CARRIED = ['TRGRPID', 'TRLNKID', 'TRTESTCD', 'TREVAL', 'TRDTC', 'TRSEQ'] as const

/** The record of SDTM that the diameter under this criterion rests on. */
function sdtmColumns(
  within: Within,
  { lesion, at }: { readonly lesion: string; readonly at: number },
): Record<string, Cell> {
  const { context, response } = within
  const { prefix } = criterionNames(context.study, response.row.criteria)
  const link = `${prefix}-${lesion}`
  const own = context.sources
    .of({ file: 'measurements', row: at }, 'TR')
    .filter(({ values }) => isOfLesion(values['TRLNKID'], link))
  const column = columnOf(response, lesion)
  // Of a split lesion the first part; of a merged one that it is, of one not evaluable that it is not done.
  const found = own.find(({ source }) => source?.column === column) ?? own[0]
  if (found === undefined) return {}
  return { ...carriedOf(found), TRLNKID: link, TULOC: locationOf(context, lesion) }
}

/** The link of a lesion, or that of one of its parts. */
function isOfLesion(id: Cell | undefined, link: string): boolean {
  return id === link || (typeof id === 'string' && id.startsWith(`${link}.`))
}

/** The record of SDTM that holds the sum of an assessment under this criterion. */
function sumRecord({ context, response }: Within, visit: string): Record<string, Cell> {
  const { prefix, sum } = criterionNames(context.study, response.row.criteria)
  const { VISIT } = context.sources.visit(visit)
  const found = context.sources
    .all('TR')
    .find(
      ({ values }) =>
        values['TRTESTCD'] === sum &&
        values['VISIT'] === VISIT &&
        String(values['TRLNKGRP']).startsWith(`${prefix}-`),
    )
  return found === undefined ? {} : carriedOf(found)
}

function carriedOf(found: DatasetRecord): Record<string, Cell> {
  const decides = ['TRSTRESN', 'TRSTRESC'].find((name) => (found.values[name] ?? null) !== null)
  return { ...carry(found.values, CARRIED), ...pointTo(found, 'TR', decides ?? 'TRSTAT') }
}

function columnOf({ targets }: ResponseDerivation, lesion: string): string | null {
  return targets.find(({ id }) => id === lesion)?.column ?? null
}

function locationOf({ subject, sources }: AdamContext, lesion: string): Cell {
  const at = rowsOf(subject, 'lesions').findIndex((row) => row['TULNKID'] === lesion)
  return sources.of({ file: 'lesions', row: at }, 'TU')[0]?.values['TULOC'] ?? null
}
