import type { ProducedFinding, Producer } from '../producer.ts'
import type { CheckSubject, EnteredDate } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'

/** What happens to a living subject: date columns by file. A death may be learnt of later. */
const LIVING_DATES: readonly (readonly [string, string])[] = [
  ['visits', 'SVSTDAT'],
  ['vitals', 'VSDAT'],
  ['ecg', 'EGDAT'],
  ['labs', 'LBDAT'],
  ['measurements', 'TRDAT'],
  ['exposure', 'EXSTDAT'],
  ['exposure', 'EXENDAT'],
  ['procedures', 'PRSTDAT'],
  ['antibodies', 'ISDAT'],
  ['biomarkers', 'BEDAT'],
  ['concomitant', 'CMSTDAT'],
  ['new-therapies', 'CMSTDAT'],
  ['adverse-events', 'AESTDAT'],
]

function deathDate(subject: CheckSubject): EnteredDate | null {
  const [form] = placedRows(subject, 'deaths')
  const own = form === undefined ? null : dateIn(form, 'DTHDAT')
  if (own !== null) return own
  const contact = placedRows(subject, 'survival').find(({ row }) => row['SSORRES'] === 'DEAD')
  return contact === undefined ? null : dateIn(contact, 'SSDAT')
}

/** Dates of the living that certainly lie after the death. */
function afterDeath(subject: CheckSubject): readonly ProducedFinding[] {
  const death = deathDate(subject)
  if (death === null) return []
  const alive = placedRows(subject, 'survival').filter(({ row }) => row['SSORRES'] === 'ALIVE')
  const dated = [
    ...LIVING_DATES.flatMap(([file, column]) =>
      placedRows(subject, file).map((placed) => ({ placed, column })),
    ),
    ...alive.map((placed) => ({ placed, column: 'SSDAT' })),
  ]
  return dated.flatMap(({ placed, column }) => {
    const date = dateIn(placed, column)
    if (date === null || date.earliest <= death.latest) return []
    const compared = { date: shownDate(date.text), death: shownDate(death.text) }
    return [{ ...at(placed), item: column, compared }]
  })
}

/** Records that say the subject died, with the date each gives. */
function sayDeath(
  subject: CheckSubject,
): readonly { readonly placed: PlacedRow; readonly column: string; readonly item: string }[] {
  const of = (
    file: string,
    item: string,
    says: (row: PlacedRow['row']) => boolean,
    column: string,
  ) =>
    placedRows(subject, file)
      .filter(({ row }) => says(row))
      .map((placed) => ({ placed, column, item }))
  return [
    ...of('survival', 'SSORRES', (row) => row['SSORRES'] === 'DEAD', ''),
    ...of('adverse-events', 'AETOXGR', isFatal, 'AEENDAT'),
    ...of('disposition', 'DSDECOD', isDeathOfStudy, 'DSSTDAT'),
  ]
}

function isFatal(row: PlacedRow['row']): boolean {
  return row['AETOXGR'] === '5' || row['AEOUT'] === 'FATAL' || row['AESDTH'] === 'Y'
}

function isDeathOfStudy(row: PlacedRow['row']): boolean {
  return row['DSSCAT'] === 'STUDY' && row['DSDECOD'] === 'DEATH'
}

/** A death is said somewhere, and the death form is empty. */
function deathFormMissing(subject: CheckSubject): readonly ProducedFinding[] {
  if (placedRows(subject, 'deaths').length > 0) return []
  return sayDeath(subject).map(({ placed, item }) => ({
    ...at(placed),
    item,
    compared: { value: placed.row[item] ?? '' },
  }))
}

/** Another record dates the death certainly otherwise than the death form. */
function deathDatesDiffer(subject: CheckSubject): readonly ProducedFinding[] {
  const [form] = placedRows(subject, 'deaths')
  const death = form === undefined ? null : dateIn(form, 'DTHDAT')
  if (death === null) return []
  return sayDeath(subject).flatMap(({ placed, column }) => {
    const date = dateIn(placed, column)
    const isOther = date !== null && (date.earliest > death.latest || date.latest < death.earliest)
    if (!isOther) return []
    const compared = { date: shownDate(date.text), death: shownDate(death.text) }
    return [{ ...at(placed), item: column, compared }]
  })
}

/** The death form is filled, and no contact and no end of study say so. */
function deathNotSaid(subject: CheckSubject): readonly ProducedFinding[] {
  const [form] = placedRows(subject, 'deaths')
  if (form === undefined || sayDeath(subject).length > 0) return []
  return [{ ...at(form), compared: { death: shownDate(form.row['DTHDAT'] ?? '') } }]
}

export const lifeProducers: readonly Producer[] = [
  { key: 'after-death', find: afterDeath },
  { key: 'death-form-missing', find: deathFormMissing },
  { key: 'death-dates-differ', find: deathDatesDiffer },
  { key: 'death-not-said', find: deathNotSaid },
]
