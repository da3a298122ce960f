import { parsePartialDate, studyDay, type PartialDate } from '../../kernel/dates.ts'
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
  const day = typeof date === 'string' ? parsePartialDate(date.slice(0, DATE_LENGTH)) : null
  if (day === null) return null
  let covering: SubjectElement | null = null
  for (const element of elements) {
    const start = element.start === null ? null : parsePartialDate(element.start)
    if (start === null) continue
    const side = sideOf(day, start, preDose && element.epoch === 'TREATMENT')
    if (side === 'either') return null
    if (side === 'after') covering = element
  }
  return covering
}

/** Where a date lies to a boundary. `isBeforeOnDay`: on the very day of the boundary it is before it. */
function sideOf(
  date: PartialDate,
  boundary: PartialDate,
  isBeforeOnDay: boolean,
): 'before' | 'after' | 'either' {
  const shift = isBeforeOnDay ? 1 : 0
  if (date.earliest >= boundary.latest + shift) return 'after'
  return date.latest < boundary.earliest + shift ? 'before' : 'either'
}

/** The later of two dates as entered; where they may be the same day the one known better. */
export function laterDate(one: string | null, other: string | null): string | null {
  const a = one === null ? null : parsePartialDate(one)
  const b = other === null ? null : parsePartialDate(other)
  if (a === null) return b === null ? null : other
  return b === null || !isLater(b, a) ? one : other
}

function isLater(date: PartialDate, than: PartialDate): boolean {
  const areApart = date.latest < than.earliest || than.latest < date.earliest
  if (areApart || spanOf(date) === spanOf(than)) return date.latest > than.latest
  return spanOf(date) < spanOf(than)
}

function spanOf({ earliest, latest }: PartialDate): number {
  return latest - earliest
}

/** The earlier of two dates as entered, by the first day that each may mean. */
export function earlierDate(one: string | null, other: string | null): string | null {
  const a = one === null ? null : parsePartialDate(one)
  const b = other === null ? null : parsePartialDate(other)
  if (a === null) return b === null ? null : other
  if (b === null) return one
  return b.earliest < a.earliest ? other : one
}
