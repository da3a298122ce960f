import type { RowValues } from '../../forms/define.ts'
import type { CheckRecord } from '../define.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject, EnteredDate } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { datedRows, type DateColumn } from './dated-rows.ts'
import { at, dateIn, placedRows } from './rows.ts'

/** The end of the study, unless by death: what follows a death is asked of the death. */
function endOfStudy(subject: CheckSubject): EnteredDate | null {
  const ends = placedRows(subject, 'disposition').flatMap((placed) => {
    const { DSSCAT: category, DSDECOD: reason } = placed.row
    const date = category === 'STUDY' && reason !== 'DEATH' ? dateIn(placed, 'DSSTDAT') : null
    return date === null ? [] : [date]
  })
  return ends.reduce<EnteredDate | null>(
    (last, one) => (last === null || one.latest > last.latest ? one : last),
    null,
  )
}

/**
 * What belongs to the study. Not so the survival, which registers tell of later, and the serious
 * events, which are reported whenever they become known. @source ICH E2A
 */
const STUDY_DATES: readonly DateColumn[] = [
  { file: 'visits', column: 'SVSTDAT' },
  { file: 'vitals', column: 'VSDAT' },
  { file: 'ecg', column: 'EGDAT' },
  { file: 'labs', column: 'LBDAT' },
  { file: 'urinalysis', column: 'UADAT' },
  { file: 'virology', column: 'VIDAT' },
  { file: 'measurements', column: 'TRDAT' },
  { file: 'antibodies', column: 'ISDAT' },
  { file: 'exposure', column: 'EXSTDAT' },
  { file: 'exposure', column: 'EXENDAT' },
  { file: 'procedures', column: 'PRSTDAT', of: ({ PRCAT }) => PRCAT === 'STUDY' },
  { file: 'adverse-events', column: 'AESTDAT', of: ({ AESER }) => AESER !== 'Y' },
  { file: 'disposition', column: 'DSSTDAT', of: ({ DSSCAT }) => DSSCAT === 'TREATMENT' },
]

/** Dates of the study that certainly lie after its end. */
function afterStudy(subject: CheckSubject): readonly ProducedFinding[] {
  const end = endOfStudy(subject)
  if (end === null) return []
  return datedRows(subject, STUDY_DATES).flatMap(({ placed, column, date }) => {
    if (date.earliest <= end.latest) return []
    const compared = { date: shownDate(date.text), end: shownDate(end.text) }
    return [{ ...at(placed), item: column, compared }]
  })
}

interface BeforeConsent extends DateColumn {
  /** Routine care of the weeks before: its results may stand for those of screening. */
  readonly routine?: true
}

/** A sample of another visit is compared with the date of that visit. */
function isOfScreening(_row: RowValues, { visit }: CheckRecord): boolean {
  return visit === null || visit === 'BASELINE'
}

function isOfTrial({ PRCAT }: RowValues): boolean {
  return PRCAT === 'STUDY' || PRCAT === 'SUBSEQUENT'
}

/**
 * What a trial does follows consent. Visits, doses, events and baseline scans have checks of their
 * own, and so has a death; virology, biomarkers and earlier therapy may be of long ago.
 */
const AFTER_CONSENT: readonly BeforeConsent[] = [
  { file: 'vitals', column: 'VSDAT', routine: true },
  { file: 'ecg', column: 'EGDAT', routine: true },
  { file: 'labs', column: 'LBDAT', routine: true, of: isOfScreening },
  { file: 'urinalysis', column: 'UADAT', routine: true },
  { file: 'antibodies', column: 'ISDAT' },
  { file: 'procedures', column: 'PRSTDAT', of: isOfTrial },
  { file: 'new-therapies', column: 'CMSTDAT' },
  { file: 'survival', column: 'SSDAT', of: ({ SSORRES }) => SSORRES !== 'DEAD' },
]

/** Dates that certainly lie before consent, those of routine care by more than the days given. */
function beforeConsent(
  subject: CheckSubject,
  { days = 0 }: ProducerParams,
): readonly ProducedFinding[] {
  const [demography] = placedRows(subject, 'subjects')
  const consent = demography === undefined ? null : dateIn(demography, 'RFICDAT')
  if (consent === null) return []
  return datedRows(subject, AFTER_CONSENT).flatMap(({ placed, column, date, by }) => {
    const before = consent.earliest - date.latest
    if (before <= (by.routine === true ? Number(days) : 0)) return []
    const compared = {
      date: shownDate(date.text),
      consent: shownDate(consent.text),
      days: String(before),
    }
    return [{ ...at(placed), item: column, compared }]
  })
}

export const dateOrderProducers: readonly Producer[] = [
  { key: 'after-study', find: afterStudy },
  { key: 'before-consent', find: beforeConsent },
]
