import { plainText, plainUnit } from './plain-text.ts'
import { knownName } from './test-names.ts'

/** A line of a print-out taken apart; empty texts where it says nothing. */
export interface ReadLine {
  readonly name: string
  /** Digits as printed, with a comparator before them. */
  readonly result: string
  readonly unit: string
  readonly low: string
  readonly high: string
  /** The mark that the laboratory set. */
  readonly flag: 'L' | 'H' | ''
}

const RESULT = /^(<=|>=|<|>)?\d{1,12}(\.\d{1,12})?$/
const FLAGS: ReadonlyMap<string, 'L' | 'H'> = new Map([
  ...['↑', '↑↑', '↑↑↑', '▲', '⬆', 'h', 'hh', 'high', '高', '偏高', '升高', '+h'].map(
    (one) => [one, 'H'] as const,
  ),
  ...['↓', '↓↓', '↓↓↓', '▼', '⬇', 'l', 'll', 'low', '低', '偏低', '降低'].map(
    (one) => [one, 'L'] as const,
  ),
])
const NO_FLAG = ['*', 'n', 'normal', '正常', '-', '--']
const RANGE = /^[([]?(\d+(?:\.\d+)?)(?:-{1,2}|~)(\d+(?:\.\d+)?)[)\]]?$/
const ONE_LIMIT = /^[([]?(<=?|>=?)(\d+(?:\.\d+)?)[)\]]?$/

/**
 * Takes a line apart by what its words are, wherever they stand: the name up to the result, then
 * flag, unit and range in any order. Null: no line of a result.
 */
export function readLine(line: string): ReadLine | null {
  const words = wordsOf(line)
  const at = resultAt(words)
  if (at === null) return null
  const name = words.slice(0, at).join(' ')
  const { result, flag } = splitFlag(words[at] ?? '')
  return { name, result, ...restOf(words.slice(at + 1), flag) }
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
}): ReadLine | null {
  const { result, flag } = splitFlag(joinMarks(plainText(cells.result)).trim())
  if (cells.name.trim() === '' || !RESULT.test(result)) return null
  const range = limitsIn(joinMarks(plainText(cells.range)).trim())
  return {
    name: cells.name.trim(),
    result,
    unit: plainUnit(cells.unit),
    low: numberIn(cells.low) || (range?.low ?? ''),
    high: numberIn(cells.high) || (range?.high ?? ''),
    flag: flag || flagIn(plainText(cells.flag).trim()),
  }
}

function numberIn(text: string): string {
  const plain = plainText(text).trim()
  return /^\d+(\.\d+)?$/.test(plain) ? plain : ''
}

/** Words of a line; a comparator stands with its number, a range with both of its limits. */
function wordsOf(line: string): readonly string[] {
  const words = joinMarks(plainText(line)).trim().split(/\s+/)
  const start = words.findIndex((word) => /\p{L}/u.test(word))
  return start === -1 ? [] : words.slice(start)
}

function joinMarks(text: string): string {
  return text
    .replace(/([<>]=?)\s+(?=\d)/g, '$1')
    .replace(/(\d)\s*(?:-{2,3}|~|至)\s*(?=\d)/g, '$1~')
    .replace(/(\d)\s+-\s+(?=\d)/g, '$1~')
}

/** Where the result stands: behind a name that holds a letter, and that is not longer for a number in it. */
function resultAt(words: readonly string[]): number | null {
  const candidates = words.flatMap((word, at) =>
    at > 0 && RESULT.test(splitFlag(word).result) ? [at] : [],
  )
  const [first] = candidates
  if (first === undefined) return null
  const named = candidates.find((at) => knownName(words.slice(0, at).join(' ')) !== null)
  // `CA 125 12.3` names a marker; `ALT 85 50` is a result and a limit.
  const longer = candidates.slice(1).find((at) => knownName(words.slice(0, at).join(' ')) !== null)
  return longer ?? named ?? first
}

function splitFlag(word: string): { readonly result: string; readonly flag: 'L' | 'H' | '' } {
  const match = /^((?:<=|>=|<|>)?\d+(?:\.\d+)?)\s*([^\d\s.~^/%-]{1,4})$/.exec(word)
  const flag = match === null ? '' : flagIn(match[2] ?? '')
  return flag === ''
    ? { result: word.replace(/\*$/, ''), flag }
    : { result: match?.[1] ?? word, flag }
}

function flagIn(text: string): 'L' | 'H' | '' {
  return FLAGS.get(text.toLowerCase().replace(/^[([]|[)\]*]$/g, '')) ?? ''
}

type Rest = Omit<ReadLine, 'name' | 'result'>

function restOf(words: readonly string[], found: 'L' | 'H' | ''): Rest {
  let rest: Rest = { unit: '', low: '', high: '', flag: found }
  for (const word of words) {
    const flag = flagIn(word)
    const limits = limitsIn(word)
    if (flag !== '') rest = { ...rest, flag: rest.flag || flag }
    else if (limits !== null)
      rest = rest.low === '' && rest.high === '' ? { ...rest, ...limits } : rest
    else if (rest.unit === '' && isUnit(word)) rest = { ...rest, unit: plainUnit(word) }
  }
  return rest
}

function limitsIn(word: string): { readonly low: string; readonly high: string } | null {
  const range = RANGE.exec(word)
  if (range !== null) return { low: range[1] ?? '', high: range[2] ?? '' }
  const one = ONE_LIMIT.exec(word)
  if (one === null) return null
  const limit = one[2] ?? ''
  return one[1]?.startsWith('<') === true ? { low: '', high: limit } : { low: limit, high: '' }
}

/** A word behind a result that may be a unit: it holds a letter or a percent sign, and is short. */
function isUnit(word: string): boolean {
  return (
    word.length <= 20 &&
    /[a-z%]/i.test(word) &&
    !NO_FLAG.includes(word.toLowerCase()) &&
    !/[\p{Script=Han}:=]/u.test(word)
  )
}
