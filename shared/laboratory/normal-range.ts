import { parsePartialDate, partsOf, type PartialDate } from '../kernel/dates.ts'
import { parseNumberText, type ParsedNumber } from '../kernel/number-text.ts'
import { findLaboratoryTest } from '../safety/laboratory-tests.ts'
import { recogniseUnit } from '../safety/grading/units.ts'
import { conversionAnalyte } from './conversion-analyte.ts'

/**
 * A laboratory's normal range: of one test in one unit, for one sex and an age, from a date on.
 * Limits are numbers as printed; null: none. Ages are whole years, both included; dates too.
 */
export interface NormalRange {
  readonly id: string
  readonly test: string
  readonly unit: string
  readonly sex: 'M' | 'F' | null
  readonly ageFrom: number | null
  readonly ageTo: number | null
  readonly low: string | null
  readonly high: string | null
  readonly validFrom: string
  readonly validTo: string | null
}

/** Whose sample it is: as far as known. */
export interface Sampled {
  readonly sex: string | null
  /** Date of birth as entered, often the year alone. */
  readonly birth: string | null
}

/** Which sample a range is wanted for. */
export interface RangeQuestion extends Sampled {
  readonly test: string
  readonly unit: string
  /** Date of the sample as entered. */
  readonly date: string
}

/**
 * The range that was valid at the sample's date. Null where none fits, or where what is not known (a
 * partial date, the sex, the age) leaves open whether it fits: a range is never guessed. Of several
 * the narrowest holds: one for a sex before one for both, one for an age before one for all, then the
 * one valid last.
 */
export function rangeFor(
  ranges: readonly NormalRange[],
  question: RangeQuestion,
): NormalRange | null {
  const sample = parsePartialDate(question.date)
  if (sample === null) return null
  const fitting = ranges.filter((range) => fits(range, question, sample))
  return (
    fitting.sort(
      (a, b) => narrowness(b) - narrowness(a) || (a.validFrom < b.validFrom ? 1 : -1),
    )[0] ?? null
  )
}

function fits(range: NormalRange, question: RangeQuestion, sample: PartialDate): boolean {
  return (
    range.test === question.test &&
    sameUnit(question.test, range.unit, question.unit) &&
    (range.sex === null || range.sex === question.sex) &&
    isValidAt(range, sample) &&
    fitsAge(range, question.birth, sample)
  )
}

function narrowness({ sex, ageFrom, ageTo }: NormalRange): number {
  return (sex === null ? 0 : 2) + (ageFrom === null && ageTo === null ? 0 : 1)
}

function isValidAt({ validFrom, validTo }: NormalRange, sample: PartialDate): boolean {
  const from = parsePartialDate(validFrom)
  const to = validTo === null ? null : parsePartialDate(validTo)
  if (from === null) return false
  return sample.earliest >= from.earliest && (to === null || sample.latest <= to.latest)
}

function fitsAge({ ageFrom, ageTo }: NormalRange, birth: string | null, at: PartialDate): boolean {
  if (ageFrom === null && ageTo === null) return true
  const born = birth === null ? null : parsePartialDate(birth)
  if (born === null) return false
  const youngest = wholeYears(born.latest, at.earliest)
  const oldest = wholeYears(born.earliest, at.latest)
  return (ageFrom === null || youngest >= ageFrom) && (ageTo === null || oldest <= ageTo)
}

function wholeYears(born: PartialDate['earliest'], at: PartialDate['earliest']): number {
  const from = partsOf(born)
  const to = partsOf(at)
  const isBefore = to.month < from.month || (to.month === from.month && to.date < from.date)
  return to.year - from.year - (isBefore ? 1 : 0)
}

/** Whether two spellings name one unit of a test; no two units are one because a factor is known. */
export function sameUnit(test: string, one: string, other: string): boolean {
  if (one.trim().toLowerCase() === other.trim().toLowerCase()) return true
  const analyte = conversionAnalyte(test)
  const units = findLaboratoryTest(test)?.units ?? []
  const known = recogniseUnit(one, analyte, units)
  return known !== null && known === recogniseUnit(other, analyte, units)
}

export type RangeFlag = 'L' | 'N' | 'H'

/**
 * Low, normal or high against limits as printed. Null where that is not decided: no number, no limit,
 * or a result given as beyond a limit that lies inside the range (`<5` of 3 to 7).
 */
export function rangeFlag(
  result: string,
  limits: { readonly low: string | null; readonly high: string | null },
): RangeFlag | null {
  const value = parseNumberText(result)
  const low = numberOf(limits.low)
  const high = numberOf(limits.high)
  if (value === null || (low === null && high === null)) return null
  const { from, to } = spanOf(value)
  if (high !== null && isBeyond(from, high, 1)) return 'H'
  if (low !== null && isBeyond(to, low, -1)) return 'L'
  return isInside({ from, to }, low, high) || isBelowDetection(value, low, high) ? 'N' : null
}

function isInside(
  { from, to }: { readonly from: End; readonly to: End },
  low: number | null,
  high: number | null,
): boolean {
  return (low ?? -Infinity) <= from.value && to.value <= (high ?? Infinity)
}

/** A result below the limit of detection is normal where the lower limit is 0, or there is none. */
function isBelowDetection(
  { value, comparator }: ParsedNumber,
  low: number | null,
  high: number | null,
): boolean {
  const isBelow = comparator === '<' || comparator === '<='
  return isBelow && (low ?? 0) <= 0 && value <= (high ?? Infinity)
}

function numberOf(text: string | null): number | null {
  return text === null ? null : (parseNumberText(text)?.value ?? null)
}

interface End {
  readonly value: number
  /** The value itself is not meant. */
  readonly open: boolean
}

/** Whether the nearest that a result may mean lies above (1) or below (-1) a limit. */
function isBeyond({ value, open }: End, limit: number, side: 1 | -1): boolean {
  return open ? value * side >= limit * side : value * side > limit * side
}

/** Where the true value lies. */
function spanOf({ value, comparator }: ParsedNumber): { from: End; to: End } {
  const end = { value, open: comparator === '<' || comparator === '>' }
  if (comparator === null) return { from: end, to: end }
  return comparator.startsWith('<')
    ? { from: { value: -Infinity, open: true }, to: end }
    : { from: end, to: { value: Infinity, open: true } }
}
