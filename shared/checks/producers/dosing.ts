import type { Day } from '../../kernel/brand.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject, EnteredDate } from '../subject.ts'
import { shownDate } from '../variables.ts'
import { at, dateIn, placedRows, type PlacedRow } from './rows.ts'

interface Period {
  readonly placed: PlacedRow
  readonly drug: string
  readonly start: EnteredDate
  /** null: ongoing. */
  readonly end: EnteredDate | null
}

/** Dosing periods of each drug in time order, interruptions included. */
function periods(subject: CheckSubject): readonly (readonly Period[])[] {
  const byDrug = new Map<string, Period[]>()
  for (const placed of placedRows(subject, 'exposure')) {
    const start = dateIn(placed, 'EXSTDAT')
    if (start === null) continue
    const drug = placed.row['EXTRT'] ?? ''
    const own = byDrug.get(drug) ?? []
    byDrug.set(drug, own)
    own.push({ placed, drug, start, end: dateIn(placed, 'EXENDAT') })
  }
  return [...byDrug.values()].map((list) =>
    list.sort((a, b) => a.start.earliest - b.start.earliest),
  )
}

function pairs(list: readonly Period[]): readonly (readonly [Period, Period])[] {
  return list.slice(1).flatMap((next, index) => {
    const before = list[index]
    return before === undefined ? [] : [[before, next] as const]
  })
}

/** The end of a period, or of an ongoing one no end at all. */
function lastDay({ end }: Period): Day | null {
  return end === null ? null : end.earliest
}

/** A period begins before the one before it has certainly ended. */
function overlaps(subject: CheckSubject): readonly ProducedFinding[] {
  return periods(subject).flatMap((list) =>
    pairs(list).flatMap(([before, next]) => {
      const end = lastDay(before)
      if (end !== null && next.start.latest >= end) return []
      const compared = {
        drug: next.drug,
        start: shownDate(next.start.text),
        former: shownDate(before.start.text),
        end: before.end === null ? '' : shownDate(before.end.text),
      }
      return [{ ...at(next.placed), compared }]
    }),
  )
}

/** Days without a row between two periods of one drug; the interval of infusions is no gap. */
function gaps(subject: CheckSubject, { days = 7 }: ProducerParams): readonly ProducedFinding[] {
  return periods(subject).flatMap((list) =>
    pairs(list).flatMap(([before, next]) => {
      const end = before.end?.latest
      if (end === undefined) return []
      const gap = next.start.earliest - end - 1
      if (gap <= Number(days) + intervalDays(before)) return []
      const compared = {
        drug: next.drug,
        end: shownDate(before.end?.text ?? ''),
        start: shownDate(next.start.text),
        days: String(gap),
      }
      return [{ ...at(next.placed), compared }]
    }),
  )
}

const WEEKS = /^Q(\d)W$/

/** Days between two doses that the frequency itself plans. */
function intervalDays({ placed }: Period): number {
  const weeks = WEEKS.exec(placed.row['EXDOSFRQ'] ?? '')?.[1]
  return weeks === undefined ? 0 : Number(weeks) * 7
}

/** The end of treatment of a drug; a row that names no drug is about all. */
function endOfTreatment(subject: CheckSubject, drug: string): EnteredDate | null {
  const row = placedRows(subject, 'disposition').find(
    ({ row: { DSSCAT, DSTRT = '' } }) => DSSCAT === 'TREATMENT' && (DSTRT === '' || DSTRT === drug),
  )
  return row === undefined ? null : dateIn(row, 'DSSTDAT')
}

/** Doses above 0 that certainly begin, or go on, after the end of treatment of their drug. */
function afterEnd(subject: CheckSubject): readonly ProducedFinding[] {
  return periods(subject).flatMap((list) =>
    list.flatMap(({ placed, drug, start, end }) => {
      const stop = endOfTreatment(subject, drug)
      if (stop === null || doseOf(placed) === 0) return []
      const isLater = start.earliest > stop.latest
      if (!isLater && (end?.earliest ?? Infinity) <= stop.latest) return []
      const item = isLater ? 'EXSTDAT' : 'EXENDAT'
      const compared = {
        drug,
        date: shownDate(placed.row[item] ?? ''),
        stop: shownDate(stop.text),
      }
      return [{ ...at(placed), item, compared }]
    }),
  )
}

function doseOf({ row }: PlacedRow): number | null {
  return parseNumberText(row['EXDOSE'] ?? '')?.value ?? null
}

const DAYS_AFTER_ONSET = 60

/** A dose was changed for an adverse event, and no event began before and was still going on. */
function changedWithoutEvent(subject: CheckSubject): readonly ProducedFinding[] {
  const events = placedRows(subject, 'adverse-events')
  return placedRows(subject, 'exposure').flatMap((placed) => {
    const start = dateIn(placed, 'EXSTDAT')
    if (placed.row['EXADJ'] !== 'ADVERSE EVENT' || start === null) return []
    const isExplained = events.some((event) => {
      const onset = dateIn(event, 'AESTDAT')
      return (
        onset !== null &&
        onset.earliest <= start.latest + 1 &&
        start.earliest - onset.latest <= DAYS_AFTER_ONSET
      )
    })
    if (isExplained) return []
    return [{ ...at(placed), item: 'EXADJ', compared: { date: shownDate(start.text) } }]
  })
}

export const dosingProducers: readonly Producer[] = [
  { key: 'dosing-overlap', find: overlaps },
  { key: 'dosing-gap', find: gaps },
  { key: 'dosing-after-end', find: afterEnd },
  { key: 'dose-changed-without-event', find: changedWithoutEvent },
]
