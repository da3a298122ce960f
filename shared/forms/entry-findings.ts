import type { Day } from '../kernel/brand.ts'
import { dayOf, parsePartialDate } from '../kernel/dates.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import type { ItemDefinition } from './define.ts'
import type { TextParams } from './entry-faults.ts'
import { personalDataIn } from './personal-data.ts'

/** What is odd about one readable value, as a text key with the values its sentence names. */
export interface EntryFinding {
  readonly key:
    | 'finding.outOfRange'
    | 'finding.partialDate'
    | 'finding.futureDate'
    | 'finding.implausibleDate'
    | 'finding.idNumber'
    | 'finding.phone'
    | 'finding.email'
  readonly params: TextParams
}

/** No subject, sample or event of a trial is older. */
const FIRST_PLAUSIBLE_DAY = dayOf(1900, 1, 1)

/**
 * Out of the plausible range, a date too vague, in the future or too long ago, or a text that may say
 * who somebody is; else `null`. What such a text says is never among the values named: `mark` tells it
 * from another text, and cannot be turned back into it.
 */
export function entryFinding(
  item: ItemDefinition,
  value: string,
  today: Day | undefined,
): EntryFinding | null {
  if (item.kind === 'integer' || item.kind === 'number') return numberFinding(item, value)
  if (item.kind === 'date') return dateFinding(item.complete === true, value, today)
  return isFree(item, value) ? textFinding(value) : null
}

/** Whatever was typed, and not chosen from a list. */
function isFree(item: ItemDefinition, value: string): boolean {
  if (item.kind !== 'code') return item.kind === 'text'
  return item.open === true && !item.codes.some((code) => code.value === value)
}

const PERSONAL = {
  'id-number': 'finding.idNumber',
  phone: 'finding.phone',
  email: 'finding.email',
} as const

function textFinding(value: string): EntryFinding | null {
  const found = personalDataIn(value)
  return found === null ? null : { key: PERSONAL[found], params: { mark: markOf(value) } }
}

/**
 * 16 bits of a text, so that what was said of one text is not taken for another. Far too few to find
 * the text again: every mark stands for some 150 000 mobile numbers.
 */
function markOf(text: string): string {
  let hash = FNV_OFFSET
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), FNV_PRIME)
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0')
}

/** @source FNV-1a, 32 bit */
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

type NumberItem = Extract<ItemDefinition, { kind: 'integer' | 'number' }>

function numberFinding(item: NumberItem, value: string): EntryFinding | null {
  const parsed = parseNumberText(value)
  if (parsed === null) return null
  const tooLow = item.min !== undefined && parsed.value < item.min
  const tooHigh = item.max !== undefined && parsed.value > item.max
  if (!tooLow && !tooHigh) return null
  const params = { value, min: item.min ?? '', max: item.max ?? '', unit: item.unit ?? '' }
  return { key: 'finding.outOfRange', params }
}

function dateFinding(
  complete: boolean,
  value: string,
  today: Day | undefined,
): EntryFinding | null {
  const date = parsePartialDate(value)
  if (date === null) return null
  const params = { value }
  if (date.earliest < FIRST_PLAUSIBLE_DAY) return { key: 'finding.implausibleDate', params }
  if (today !== undefined && date.earliest > today) return { key: 'finding.futureDate', params }
  return complete && date.precision !== 'day' ? { key: 'finding.partialDate', params } : null
}
