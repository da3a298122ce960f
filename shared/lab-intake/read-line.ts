import {
  flagIn,
  holdsNoUnit,
  isFactor,
  isQualitative,
  isResult,
  isUnit,
  isUnknownWord,
  joinMarks,
  limitsIn,
  mayBeUnit,
  splitFlag,
  wordsOf,
  type Flag,
} from './line-words.ts'
import { plainText, plainUnit } from './plain-text.ts'
import { knownName, matchName } from './test-names.ts'

/** A result of a print-out taken apart; empty texts where it says nothing. */
export interface ReadResult {
  readonly name: string
  /** Digits as printed, with a comparator before them. */
  readonly result: string
  readonly unit: string
  readonly low: string
  readonly high: string
  /** The mark that the laboratory set. */
  readonly flag: Flag
}

/** What was found in one line. */
export interface ReadLine {
  readonly results: readonly ReadResult[]
  /** A test of the form is named whose result is none that can be read for certain. */
  readonly unread: boolean
}

const NOTHING: ReadLine = { results: [], unread: false }

/**
 * Takes a line apart by what its words are: a name, the result behind it, then flag, unit and range in
 * any order; a second name begins a second result. What could be read in two ways is not read.
 */
export function readLine(line: string): ReadLine {
  const words = wordsOf(line)
  if (words.length === 0) return NOTHING
  return joined(partsOf(words).map(readPart))
}

/** Reads the parts of a line that stand in columns of their own. */
export function readCells(cells: {
  readonly name: string
  readonly result: string
  readonly unit: string
  readonly range: string
  readonly low: string
  readonly high: string
  readonly flag: string
}): ReadLine {
  const name = cells.name.trim()
  if (name === '') return NOTHING
  const { result, flag } = splitFlag(joinMarks(plainText(cells.result)).trim())
  if (!isResult(result)) return { results: [], unread: result !== '' && isOfForm(name) }
  const printed = flag === '' ? flagIn(plainText(cells.flag).trim()) : flag
  const unit = plainUnit(cells.unit)
  return { results: [{ name, result, unit, ...limitsOf(cells), flag: printed }], unread: false }
}

function limitsOf(cells: {
  readonly range: string
  readonly low: string
  readonly high: string
}): Pick<ReadResult, 'low' | 'high'> {
  const range = limitsIn(joinMarks(plainText(cells.range)).trim()) ?? { low: '', high: '' }
  return { low: numberIn(cells.low) || range.low, high: numberIn(cells.high) || range.high }
}

export function joined(lines: readonly ReadLine[]): ReadLine {
  return {
    results: lines.flatMap(({ results }) => results),
    unread: lines.some(({ unread }) => unread),
  }
}

function numberIn(text: string): string {
  const plain = plainText(text).trim()
  return /^\d+(\.\d+)?$/.test(plain) ? plain : ''
}

function isOfForm(name: string): boolean {
  return matchName(name)?.kind === 'test'
}

/** Where the result behind a name stands; `at` null: there is none that is certain. */
interface Found {
  readonly known: boolean
  readonly at: number | null
}

/** A line cut where a second test is named behind a first result. */
function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const { at } = find(words)
  if (at === null) return [words]
  const own = JSON.stringify(knownName(words.slice(0, at).join(' ')))
  for (let next = at + 1; next < words.length; next += 1) {
    const length = nameLength(words, next)
    const name = knownName(words.slice(next, next + length).join(' '))
    if (length === 0 || name === null || JSON.stringify(name) === own) continue
    return [words.slice(0, next), ...partsOf(words.slice(next))]
  }
  return [words]
}

function readPart(words: readonly string[]): ReadLine {
  const { known, at } = find(words)
  if (at === null) {
    const name = words.slice(0, nameLength(words, 0)).join(' ')
    return { results: [], unread: known && isOfForm(name) }
  }
  const name = words.slice(0, at).join(' ')
  const { result, flag } = splitFlag(words[at] ?? '')
  const rest = words.slice(at + 1)
  if (!isCertain(rest)) return { results: [], unread: true }
  return { results: [{ name, result, ...restOf(rest, flag) }], unread: false }
}

/** How many words from `start` on are the longest name that is known; 0: none. */
function nameLength(words: readonly string[], start: number): number {
  const most = Math.min(LONGEST_NAME, words.length - start)
  for (let length = most; length > 0; length -= 1) {
    const first = words[start] ?? ''
    if (length === 1 && start > 0 && (flagIn(first) !== '' || isUnit(first))) return 0
    if (knownName(words.slice(start, start + length).join(' ')) !== null) return length
  }
  return 0
}

const LONGEST_NAME = 6

/** The first number behind the name, with nothing between that may itself be a result or a unit. */
function find(words: readonly string[]): Found {
  const length = nameLength(words, 0)
  for (let at = Math.max(1, length); at < words.length; at += 1) {
    const word = words[at] ?? ''
    if (isResult(splitFlag(word).result)) return { known: length > 0, at }
    if (standsForResult(word)) break
  }
  return { known: length > 0, at: null }
}

function standsForResult(word: string): boolean {
  if (flagIn(word) !== '' || /^\(.*\)$/.test(word)) return false
  return /^[<>]?=?\d/.test(word) || isQualitative(word) || isUnit(word) || isFactor(word)
}

/** Whether what stands behind a result leaves no doubt that the number was the whole of it. */
function isCertain(rest: readonly string[]): boolean {
  const [next = ''] = rest
  if (/^\d{3}(\.\d+)?$/.test(next) || isFactor(next)) return false
  const unit = rest.findIndex((word) => isUnit(word) || limitsIn(word) !== null)
  const before = unit === -1 ? rest : rest.slice(0, unit)
  return !before.some((word) => isResult(splitFlag(word).result))
}

type Rest = Omit<ReadResult, 'name' | 'result'>

function restOf(words: readonly string[], found: Flag): Rest {
  let rest: Rest = { unit: '', low: '', high: '', flag: found }
  for (const word of words) {
    const flag = flagIn(word)
    const limits = limitsIn(word)
    if (flag !== '') rest = { ...rest, flag: rest.flag || flag }
    else if (limits !== null) rest = hasRange(rest) ? rest : { ...rest, ...limits }
    else if (mayBeUnit(word) && isBetterUnit(word, rest)) rest = { ...rest, unit: plainUnit(word) }
  }
  return rest
}

function hasRange({ low, high }: Rest): boolean {
  return low !== '' || high !== ''
}

/** The first word that may be a unit and is no name; one that is goes before a Chinese one nobody knows. */
function isBetterUnit(word: string, former: Rest): boolean {
  const { unit } = former
  if (unit !== '' && !isUnknownWord(unit)) return false
  if (isUnit(word)) return true
  return unit === '' && knownName(word) === null && !(hasRange(former) && holdsNoUnit(word))
}
