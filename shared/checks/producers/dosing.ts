import { isStudyDrug } from '../../protocol/drug-names.ts'
import { weightUpTo } from '../facts.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject, EnteredDate } from '../subject.ts'
import { shownDate } from '../variables.ts'
import {
  dailyMilligrams,
  daysBetweenDoses,
  endIn,
  followingPairs,
  periodsByDrug,
  type Period,
} from './dosing-periods.ts'
import { at, dateIn, placedRows } from './rows.ts'

/** Finds in the periods of each drug by itself. */
function ofEachDrug(
  subject: CheckSubject,
  find: (list: readonly Period[]) => readonly ProducedFinding[],
): readonly ProducedFinding[] {
  return [...periodsByDrug(subject).values()].flatMap(find)
}

/** A period begins before one before it has certainly ended, or on the same day as it. */
function overlaps(subject: CheckSubject): readonly ProducedFinding[] {
  return ofEachDrug(subject, (list) =>
    followingPairs(list).flatMap(([before, next]) => {
      if (next.start.latest >= before.end.earliest && !beginTogether(before, next)) return []
      const compared = {
        drug: next.drug,
        start: shownDate(next.start.text),
        former: shownDate(before.start.text),
        end: shownDate(before.end.text),
      }
      return [{ ...at(next.placed), compared }]
    }),
  )
}

/** Two records of one dose. */
function beginTogether({ start }: Period, next: Period): boolean {
  return start.precision === 'day' && start.text === next.start.text
}

/** Days without a row between two periods of one drug; the interval of infusions is no gap. */
function gaps(subject: CheckSubject, { days = 7 }: ProducerParams): readonly ProducedFinding[] {
  return ofEachDrug(subject, (list) =>
    followingPairs(list).flatMap(([before, next]) => {
      const planned = daysBetweenDoses(before)
      const apart = next.start.earliest - before.end.latest
      if (planned === null || apart - Math.max(1, planned) <= Number(days)) return []
      const compared = {
        drug: next.drug,
        end: shownDate(before.end.text),
        start: shownDate(next.start.text),
        days: String(apart - 1),
      }
      return [{ ...at(next.placed), compared }]
    }),
  )
}

/** The end of treatment of a drug; a row that names none is about the drugs of the study. */
function endOfTreatment(subject: CheckSubject, drug: string): EnteredDate | null {
  const isStudied = isStudyDrug(drug, subject.definition.conventions)
  const ends = placedRows(subject, 'disposition').filter(
    ({ row: { DSSCAT, DSTRT = '' } }) =>
      DSSCAT === 'TREATMENT' && (DSTRT === drug || (DSTRT === '' && isStudied)),
  )
  const row = ends.find(({ row: { DSTRT } }) => DSTRT === drug) ?? ends[0]
  return row === undefined ? null : dateIn(row, 'DSSTDAT')
}

/** Doses above 0 that certainly begin, or go on, after the end of treatment of their drug. */
function afterEnd(subject: CheckSubject): readonly ProducedFinding[] {
  return ofEachDrug(subject, (list) =>
    list.flatMap(({ placed, drug, start, end, dose }) => {
      const stop = endOfTreatment(subject, drug)
      if (stop === null || dose === 0) return []
      const isLater = start.earliest > stop.latest
      if (!isLater && end.earliest <= stop.latest) return []
      const compared = {
        drug,
        start: shownDate(start.text),
        end: shownDate(end.text),
        stop: shownDate(stop.text),
      }
      return [{ ...at(placed), item: isLater ? 'EXSTDAT' : 'EXENDAT', compared }]
    }),
  )
}

/** A daily dose other than the one for the weight: the first, and a later one changed for no reason given. */
function otherThanByWeight(
  subject: CheckSubject,
  params: ProducerParams,
): readonly ProducedFinding[] {
  const list = periodsByDrug(subject).get(String(params['drug'])) ?? []
  return list.flatMap((period, index) => {
    const { placed, start } = period
    const weight = weightUpTo(subject, start.text)
    const milligrams = dailyMilligrams(period) ?? 0
    if (weight === null || milligrams === 0 || milligrams === byWeight(weight, params)) return []
    const before = list.slice(0, index)
    if (isSameAsLast(before, milligrams) || hasReason([...before, period])) return []
    const dose = DOSE_ITEMS.map((key) => placed.row[key]).join(' ')
    return [{ ...at(placed), compared: { dose, weight: String(weight) } }]
  })
}

const DOSE_ITEMS = ['EXDOSE', 'EXDOSU', 'EXDOSFRQ']

function byWeight(weight: number, { kilograms, from, below }: ProducerParams): number {
  return Number(weight >= Number(kilograms) ? from : below)
}

/** The dose goes on as it was before a pause. */
function isSameAsLast(before: readonly Period[], milligrams: number): boolean {
  const last = before.findLast(({ dose }) => dose !== 0)
  return last !== undefined && dailyMilligrams(last) === milligrams
}

/** The last period, or the pause before it, says why the dose was changed. */
function hasReason(list: readonly Period[]): boolean {
  const lastDose = list.slice(0, -1).findLastIndex(({ dose }) => dose !== 0)
  return list.slice(lastDose + 1).some(({ placed }) => (placed.row['EXADJ'] ?? '') !== '')
}

/** A dose changed for an adverse event while none was going on, nor shortly before, nor in the pause before. */
function changedWithoutEvent(
  subject: CheckSubject,
  { days = 28 }: ProducerParams,
): readonly ProducedFinding[] {
  const events = placedRows(subject, 'adverse-events')
  return ofEachDrug(subject, (list) =>
    list.flatMap(({ placed, start }, index) => {
      if (placed.row['EXADJ'] !== 'ADVERSE EVENT') return []
      const from = pausedSince(list.slice(0, index + 1)) - Number(days)
      const isExplained = events.some((event) => {
        const onset = dateIn(event, 'AESTDAT')
        if (onset === null) return true
        return onset.earliest <= start.latest + 1 && endIn(event, 'AEENDAT', onset).latest >= from
      })
      if (isExplained) return []
      return [{ ...at(placed), item: 'EXADJ', compared: { date: shownDate(start.text) } }]
    }),
  )
}

/** First day that the last period, with a pause right before it, may mean. */
function pausedSince(list: readonly Period[]): number {
  const lastDose = list.slice(0, -1).findLastIndex(({ dose }) => dose !== 0)
  const first = list[lastDose + 1]?.start.earliest ?? Infinity
  return Math.min(first, list[lastDose]?.end.earliest ?? Infinity)
}

export const dosingProducers: readonly Producer[] = [
  { key: 'dosing-overlap', find: overlaps },
  { key: 'dosing-gap', find: gaps },
  { key: 'dosing-after-end', find: afterEnd },
  { key: 'dose-by-weight', find: otherThanByWeight },
  { key: 'dose-changed-without-event', find: changedWithoutEvent },
]
