import { parsePartialDate, studyDay } from '../../kernel/dates.ts'
import type { Cell } from '../datasets/define.ts'
import type { SubjectElement } from './define.ts'

/** Study day of a date; null unless both are known to the day. @source mapping, section 1 */
export function studyDayOf(date: Cell, origin: string | null): number | null {
  if (typeof date !== 'string' || origin === null) return null
  const day = parsePartialDate(date.slice(0, DATE_LENGTH))
  const first = parsePartialDate(origin)
  if (day?.precision !== 'day' || first?.precision !== 'day') return null
  return studyDay(day.earliest, first.earliest)
}

const DATE_LENGTH = 10

/**
 * The element that covers a date. A date on a boundary belongs to the later element, but that of a
 * form filled before the first dose to the earlier one. Null before the first, and where a partial
 * date may mean either.
 */
export function elementAt(
  elements: readonly SubjectElement[],
  date: Cell,
  preDose: boolean,
): SubjectElement | null {
  if (typeof date !== 'string') return null
  const day = parsePartialDate(date.slice(0, DATE_LENGTH))
  if (day === null) return null
  let covering: SubjectElement | null = null
  for (const element of elements) {
    const start = element.start === null ? null : parsePartialDate(element.start)
    if (start === null) continue
    const isOnFirstDose = preDose && element.epoch === 'TREATMENT'
    const isAfter = isOnFirstDose ? day.earliest > start.latest : day.earliest >= start.latest
    if (isAfter) covering = element
    else if (day.latest >= start.earliest && !(isOnFirstDose && day.latest <= start.earliest)) {
      return null
    }
  }
  return covering
}

/** The later of two dates as entered, by the last day that each may mean; of equals the fuller one. */
export function laterDate(one: string | null, other: string | null): string | null {
  const a = one === null ? null : parsePartialDate(one)
  const b = other === null ? null : parsePartialDate(other)
  if (a === null) return b === null ? null : other
  if (b === null) return one
  if (a.precision !== b.precision && a.latest >= b.earliest && b.latest >= a.earliest) {
    return a.precision === 'day' || (a.precision === 'month' && b.precision === 'year')
      ? one
      : other
  }
  return b.latest > a.latest ? other : one
}

/** The earlier of two dates as entered, by the first day that each may mean. */
export function earlierDate(one: string | null, other: string | null): string | null {
  const a = one === null ? null : parsePartialDate(one)
  const b = other === null ? null : parsePartialDate(other)
  if (a === null) return b === null ? null : other
  if (b === null) return one
  return b.earliest < a.earliest ? other : one
}
