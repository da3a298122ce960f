import { findContacts } from '../../endpoints/contacts.ts'
import { parseDay } from '../../kernel/dates.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import { isStudyDrug } from '../../protocol/drug-names.ts'
import type { DatasetStudy } from '../datasets/define.ts'
import type { TrialSubject } from '../../trial/trial.ts'
import type { MappedRow, ReferenceDates } from './define.ts'
import { earlierDate, laterDate } from './timing.ts'

type Rows = (file: string) => readonly MappedRow[]

/** The dates that SDTM counts from, as entered. @source mapping, section 2, "consent, demography" */
export function referenceDates(
  subject: TrialSubject,
  study: DatasetStudy,
  rows: Rows,
): ReferenceDates {
  const [first] = rows('subjects')
  const doses = rows('exposure').filter((row) => isStudyDose(row, study))
  const death = deathDate(rows)
  const firstDose = doses.reduce<string | null>((date, { row }) => {
    return earlierDate(date, row['EXSTDAT'] ?? null)
  }, null)
  return {
    consent: textOf(first, 'RFICDAT'),
    enrolment: textOf(first, 'ENRDAT'),
    firstDose,
    lastDose: lastDose(doses),
    death,
    endOfParticipation: endOfParticipation(subject, study, { rows, death }),
  }
}

/** A dose above 0 of a drug that the protocol studies. */
export function isStudyDose({ row }: MappedRow, study: DatasetStudy): boolean {
  return !isInterruption(row) && isStudyDrug(row['EXTRT'] ?? '', study.definition.conventions)
}

/** A dosing period of 0: nothing was given in it. */
export function isInterruption(row: MappedRow['row']): boolean {
  return parseNumberText(row['EXDOSE'] ?? '')?.value === 0
}

function lastDose(doses: readonly MappedRow[]): string | null {
  let last: string | null = null
  for (const { row } of doses) {
    const end = row['EXENDAT'] ?? ''
    if (end === '') return null
    last = laterDate(last, end)
  }
  return last
}

/** Of the death form; where it has none, of a contact that found the subject dead. */
function deathDate(rows: Rows): string | null {
  const recorded = rows('deaths').reduce<string | null>(
    (date, { row }) => earlierDate(date, row['DTHDAT'] ?? null),
    null,
  )
  if (recorded !== null) return recorded
  return rows('survival')
    .filter(({ row }) => row['SSORRES'] === 'DEAD')
    .reduce<string | null>((date, { row }) => earlierDate(date, row['SSDAT'] ?? null), null)
}

function endOfParticipation(
  subject: TrialSubject,
  study: DatasetStudy,
  { rows, death }: { readonly rows: Rows; readonly death: string | null },
): string | null {
  const ended = rows('disposition')
    .filter(({ row }) => row['DSSCAT'] === 'STUDY')
    .reduce<string | null>((date, { row }) => laterDate(date, row['DSSTDAT'] ?? null), null)
  const cutoff = parseDay(study.cutoff)
  const contact = cutoff === null ? null : findContacts(subject, cutoff).lastComplete
  return laterDate(death ?? ended, contact?.text ?? null)
}

function textOf(row: MappedRow | undefined, column: string): string | null {
  const text = row?.row[column] ?? ''
  return text === '' ? null : text
}
