import type { ResponseDerivation, TimepointDerivation } from '../../endpoints/derivation.ts'
import type { IsoDate } from '../../kernel/brand.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import { adrsVariables } from './adrs-variables.ts'
import {
  assessmentOn,
  assessmentPointer,
  assessmentsOf,
  entryOf,
  imputedAtBaseline,
  responseRecord,
  visitColumns,
} from './assessments.ts'
import { carry, numberIn } from './carry.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import {
  CONTROLLED,
  DEATH_PARAMETER,
  evaluatorCategory,
  RESPONSE_NUMBERS,
  RESPONSE_PARAMETERS,
  WORST_LAST,
  type ResponseParameter,
} from './response-parameters.ts'
import { relativeDay, toSasDay } from './sas-day.ts'
import { NO_POINTER, type Pointer } from './source-finder.ts'
import { subjectColumns } from './subject-columns.ts'

/** Tumour response of the enrolled: each assessment, and what they come to. */
export const adrs: AdamDataset = {
  key: 'ADRS',
  label: 'Tumor Response Analysis Dataset',
  class: 'BASIC DATA STRUCTURE',
  structure: 'One record per subject per parameter; of overall responses one per assessment',
  keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'ASEQ'],
  variables: adrsVariables,
  isFilledBy: ({ criteria }) => criteria.length > 0,
  records: (context) => {
    if (!context.derivation.enrolled) return []
    const records = context.derivation.responses.flatMap((one) => recordsUnder(context, one))
    return [...records, deathRecord(context)]
  },
}

function recordsUnder(
  context: AdamContext,
  response: ResponseDerivation,
): readonly DatasetRecord[] {
  const within = { context, response, base: subjectColumns(context.subjectValues) }
  return [...overallResponses(within), ...decisions(within)]
}

interface Within {
  readonly context: AdamContext
  readonly response: ResponseDerivation
  readonly base: Record<string, Cell>
}

function parameterColumns(
  { context, response }: Within,
  parameter: ResponseParameter,
): DatasetRecord['values'] {
  const { criteria } = response.row
  return {
    PARAMCD: `${context.parameters.prefixOf(criteria)}${parameter.code}`,
    PARAM: `${parameter.name}, ${criteria}`,
    PARAMN: numberOf(context.study.definition, criteria, parameter),
    PARCAT1: 'Tumor Response',
    PARCAT2: evaluatorCategory(context.study.source),
    PARCAT3: criteria,
  }
}

const PARAMETERS: readonly ResponseParameter[] = Object.values(RESPONSE_PARAMETERS)

function numberOf(
  { criteria }: ProtocolDefinition,
  key: string,
  parameter: ResponseParameter,
): number {
  const set = criteria.findIndex((one) => one.key === key)
  return set * PARAMETERS.length + PARAMETERS.indexOf(parameter) + 1
}

function overallResponses(within: Within): readonly DatasetRecord[] {
  const { context, response, base } = within
  const points = assessmentsOf(context, response.row.criteria)
  const worst = worstOfDays(points)
  return points.map((point) => {
    const entry = entryOf(context, point)
    const record = responseRecord(context, point)
    return {
      values: {
        ...base,
        ...parameterColumns(within, RESPONSE_PARAMETERS.OVR),
        ...responseValue(point.inForce),
        ...dateColumns(context, point.row.date),
        ADTF: entry?.imputed ?? null,
        ...visitColumns(context, point.row.visit),
        ANL01FL: worst.has(point) ? 'Y' : null,
        ANL02FL: point.counts ? 'Y' : null,
        ...sdtmColumns(record),
        ...assessmentPointer(context, point),
      },
      ...(entry?.source === null || entry === null ? {} : { source: entry.source }),
    }
  })
}

/** Of several assessments on one date the worst; of equals the first. */
function worstOfDays(points: readonly TimepointDerivation[]): ReadonlySet<TimepointDerivation> {
  const worst = new Map<string, TimepointDerivation>()
  const rank = ({ inForce }: TimepointDerivation): number => WORST_LAST.indexOf(inForce)
  for (const point of points) {
    const known = worst.get(point.row.date)
    if (known === undefined || rank(point) > rank(known)) worst.set(point.row.date, point)
  }
  return new Set(worst.values())
}

const CARRIED = [
  'RSTESTCD',
  'RSTEST',
  'RSCAT',
  'RSORRES',
  'RSSTRESC',
  'RSEVAL',
  'RSEVALID',
  'RSACPTFL',
  'RSDTC',
  'RSSEQ',
] as const

function sdtmColumns(record: DatasetRecord | null): Record<string, Cell> {
  return carry(record?.values, CARRIED)
}

