import { parsePartialDate } from '../kernel/dates.ts'
import type { KnownSpan } from './define.ts'

/** The days that an entry of a date may mean; null without a date, or where it is none. */
export function spanOf(text: string | undefined): KnownSpan | null {
  const date = text === undefined ? null : parsePartialDate(text)
  return date === null ? null : { earliest: date.earliest, latest: date.latest }
}
