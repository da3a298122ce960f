import type { Day } from '../../shared/kernel/brand.ts'
import { parseDay, toIsoDate } from '../../shared/kernel/dates.ts'

/** A part of the time. */
export interface TimeSpan {
  readonly from: Day
  readonly to: Day
}

/** A week at least: below it a day is wider than what happens in it. */
const SHORTEST = 7

/** The part that the address asks for; null where it asks for none, or for none that is a time. */
export function spanOfAddress(address: URLSearchParams): TimeSpan | null {
  const from = parseDay(address.get('from') ?? '')
  const to = parseDay(address.get('to') ?? '')
  return from === null || to === null || from >= to ? null : { from, to }
}

/** The address with a part of the time, or with none (null): the usual one. */
export function addressWith(address: URLSearchParams, span: TimeSpan | null): URLSearchParams {
  const next = new URLSearchParams(address)
  next.delete('from')
  next.delete('to')
  if (span !== null) {
    next.set('from', toIsoDate(span.from))
    next.set('to', toIsoDate(span.to))
  }
  return next
}

/** The same middle with a length that is `factor` times as long, within the whole. */
export function zoomed({ from, to }: TimeSpan, factor: number, whole: TimeSpan): TimeSpan {
  const length = Math.max(SHORTEST, Math.round((to - from) * factor))
  const middle = (from + to) / 2
  return within({ from: Math.round(middle - length / 2), length }, whole)
}

/** The same length, earlier or later by a share of it, within the whole. */
export function moved({ from, to }: TimeSpan, share: number, whole: TimeSpan): TimeSpan {
  const length = to - from
  return within({ from: Math.round(from + length * share), length }, whole)
}

/** Between two days, whichever comes first. */
export function between(a: number, b: number, whole: TimeSpan): TimeSpan {
  const from = Math.round(Math.min(a, b))
  return within({ from, length: Math.max(SHORTEST, Math.round(Math.abs(b - a))) }, whole)
}

function within(
  { from, length }: { readonly from: number; readonly length: number },
  whole: TimeSpan,
): TimeSpan {
  const room = whole.to - whole.from
  if (length >= room) return whole
  const start = Math.min(Math.max(from, whole.from), whole.to - length)
  return { from: start as Day, to: (start + length) as Day }
}
