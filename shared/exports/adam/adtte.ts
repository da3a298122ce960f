import type { MeasuredTime } from '../../endpoints/contribution.ts'
import type { SpanDerivation } from '../../endpoints/derivation.ts'
import type { DatasetRecord } from '../datasets/define.ts'
import { adtteVariables } from './adtte-variables.ts'
import { assessmentOn, assessmentPointer } from './assessments.ts'
import { numberIn } from './carry.ts'
import { CENSORING, CENSORING_DATES, DESCRIPTIONS } from './censoring.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import type { TimeParameter } from './parameters.ts'
import { evaluatorCategory } from './response-parameters.ts'
import { relativeDay, toSasDay } from './sas-day.ts'
import { NO_POINTER, type Pointer } from './source-finder.ts'
import { subjectColumns } from './subject-columns.ts'

/** Times to event: those that the endpoints of the protocol count, each subject in its population. */
export const adtte: AdamDataset = {
  key: 'ADTTE',
  label: 'Time-to-Event Analysis Dataset',
  class: 'BASIC DATA STRUCTURE',
  structure: 'One record per subject per parameter',
  keys: ['STUDYID', 'USUBJID', 'PARAMCD', 'ASEQ'],
  variables: adtteVariables,
  isFilledBy: ({ endpoints }) => endpoints.some(({ kind }) => kind === 'time-to-event'),
  records: (context) => context.parameters.times.flatMap((one) => timeRecord(context, one)),
}

function timeRecord(context: AdamContext, parameter: TimeParameter): readonly DatasetRecord[] {
  const own = context.derivation.endpoints.find(({ id }) => id === parameter.endpoint.id)
  if (own?.inPopulation !== true || own.value.kind !== 'time' || own.span === null) return []
  const values = {
    ...subjectColumns(context.subjectValues),
    ...parameterColumns(context, parameter),
    ...timeColumns(own.value, own.span),
    ...pointerOf(context, parameter, own.span),
  }
  const day = relativeDay(values.ADT, numberIn(context.subjectValues['TRTSDT']))
  return [{ values: { ...values, ADY: day } }]
}

function parameterColumns(
  { study }: AdamContext,
  { code, name, number, endpoint }: TimeParameter,
): DatasetRecord['values'] {
  const judged = endpoint.criteria !== null
  return {
    PARAMCD: code,
    PARAM: name,
    PARAMN: number,
    PARCAT1: 'Time to Event',
    PARCAT2: judged ? evaluatorCategory(study.source) : null,
    PARCAT3: endpoint.criteria,
  }
}

function timeColumns(
  { days, date }: MeasuredTime,
  { start, end, cause, censoredAt }: SpanDerivation,
): DatasetRecord['values'] & { readonly ADT: number | null } {
  return {
    AVAL: days,
    AVALU: 'DAYS',
    STARTDT: toSasDay(start.date),
    STARTDTF: start.imputed,
    ADT: toSasDay(date),
    ADTF: end.imputed,
    CNSR: CENSORING[cause],
    EVNTDESC: DESCRIPTIONS[cause],
    CNSDTDSC: censoredAt === null ? null : CENSORING_DATES[censoredAt],
  }
}

/** What decided the end: of an assessment its response, else the entry the date was read from. */
function pointerOf(
  context: AdamContext,
  { endpoint }: TimeParameter,
  { end, cause, censoredAt }: SpanDerivation,
): Pointer {
  if (!context.sources.known) return NO_POINTER
  const byAssessment = cause === 'progression' || censoredAt === 'last-evaluable-assessment'
  if (!byAssessment || endpoint.criteria === null) return context.sources.ofDate(end)
  const point = assessmentOn(context, endpoint.criteria, end.date)
  return point === null ? context.sources.ofDate(end) : assessmentPointer(context, point)
}
