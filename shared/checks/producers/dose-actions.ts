import type { ProducedFinding, Producer } from '../producer.ts'
import { questionPer, type CheckSubject, type EnteredDate } from '../subject.ts'
import { shownDate } from '../variables.ts'
import {
  daysBetweenDoses,
  followingPairs,
  isLowerDose,
  lastingLongest,
  periodsByDrug,
  type Period,
} from './dosing-periods.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'
import { namedTreatments } from './treatments.ts'

/** What is recorded of the drugs that an action is about. */
interface Records {
  /** Dosing periods, drug by drug. */
  readonly drugs: readonly (readonly Period[])[]
  readonly ends: readonly PlacedRow[]
}

type ShowsAction = (records: Records, onset: EnteredDate) => boolean

/** What the records of a drug show of an action: by the code of the action. */
const SHOWN_BY: Readonly<Record<string, ShowsAction>> = {
  'DOSE REDUCED': ({ drugs }, onset) => drugs.some((list) => isReduced(list, onset)),
  'DRUG INTERRUPTED': (records, onset) =>
    records.drugs.some((list) => isPaused(list, onset, records)),
  'DRUG WITHDRAWN': ({ ends }) => ends.length > 0,
}

/** A period from the onset on has a lower dose than the one before it, or may have. */
function isReduced(list: readonly Period[], onset: EnteredDate): boolean {
  const given = list.filter(({ dose }) => dose !== 0)
  return given.some((period, index) => {
    const before = given[index - 1]
    if (before === undefined || period.start.latest < onset.earliest) return false
    return isLowerDose(period, before) !== false
  })
}

/** From the onset on there is a period of dose 0, or may be, or days without a dose that was due. */
function isPaused(list: readonly Period[], onset: EnteredDate, { ends }: Records): boolean {
  const isZero = list.some(
    ({ dose, end }) => (dose === 0 || dose === null) && end.latest >= onset.earliest,
  )
  const isGap = followingPairs(list).some(
    ([before, next]) =>
      next.start.latest > onset.earliest && isPastDue(before, next.start.latest) !== false,
  )
  return isZero || isGap || isStopped(list, onset, ends)
}

/** A day lies later than the next dose after a period was due; null where no next one is planned. */
function isPastDue(period: Period, day: number): boolean | null {
  const planned = daysBetweenDoses(period)
  return planned === null ? null : day - period.end.earliest > Math.max(1, planned)
}

const INFUSION_DAYS = 7

/**
 * The last period ended while the event went on, and treatment did not end with it. An infusion ends
 * on its day: what counts is that the next one, due after the onset, was not given.
 */
function isStopped(
  list: readonly Period[],
  onset: EnteredDate,
  ends: readonly PlacedRow[],
): boolean {
  const last = lastingLongest(list)
  if (last === undefined || last.end.earliest === Infinity) return false
  const endedWith = ends.some((row) => {
    const stop = dateIn(row, 'DSSTDAT')
    return stop !== null && isPastDue(last, stop.latest) === false
  })
  if (endedWith) return false
  const planned = daysBetweenDoses(last) ?? Infinity
  if (planned < INFUSION_DAYS) return last.end.latest >= onset.earliest
  return last.end.earliest <= onset.latest && last.end.latest + planned >= onset.earliest
}

/** An action on a drug that the records of this drug do not show. */
function actionNotShown(subject: CheckSubject): readonly ProducedFinding[] {
  return placedRows(subject, 'adverse-events').flatMap((event) => {
    const onset = dateIn(event, 'AESTDAT')
    if (onset === null) return []
    return askedActions(subject, event).flatMap((item) => {
      const action = event.row[item] ?? ''
      const isShown = SHOWN_BY[action]
      const records = recordsOf(subject, item)
      if (isShown === undefined || records === null || isShown(records, onset)) return []
      const { AETERM: term = '' } = event.row
      return [{ ...at(event), item, compared: { term, action, date: shownDate(onset.text) } }]
    })
  })
}

/** The action with each treatment; the one with all where none of them says the same. */
function askedActions(subject: CheckSubject, { row }: PlacedRow): readonly string[] {
  const ofOne = namedTreatments(subject).items.filter((item) => item.startsWith('AEACN'))
  return ofOne.some((item) => row[item] === row['AEACN']) ? ofOne : ['AEACN', ...ofOne]
}

/** The records of the drugs that a question is about; null where a dose of theirs has no start. */
function recordsOf(subject: CheckSubject, item: string): Records | null {
  return subject.ask(recordsPer(item))
}

/** Every event asks again. */
const recordsPer = questionPer(readRecords)

function readRecords(subject: CheckSubject, item: string): Records | null {
  const { belongs } = namedTreatments(subject)
  const isUndated = placedRows(subject, 'exposure').some(
    (placed) => dateIn(placed, 'EXSTDAT') === null && belongs(item, placed.row['EXTRT'] ?? ''),
  )
  if (isUndated) return null
  const drugs = [...periodsByDrug(subject)].flatMap(([drug, list]) =>
    belongs(item, drug) ? [list] : [],
  )
  const ends = placedRows(subject, 'disposition').filter(
    ({ row: { DSSCAT, DSTRT = '' } }) =>
      DSSCAT === 'TREATMENT' && (DSTRT === '' || belongs(item, DSTRT)),
  )
  return { drugs, ends }
}

export const doseActionProducers: readonly Producer[] = [
  { key: 'action-not-shown', find: actionNotShown },
]
