import type { RowValues } from '../../forms/define.ts'
import type { ProducedFinding, Producer } from '../producer.ts'
import type { CheckSubject, EnteredDate } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { datedRows, type DateColumn } from './dated-rows.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'

/** What says that the subject died, and the column that then holds the day of death, if any. */
interface DeathSaying {
  readonly file: string
  readonly item: string
  readonly value: string
  readonly date: string | null
  readonly of?: (row: RowValues) => boolean
}

const DEATH_SAYINGS: readonly DeathSaying[] = [
  { file: 'survival', item: 'SSORRES', value: 'DEAD', date: 'SSDAT' },
  { file: 'adverse-events', item: 'AEOUT', value: 'FATAL', date: 'AEENDAT' },
  { file: 'adverse-events', item: 'AESDTH', value: 'Y', date: 'AEENDAT' },
  { file: 'adverse-events', item: 'AETOXGR', value: '5', date: 'AEENDAT' },
  { file: 'disposition', item: 'DSDECOD', value: 'DEATH', date: 'DSSTDAT', of: isOfStudy },
  // Treatment may have ended some days before the death that ended it.
  { file: 'disposition', item: 'DSDECOD', value: 'DEATH', date: null },
  { file: 'subjects', item: 'SCRNFAIL', value: 'DEATH', date: null },
]

function isOfStudy(row: RowValues): boolean {
  return row['DSSCAT'] === 'STUDY'
}

/** How a row of the file says that the subject died; the first way counts. */
function sayingIn(file: string, row: RowValues): DeathSaying | undefined {
  return DEATH_SAYINGS.find(
    (one) => one.file === file && row[one.item] === one.value && one.of?.(row) !== false,
  )
}

const SAYING_FILES = [...new Set(DEATH_SAYINGS.map(({ file }) => file))]

/** Rows beside the death form that say the subject died. */
function sayDeath(
  subject: CheckSubject,
): readonly { readonly placed: PlacedRow; readonly saying: DeathSaying }[] {
  return SAYING_FILES.flatMap((file) =>
    placedRows(subject, file).flatMap((placed) => {
      const saying = sayingIn(file, placed.row)
      return saying === undefined ? [] : [{ placed, saying }]
    }),
  )
}

const isWithoutDeath = (file: string) => (row: RowValues) => sayingIn(file, row) === undefined

/**
 * What happens to the living. A death may be learnt of later: an attempted contact, a return of
 * tablets or a review may follow it. What says the death itself is compared on its own.
 */
const LIVING_DATES: readonly DateColumn[] = [
  { file: 'subjects', column: 'RFICDAT' },
  { file: 'subjects', column: 'ENRDAT' },
  { file: 'visits', column: 'SVSTDAT' },
  { file: 'vitals', column: 'VSDAT' },
  { file: 'ecg', column: 'EGDAT' },
  { file: 'labs', column: 'LBDAT' },
  { file: 'urinalysis', column: 'UADAT' },
  { file: 'virology', column: 'VIDAT' },
  { file: 'lesions', column: 'TUDAT' },
  { file: 'measurements', column: 'TRDAT' },
  { file: 'exposure', column: 'EXSTDAT' },
  { file: 'exposure', column: 'EXENDAT' },
  { file: 'procedures', column: 'PRSTDAT' },
  { file: 'antibodies', column: 'ISDAT' },
  { file: 'biomarkers', column: 'BEDAT' },
  { file: 'concomitant', column: 'CMSTDAT' },
  { file: 'concomitant', column: 'CMENDAT' },
  { file: 'new-therapies', column: 'CMSTDAT' },
  { file: 'new-therapies', column: 'CMENDAT' },
  { file: 'adverse-events', column: 'AESTDAT' },
  { file: 'adverse-events', column: 'AEENDAT', of: isWithoutDeath('adverse-events') },
  { file: 'adverse-events', column: 'AEHOSDAT' },
  { file: 'adverse-events', column: 'AEHOEDAT' },
  { file: 'survival', column: 'SSDAT', of: ({ SSORRES }) => SSORRES === 'ALIVE' },
]

/** The death form where it says anything; one left empty for a reason says no death. */
function deathForm(subject: CheckSubject): PlacedRow | undefined {
  return placedRows(subject, 'deaths').find(
    ({ row }) => (row['DTHDAT'] ?? '') !== '' || (row['DTHCAUS'] ?? '') !== '',
  )
}

function dateOfForm(subject: CheckSubject): EnteredDate | null {
  const form = deathForm(subject)
  return form === undefined ? null : dateIn(form, 'DTHDAT')
}

/** The death form's date, else that of a contact which learnt of the death. */
function deathDate(subject: CheckSubject): EnteredDate | null {
  const contact = placedRows(subject, 'survival').find(
    (placed) => placed.row['SSORRES'] === 'DEAD' && dateIn(placed, 'SSDAT') !== null,
  )
  return dateOfForm(subject) ?? (contact === undefined ? null : dateIn(contact, 'SSDAT'))
}

/** The death form's date lies certainly before consent: it is asked about alone. */
function isFormBeforeConsent(subject: CheckSubject): boolean {
  const death = dateOfForm(subject)
  const [demography] = placedRows(subject, 'subjects')
  const consent = demography === undefined ? null : dateIn(demography, 'RFICDAT')
  return death !== null && consent !== null && death.latest < consent.earliest
}

/** Dates of the living that certainly lie after the death. */
function afterDeath(subject: CheckSubject): readonly ProducedFinding[] {
  const death = deathDate(subject)
  if (death === null || isFormBeforeConsent(subject)) return []
  const isLater = (date: EnteredDate): boolean => date.earliest > death.latest
  return datedRows(subject, LIVING_DATES, isLater).map(({ placed, column, date }) => {
    const compared = { date: shownDate(date.text), death: shownDate(death.text) }
    return { ...at(placed), item: column, compared }
  })
}

/** A death is said somewhere, and the death form is empty. */
function deathFormMissing(subject: CheckSubject): readonly ProducedFinding[] {
  if (deathForm(subject) !== undefined) return []
  return sayDeath(subject).map(({ placed, saying: { item, value } }) => ({
    ...at(placed),
    item,
    compared: { value },
  }))
}

/** Another record dates the death certainly otherwise than the death form. */
function deathDatesDiffer(subject: CheckSubject): readonly ProducedFinding[] {
  const death = dateOfForm(subject)
  if (death === null) return []
  return sayDeath(subject).flatMap(({ placed, saying: { date: column } }) => {
    const date = column === null ? null : dateIn(placed, column)
    const isOther = date !== null && (date.earliest > death.latest || date.latest < death.earliest)
    if (column === null || !isOther) return []
    const compared = { date: shownDate(date.text), death: shownDate(death.text) }
    return [{ ...at(placed), item: column, compared }]
  })
}

/** The death form is filled, and no contact, event or end of study says so. */
function deathNotSaid(subject: CheckSubject): readonly ProducedFinding[] {
  const form = deathForm(subject)
  if (form === undefined || sayDeath(subject).length > 0) return []
  return [{ ...at(form), compared: { death: shownDate(form.row['DTHDAT'] ?? '') } }]
}

export const lifeProducers: readonly Producer[] = [
  { key: 'after-death', find: afterDeath },
  { key: 'death-form-missing', find: deathFormMissing },
  { key: 'death-dates-differ', find: deathDatesDiffer },
  { key: 'death-not-said', find: deathNotSaid },
]