/** Everything that the assessments come to: one record each. */
function decisions(within: Within): readonly DatasetRecord[] {
  const { response } = within
  const { row } = response
  const set = RESPONSE_PARAMETERS
  const isBenefit = (best: string): boolean => CONTROLLED.includes(best)
  const isResponse = (best: string): boolean => best === 'CR' || best === 'PR'
  return [
    yesNo(within, set.PD, { holds: row.progression !== null, date: row.progression }),
    yesNo(within, set.RSP, { holds: response.anyResponse !== null, date: response.anyResponse }),
    yesNo(within, set.CRSP, {
      holds: response.confirmedResponse !== null,
      date: response.confirmedResponse,
    }),
    best(within, set.BOR, { value: row.bor, date: response.borDate }),
    best(within, set.CBOR, { value: row.confirmedBor, date: response.confirmedBorDate }),
    yesNo(within, set.CB, { holds: isBenefit(row.bor), date: response.borDate }),
    yesNo(within, set.CCB, { holds: isBenefit(row.confirmedBor), date: response.confirmedBorDate }),
    yesNo(within, set.BCP, { holds: isResponse(row.bor), date: response.borDate }),
    yesNo(within, set.CBCP, {
      holds: isResponse(row.confirmedBor),
      date: response.confirmedBorDate,
    }),
    measurable(within),
    yesNo(within, set.LSTA, { holds: row.lastEvaluable !== null, date: row.lastEvaluable }),
    ...lastingResponses(within),
  ]
}

/** Responses that last, as the protocol counts them: from the first one on that counts. */
function lastingResponses(within: Within): readonly DatasetRecord[] {
  const { context, response } = within
  const { row, confirmedResponse, anyResponse } = response
  const own = context.parameters.lasting.filter(
    ({ endpoint }) => endpoint.criteria === row.criteria,
  )
  return own.map(({ code, name, number, endpoint }) => {
    const value = context.derivation.endpoints.find(({ id }) => id === endpoint.id)?.value
    const holds = value?.kind === 'counted' && value.hit
    const date = endpoint.confirmed ? confirmedResponse : anyResponse
    const record = yesNo(within, RESPONSE_PARAMETERS.RSP, { holds, date })
    return { values: { ...record.values, PARAMCD: code, PARAM: name, PARAMN: number } }
  })
}

interface Decision {
  readonly holds: boolean
  readonly date: IsoDate | null
}

function yesNo(
  within: Within,
  parameter: ResponseParameter,
  { holds, date }: Decision,
): DatasetRecord {
  return decision(within, parameter, {
    value: holds ? { AVALC: 'Y', AVAL: 1 } : { AVALC: 'N', AVAL: 0 },
    date: holds ? date : null,
  })
}

function best(
  within: Within,
  parameter: ResponseParameter,
  { value, date }: { readonly value: string; readonly date: IsoDate | null },
): DatasetRecord {
  return decision(within, parameter, { value: responseValue(value), date })
}

function decision(
  within: Within,
  parameter: ResponseParameter,
  { value, date }: { readonly value: DatasetRecord['values']; readonly date: IsoDate | null },
): DatasetRecord {
  const { context, base, response } = within
  const point = assessmentOn(context, response.row.criteria, date)
  const entry = point === null ? null : entryOf(context, point)
  return {
    values: {
      ...base,
      ...parameterColumns(within, parameter),
      ...value,
      ...dateColumns(context, date),
      ADTF: entry?.imputed ?? null,
      ANL01FL: 'Y',
      ...assessmentPointer(context, point),
    },
  }
}

function measurable(within: Within): DatasetRecord {
  const { context, base, response } = within
  const { measurable: holds, baselineDate } = response
  return {
    values: {
      ...base,
      ...parameterColumns(within, RESPONSE_PARAMETERS.MDIS),
      ...(holds ? { AVALC: 'Y', AVAL: 1 } : { AVALC: 'N', AVAL: 0 }),
      ...dateColumns(context, holds ? baselineDate : null),
      ADTF: holds ? imputedAtBaseline(context, baselineDate) : null,
      ANL01FL: 'Y',
    },
  }
}

function deathRecord(context: AdamContext): DatasetRecord {
  const { death } = context.derivation.dates
  const entry = context.derivation.dates.entries.death
  const pointer: Pointer = entry === null ? NO_POINTER : context.sources.ofDate(entry)
  const { criteria } = context.study.definition
  return {
    values: {
      ...subjectColumns(context.subjectValues),
      PARAMCD: DEATH_PARAMETER.code,
      PARAM: DEATH_PARAMETER.name,
      PARAMN: criteria.length * PARAMETERS.length + 1,
      PARCAT1: 'Reference Event',
      ...(death === null ? { AVALC: 'N', AVAL: 0 } : { AVALC: 'Y', AVAL: 1 }),
      ...dateColumns(context, death),
      ADTF: entry?.imputed ?? null,
      ANL01FL: 'Y',
      ...pointer,
    },
  }
}

function responseValue(response: string): { AVALC: string; AVAL: number | null } {
  return { AVALC: response, AVAL: RESPONSE_NUMBERS[response] ?? null }
}

function dateColumns(context: AdamContext, date: IsoDate | null): Record<string, Cell> {
  const day = toSasDay(date)
  return { ADT: day, ADY: relativeDay(day, numberIn(context.subjectValues['TRTSDT'])) }
}
