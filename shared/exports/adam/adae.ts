import type { AdverseEventRecord } from '../../endpoints/adverse-events.ts'
import { imputedPart } from '../../endpoints/dated-entry.ts'
import { eventAtCutoff } from '../../endpoints/event-at-cutoff.ts'
import { rowsOf, type Row } from '../../trial/trial.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import { ADAE_SUBJECT_COLUMNS, adaeVariables, AE_COLUMNS } from './adae-variables.ts'
import { carry, numberIn } from './carry.ts'
import { limitsOf } from './assessments.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import { occurrenceFlags } from './occurrence-flags.ts'
import { relativeDay, sasDayOf } from './sas-day.ts'

/** Adverse events that exist at the cut-off. */
export const adae: AdamDataset = {
  key: 'ADAE',
  label: 'Adverse Events Analysis Dataset',
  class: 'OCCURRENCE DATA STRUCTURE',
  structure: 'One record per adverse event per subject that exists at the data cut-off',
  keys: ['STUDYID', 'USUBJID', 'ASTDT', 'AEDECOD', 'AESEQ'],
  variables: adaeVariables,
  isFilledBy: ({ forms }) => forms.some(({ file }) => file === FILE),
  records(context) {
    const { adverseEvents } = context.derivation
    const flags = occurrenceFlags(adverseEvents)
    return adverseEvents.map((event) => toRecord(context, event, flags.get(event) ?? {}))
  },
}

const FILE = 'adverse-events'

function toRecord(
  context: AdamContext,
  event: AdverseEventRecord,
  flags: Readonly<Record<string, Cell>>,
): DatasetRecord {
  const { cutoff, death } = limitsOf(context)
  const entered = rowsOf(context.subject, FILE)[event.row] ?? {}
  const row = eventAtCutoff(entered, context.subject, { cutoff, dead: death !== null })
  const source = { file: FILE, row: event.row }
  const sdtm = context.sources.of(source, 'AE')[0] ?? null
  if ((row['AEDECOD'] ?? '') === '') reportUncoded(context, event, source)
  return {
    values: {
      ...subjectColumns(context),
      ...collected(row, sdtm),
      AEDECOD: event.term,
      ...dates(context, row, event),
      TRTEMFL: flag(event.treatmentEmergent),
      ATOXGR: event.grade === null ? null : String(event.grade),
      ATOXGRN: event.grade,
      AREL: event.related ? 'RELATED' : 'NOT RELATED',
      ...flags,
      DLTFL: flag(isLimiting(context, event)),
      AESIFL: flag(isOfInterest(context, event)),
      ANL01FL: flag(event.fromEnrolment),
      CQ01NAM: event.haematologic ? 'HEMATOLOGIC' : null,
    },
    source,
  }
}

function subjectColumns({ subjectValues }: AdamContext): Record<string, Cell> {
  return { ...carry(subjectValues, ADAE_SUBJECT_COLUMNS), TRTA: subjectValues['TRT01A'] ?? null }
}

/** Those that the form has under the same name: no codes of terms, dates, days and numbers. */
const TEXTS = AE_COLUMNS.filter((name) => !/(?:CD|SEQ|DTC|DY)$/.test(name))

/** As AE has it; before there is a record, as it was entered. */
function collected(row: Row, sdtm: DatasetRecord | null): Record<string, Cell> {
  if (sdtm !== null) return carry(sdtm.values, AE_COLUMNS)
  return {
    ...carry(row, TEXTS),
    AESTDTC: row['AESTDAT'] ?? null,
    AEENDTC: row['AEENDAT'] ?? null,
  }
}

function dates(context: AdamContext, row: Row, event: AdverseEventRecord): Record<string, Cell> {
  const start = event.onsetDay === null ? null : sasDayOf(event.onsetDay)
  const end = event.endDay === null ? null : sasDayOf(event.endDay)
  const startPart = partOf(start, row['AESTDAT'])
  const endPart = partOf(end, row['AEENDAT'])
  const first = numberIn(context.subjectValues['TRTSDT'])
  return {
    ASTDT: start,
    ASTDTF: startPart,
    AENDT: end,
    AENDTF: endPart,
    ASTDY: relativeDay(start, first),
    AENDY: relativeDay(end, first),
    ...(startPart === null && endPart === null ? duration(start, end) : {}),
  }
}

/** What of a day was imputed. */
function partOf(day: number | null, text = ''): Cell {
  return day === null ? null : imputedPart(text)
}

function duration(start: number | null, end: number | null): Record<string, Cell> {
  return start === null || end === null ? {} : { ADURN: end - start + 1, ADURU: 'DAYS' }
}

/** In the window in which the protocol counts it, of a subject who is evaluable for it. */
function isLimiting({ derivation }: AdamContext, event: AdverseEventRecord): boolean {
  const { doseLimitingWindow: window, populations } = derivation
  if (!populations.DLT || window === null || !event.doseLimiting || event.onset === null) {
    return false
  }
  return event.onset >= window.first && event.onset <= window.last
}

function isOfInterest({ study }: AdamContext, { term }: AdverseEventRecord): boolean {
  return study.definition.safety?.specialInterestTerms?.includes(term) === true
}

function reportUncoded(
  context: AdamContext,
  { verbatim }: AdverseEventRecord,
  source: NonNullable<DatasetRecord['source']>,
): void {
  context.report({
    rule: 'ADAM-AE-01',
    severity: 'warning',
    dataset: 'ADAE',
    variable: 'AEDECOD',
    source,
    message: {
      en: `The adverse event "${verbatim}" is not coded: AEDECOD holds the words reported. Choose its term.`,
      zh: `不良事件“${verbatim}”尚未编码，AEDECOD暂用报告原文。请选择术语。`,
    },
  })
}

function flag(holds: boolean): Cell {
  return holds ? 'Y' : null
}
