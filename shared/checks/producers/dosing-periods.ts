import { reasonKey } from '../../forms/define.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import { drugName } from '../../protocol/drug-names.ts'
import type { CheckSubject, EnteredDate, SubjectQuestion } from '../subject.ts'
import { dateIn, placedRows, type PlacedRow } from './rows.ts'

/** The last day of something, as far as it is known: without limit while it goes on. */
export interface End {
  readonly earliest: number
  readonly latest: number
  /** As entered; empty while it goes on and where it is not known. */
  readonly text: string
}

/** A row of study treatment: one drug at one dose; 0 is an interruption. */
export interface Period {
  readonly placed: PlacedRow
  readonly drug: string
  readonly start: EnteredDate
  readonly end: End
  readonly dose: number | null
}

/** Dosing periods that name drug and start, by drug and in time order. */
export function periodsByDrug(subject: CheckSubject): ReadonlyMap<string, readonly Period[]> {
  return subject.ask(PERIODS)
}

const PERIODS: SubjectQuestion<ReadonlyMap<string, readonly Period[]>> = {
  compute(subject) {
    const byDrug = new Map<string, Period[]>()
    for (const placed of placedRows(subject, 'exposure')) {
      const start = dateIn(placed, 'EXSTDAT')
      const drug = drugName(placed.row['EXTRT'] ?? '', subject.definition.conventions)
      if (start === null || drug === '') continue
      const own = byDrug.get(drug) ?? []
      byDrug.set(drug, own)
      const dose = parseNumberText(placed.row['EXDOSE'] ?? '')?.value ?? null
      own.push({ placed, drug, start, end: endIn(placed, 'EXENDAT', start), dose })
    }
    for (const list of byDrug.values()) list.sort((a, b) => a.start.earliest - b.start.earliest)
    return byDrug
  },
}

/** The end in a column: none recorded means going on; a reason for its absence, that it is unknown. */
export function endIn(placed: PlacedRow, column: string, start: EnteredDate): End {
  const end = dateIn(placed, column)
  if (end !== null) return end
  const isUnknown = placed.row[reasonKey(column)] !== undefined
  return { earliest: isUnknown ? start.earliest : Infinity, latest: Infinity, text: '' }
}

/** Each period but the first, with the one before it that lasts longest. */
export function followingPairs(list: readonly Period[]): readonly (readonly [Period, Period])[] {
  let [longest] = list
  return list.slice(1).flatMap((next) => {
    const before = longest
    if (before === undefined) return []
    if (next.end.latest > before.end.latest) longest = next
    return [[before, next] as const]
  })
}

/** The period that lasts longest, of several the first. */
export function lastingLongest(list: readonly Period[]): Period | undefined {
  return list.reduce<Period | undefined>(
    (last, one) => (last === undefined || one.end.latest > last.end.latest ? one : last),
    undefined,
  )
}

/** Days from one dose to the next, by frequency. */
const DAYS_BETWEEN: ReadonlyMap<string, number> = new Map([
  ['QD', 1],
  ['BID', 1 / 2],
  ['TID', 1 / 3],
  ['QOD', 2],
  ['QW', 7],
])
const EVERY = /^Q(\d+)([DW])$/
const DAYS_IN: Readonly<Record<string, number>> = { D: 1, W: 7 }

/** Days from one dose to the next that the frequency plans; null where it plans none, or none is known. */
export function daysBetweenDoses({ placed }: Period): number | null {
  const frequency = placed.row['EXDOSFRQ'] ?? ''
  const [, count = '', unit = ''] = EVERY.exec(frequency) ?? []
  const days = Number(count) * (DAYS_IN[unit] ?? 0)
  return DAYS_BETWEEN.get(frequency) ?? (days > 0 ? days : null)
}

const MILLIGRAMS: Readonly<Record<string, number>> = { mg: 1, g: 1000 }

/** Milligrams a day, as a mean; null where dose, unit or frequency leave it open. */
export function dailyMilligrams(period: Period): number | null {
  const milligrams = MILLIGRAMS[period.placed.row['EXDOSU'] ?? '']
  const days = daysBetweenDoses(period)
  if (period.dose === null || milligrams === undefined || days === null) return null
  return Number(((period.dose * milligrams) / days).toFixed(6))
}

/** Whether a period's dose is lower than another's; null where they cannot be compared. */
export function isLowerDose(one: Period, other: Period): boolean | null {
  const isAlike = ['EXDOSU', 'EXDOSFRQ'].every(
    (key) => one.placed.row[key] === other.placed.row[key],
  )
  const [a, b] = isAlike ? [one.dose, other.dose] : [dailyMilligrams(one), dailyMilligrams(other)]
  return a === null || b === null ? null : a < b
}
