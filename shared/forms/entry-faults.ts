import { parsePartialDate } from '../kernel/dates.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { unreachable } from '../kernel/unreachable.ts'
import type { ItemDefinition } from './define.ts'

/** Text keys of what cannot be stored. Everything else is a finding and can be saved. */
export const ENTRY_FAULT_KEYS = [
  'entry.notAnObject',
  'entry.notText',
  'entry.nul',
  'entry.tooLong',
  'entry.notANumber',
  'entry.notAnInteger',
  'entry.comparatorNotAllowed',
  'entry.tooManyDecimals',
  'entry.notADate',
  'entry.moreThanYear',
  'entry.moreThanMonth',
  'entry.notATime',
  'entry.notACode',
  'entry.unknownItem',
  'entry.notAReason',
  'entry.rowsNotAllowed',
] as const
export type EntryFaultKey = (typeof ENTRY_FAULT_KEYS)[number]

/** Values that the sentence of a text key names. */
export type TextParams = Readonly<Record<string, string | number>>

/** Why an entry cannot be stored: a text key and what its sentence names. */
export interface EntryFault {
  readonly key: EntryFaultKey
  readonly params: TextParams
}

export type EntryCheck = (text: string) => EntryFault | null

const DEFAULT_MAX_LENGTH = 2000

/** Between the values of an item that holds several. */
export const VALUE_SEPARATOR = ';'

/** The check of one item's text, already normalised and not empty. Made once for each form. */
export function entryCheckOf(item: ItemDefinition): EntryCheck {
  switch (item.kind) {
    case 'text':
      return item.format === 'time' ? timeOfDay : maxLength(item.maxLength ?? DEFAULT_MAX_LENGTH)
    case 'integer':
    case 'number':
      return numberCheck(item)
    case 'date':
      return dateCheck(item)
    case 'code':
      return codeCheck(item)
    case 'term':
    case 'lesion':
      return maxLength(200)
    default:
      return unreachable(item)
  }
}

function fault(key: EntryFaultKey, params: TextParams = {}): EntryFault {
  return { key, params }
}

const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/

const timeOfDay: EntryCheck = (text) =>
  TIME_OF_DAY.test(text) ? null : fault('entry.notATime', { text: text.slice(0, 40) })

/** How long the text of a date may be, and what is said of a longer one. */
const AT_MOST = {
  year: { length: 4, key: 'entry.moreThanYear' },
  month: { length: 7, key: 'entry.moreThanMonth' },
} as const

function dateCheck({ atMost }: Extract<ItemDefinition, { kind: 'date' }>): EntryCheck {
  const limit = atMost === undefined ? null : AT_MOST[atMost]
  return (text) => {
    if (parsePartialDate(text) === null) return fault('entry.notADate', { text })
    return limit !== null && text.length > limit.length ? fault(limit.key) : null
  }
}

/** A stored date cut to what of it may be collected: what was held before the limit never leaves. */
export function cutToLimit(
  { atMost }: { readonly atMost?: 'year' | 'month' },
  text: string,
): string {
  return atMost === undefined ? text : text.slice(0, AT_MOST[atMost].length)
}

function maxLength(max: number): EntryCheck {
  return (text) => (text.length > max ? fault('entry.tooLong', { max }) : null)
}

type NumberItem = Extract<ItemDefinition, { kind: 'integer' | 'number' }>

function numberCheck(item: NumberItem): EntryCheck {
  const decimals = item.kind === 'number' ? item.decimals : undefined
  return (text) => {
    const parsed = text.length > 40 ? null : parseNumberText(text)
    if (parsed === null) return fault('entry.notANumber', { text: text.slice(0, 40) })
    if (parsed.comparator !== null && item.comparator !== true) {
      return fault('entry.comparatorNotAllowed', { text })
    }
    if (item.kind === 'integer' && !Number.isInteger(parsed.value)) {
      return fault('entry.notAnInteger', { text })
    }
    if (decimals !== undefined && decimalsOf(text) > decimals) {
      return fault('entry.tooManyDecimals', { text, decimals })
    }
    return null
  }
}

function decimalsOf(text: string): number {
  const point = text.indexOf('.')
  return point === -1 ? 0 : text.slice(point + 1).replace(/0+$/, '').length
}

function codeCheck(item: Extract<ItemDefinition, { kind: 'code' }>): EntryCheck {
  if (item.open === true) return maxLength(200)
  const known = new Set(item.codes.map((code) => code.value))
  const unknown = (text: string): EntryFault | null =>
    known.has(text) ? null : fault('entry.notACode', { text: text.slice(0, 40) })
  if (item.multiple !== true) return unknown
  return (text) => {
    for (const value of text.split(VALUE_SEPARATOR)) {
      const found = unknown(value)
      if (found !== null) return found
    }
    return null
  }
}
