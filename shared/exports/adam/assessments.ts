import { isByInvestigator } from '../../forms/review-form.ts'
import { assessmentEntry } from '../../endpoints/assessment-entry.ts'
import { imputedPart, toEntry } from '../../endpoints/dated-entry.ts'
import type { DatedEntry, TimepointDerivation } from '../../endpoints/derivation.ts'
import { dayOfCutoff } from '../../endpoints/derive-subject.ts'
import { readCell, type Limits } from '../../endpoints/known-date.ts'
import type { IsoDate } from '../../kernel/brand.ts'
import { parseDay } from '../../kernel/dates.ts'
import { findPlannedVisit } from '../../protocol/schedule.ts'
import type { CriterionInSdtm } from '../../response/define.ts'
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

/** What was imputed of the date of the baseline: nothing where some scan of that day has it in full. */
export function imputedAtBaseline(
  of: Pick<Of, 'subject' | 'derivation' | 'study'>,
  date: IsoDate | null,
): DatedEntry['imputed'] {
  if (date === null) return null
  const limits = limitsOf(of)
  const day = parseDay(date)
  let imputed: DatedEntry['imputed'] = null
  for (const row of rowsOf(of.subject, 'measurements')) {
    if (row['VISIT'] !== BASELINE) continue
    const scan = readCell({ file: 'measurements', row, column: 'TRDAT' }, limits)
    if (scan?.day !== day) continue
    if (!scan.imputed) return null
    imputed ??= imputedPart(scan.text)
  }
  return imputed
}

/** The visit of the baseline measurements. */
export const BASELINE = 'BASELINE'

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

/**
 * The SDTM record of an assessment's overall response: the recorded one where it counts, else the
 * derived one. Null before there are records.
 */
export function responseRecord(of: Of, { row }: TimepointDerivation): DatasetRecord | null {
  const recorded = of.study.source === 'investigator' ? row.investigator : null
  return recorded === null ? derivedRecord(of, row) : recordedRecord(of, row, recorded)
}

/** The investigator's review that the analysis reads: of several with that response the latest. */
function recordedRecord(
  { subject, sources }: Of,
  { visit, criteria }: TimepointDerivation['row'],
  response: string,
): DatasetRecord | null {
  let found: DatasetRecord | null = null
  let latest = ''
  for (const [at, review] of rowsOf(subject, 'responses').entries()) {
    if (review['VISIT'] !== visit || review['RSCAT'] !== criteria) continue
    if (review['OVRLRESP'] !== response || !isByInvestigator(review)) continue
    const day = review['RSDAT'] ?? ''
    if (day < latest) continue
    latest = day
    const records = sources.of({ file: 'responses', row: at }, 'RS')
    found = records.find(({ values }) => values['RSTESTCD'] === 'OVRLRESP') ?? found
  }
  return found
}

function derivedRecord(
  { sources, study }: Of,
  { visit, criteria }: TimepointDerivation['row'],
): DatasetRecord | null {
  const { category } = criterionNames(study, criteria)
  const { VISIT } = sources.visit(visit)
  return (
    sources
      .all('RS')
      .find(
        ({ values }) =>
          values['RSTESTCD'] === 'OVRLRESP' &&
          values['RSDRVFL'] === 'Y' &&
          values['RSCAT'] === category &&
          values['VISIT'] === VISIT,
      ) ?? null
  )
}

/** How SDTM names a criterion: its category, what its links begin with, the test of its sum. */
export function criterionNames(
  { definition, families }: AdamContext['study'],
  criteria: string,
): CriterionInSdtm {
  const at = definition.criteria.findIndex(({ key }) => key === criteria)
  return (
    families.criteria.get(criteria).sdtm ?? {
      category: criteria,
      prefix: `C${String(at + 1)}`,
      sum: 'SUMDIAM',
    }
  )
}

/** Pointer at what decided an assessment: its recorded response, or the measurement it is dated by. */
export function assessmentPointer(of: Of, point: TimepointDerivation | null): Pointer {
  if (point === null) return NO_POINTER
  const response = responseRecord(of, point)
  if (response !== null) return pointTo(response, 'RS', 'RSSTRESC')
  const entry = entryOf(of, point)
  return entry === null ? NO_POINTER : of.sources.ofDate(entry)
}

/** Visit columns of a record: as SDTM numbers the visit, with its title. */
export function visitColumns(
  of: Pick<Of, 'study' | 'sources'>,
  visit: string,
): {
  readonly VISIT: Cell
  readonly VISITNUM: Cell
  readonly AVISIT: Cell
  readonly AVISITN: Cell
} {
  const numbered = of.sources.visit(visit)
  const planned = findPlannedVisit(of.study.definition.schedule, visit)
  return {
    ...numbered,
    AVISIT: planned?.title.en ?? numbered.VISIT,
    AVISITN: numbered.VISITNUM,
  }
}
