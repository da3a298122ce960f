import { assessmentEntry } from '../../endpoints/assessment-entry.ts'
import { toEntry } from '../../endpoints/dated-entry.ts'
import type { DatedEntry, TimepointDerivation } from '../../endpoints/derivation.ts'
import { dayOfCutoff } from '../../endpoints/derive-subject.ts'
import type { Limits } from '../../endpoints/known-date.ts'
import type { IsoDate } from '../../kernel/brand.ts'
import { parseDay } from '../../kernel/dates.ts'
import { findPlannedVisit } from '../../protocol/schedule.ts'
import { rowsOf } from '../../trial/trial.ts'
import type { Cell, DatasetRecord } from '../datasets/define.ts'
import type { AdamContext } from './define.ts'
import { NO_POINTER, pointTo, type Pointer } from './source-finder.ts'

type Of = Pick<AdamContext, 'subject' | 'derivation' | 'study' | 'sources'>

/** No imputed date lies after these. */
export function limitsOf({ derivation, study }: Pick<Of, 'derivation' | 'study'>): Limits {
  const { death } = derivation.dates
  return {
    cutoff: dayOfCutoff(study.cutoff),
    death: death === null ? null : parseDay(death),
  }
}

/** The assessments of one criterion, in time order. */
export function assessmentsOf(
  { derivation }: Pick<Of, 'derivation'>,
  criteria: string,
): readonly TimepointDerivation[] {
  return derivation.timepoints.filter(({ row }) => row.criteria === criteria)
}

/** The entry from which an assessment took its date. */
export function entryOf(of: Of, { row, earliest }: TimepointDerivation): DatedEntry | null {
  const date = parseDay(row.date)
  const first = parseDay(earliest)
  if (date === null || first === null) return null
  const points = [{ visit: row.visit, date, earliest: first }]
  const known = assessmentEntry(of.subject, points, { day: date, limits: limitsOf(of) })
  return toEntry(of.subject, known)
}

/** The assessment whose response bears a date; of those of one day the first that counts. */
export function assessmentOn(
  of: Of,
  criteria: string,
  date: IsoDate | null,
): TimepointDerivation | null {
  if (date === null) return null
  const all = assessmentsOf(of, criteria).filter(({ counts }) => counts)
  return (
    all.find(({ row }) => row.date === date) ??
    all.find(({ earliest }) => earliest === date) ??
    null
  )
}

/** The SDTM record of the response in force of an assessment; null where none was recorded. */
export function responseRecord(
  { subject, sources }: Of,
  { row, inForce }: TimepointDerivation,
): DatasetRecord | null {
  let found: DatasetRecord | null = null
  for (const [at, review] of rowsOf(subject, 'responses').entries()) {
    if (review['VISIT'] !== row.visit || review['RSCAT'] !== row.criteria) continue
    if (review['OVRLRESP'] !== inForce) continue
    const records = sources.of({ file: 'responses', row: at }, 'RS')
    found = records.find(({ values }) => values['RSTESTCD'] === 'OVRLRESP') ?? found
  }
  return found
}

/** Pointer at what decided an assessment: its recorded response, or the measurement it is dated by. */
export function assessmentPointer(of: Of, point: TimepointDerivation | null): Pointer {
  if (point === null) return NO_POINTER
  const response = responseRecord(of, point)
  if (response !== null) return pointTo(response, 'RS', 'RSSTRESC')
  const entry = entryOf(of, point)
  return entry === null ? NO_POINTER : of.sources.ofDate(entry)
}

/** AVISIT of a visit's name: its title in the schedule, or the name itself. */
export function visitTitle({ study }: Pick<Of, 'study'>, visit: string): string {
  return findPlannedVisit(study.definition.schedule, visit)?.title.en ?? visit
}

/** VISIT and VISITNUM as a record of SDTM has them; before there is one, the visit's name. */
export function visitColumns(
  visit: string,
  record: DatasetRecord | null,
): { readonly VISIT: Cell; readonly VISITNUM: Cell; readonly AVISITN: Cell } {
  const number = record?.values['VISITNUM'] ?? null
  return { VISIT: record?.values['VISIT'] ?? visit, VISITNUM: number, AVISITN: number }
}
