import { LAB_TESTS } from '../forms/lab-tests.ts'
import { unitsOfTest } from '../laboratory/test-units.ts'
import { holdsUnitSyllable } from '../safety/grading/chinese-units.ts'
import { plainText, plainUnit } from './plain-text.ts'

export type Flag = 'L' | 'H' | ''

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

/** Words of a line; a comparator stands with its number, a range with both of its limits. */
export function wordsOf(line: string): readonly string[] {
  const words = joinMarks(plainText(line)).trim().split(/\s+/)
  const start = words.findIndex((word) => /\p{L}/u.test(word))
  return start === -1 ? [] : words.slice(start)
}

export function joinMarks(text: string): string {
  return text
    .replace(/([<>]=?)\s+(?=\d)/g, '$1')
    .replace(/(\d)\s*(?:-{2,3}|~|至)\s*(?=\d)/g, '$1~')
    .replace(/(\d)\s+-\s+(?=\d)/g, '$1~')
    .replace(/(10[*^]\d{1,2})\s+\/(?=\p{L})/gu, '$1/')
    .replace(/(?<=\p{Script=Han})\s+\/\s*(?=\p{L})|(?<=\p{L})\s*\/\s+(?=\p{Script=Han})/gu, '/')
}

/** Whether a word is a result: digits, with a comparator before them. */
export function isResult(word: string): boolean {
  return RESULT.test(word)
}

export function splitFlag(word: string): { readonly result: string; readonly flag: Flag } {
  const match = /^((?:<=|>=|<|>)?\d+(?:\.\d+)?)\s*([^\d\s.~^/%-]{1,4})$/.exec(word)
  const flag = match === null ? '' : flagIn(match[2] ?? '')
  return flag === ''
    ? { result: word.replace(/\*$/, ''), flag }
    : { result: match?.[1] ?? word, flag }
}

export function flagIn(text: string): Flag {
  return FLAGS.get(text.toLowerCase().replace(/^[([]|[)\]*]$/g, '')) ?? ''
}

export function limitsIn(word: string): { readonly low: string; readonly high: string } | null {
  const range = RANGE.exec(word)
  if (range !== null) return { low: range[1] ?? '', high: range[2] ?? '' }
  const one = ONE_LIMIT.exec(word)
  if (one === null) return null
  const limit = one[2] ?? ''
  return one[1]?.startsWith('<') === true ? { low: '', high: limit } : { low: limit, high: '' }
}

/**
 * A word behind a result that may be a unit: it holds a letter or a percent sign, and is short. So may
 * one in Chinese that is known for nothing else: a unit that is not understood is not passed over.
 */
export function mayBeUnit(word: string): boolean {
  return (
    word.length <= 20 &&
    /[a-z%\p{Script=Han}]/iu.test(word) &&
    !NO_FLAG.includes(word.toLowerCase()) &&
    !/[:=]/.test(word) &&
    !(isUnknownWord(word) && (isQualitative(word) || REMARK.test(word)))
  )
}

const HAN = /\p{Script=Han}/u
/** How a test was done, on what, or what became of it. */
const REMARK =
  /[法仪]$|方法|复[查核检测]|审核|危急|异常|已审|脂血|黄疸|乳糜|空腹|餐[前后]|急诊|血清|血浆|全血|静脉|动脉|标本|样本|备注|报告|参考/

/** A word in Chinese of which it is not known that it is a unit. */
export function isUnknownWord(word: string): boolean {
  return HAN.test(plainUnit(word))
}

/** A word in Chinese that can be no unit: behind a line that has its result and range, it is a remark. */
export function holdsNoUnit(word: string): boolean {
  return isUnknownWord(word) && !isUnit(word) && !holdsUnitSyllable(word)
}

const UNITS: ReadonlySet<string> = new Set(
  LAB_TESTS.flatMap(({ test: { value } }) => unitsOfTest(value)).map((unit) => unit.toLowerCase()),
)

/** A word that is a unit wherever it stands: a quotient, a share, or one that a test is met in. */
export function isUnit(word: string): boolean {
  if (/^\D*\/|%/.test(word) || /^10[*^]\d{1,2}\//.test(word)) return true
  return UNITS.has(plainUnit(word).toLowerCase())
}

/** A factor that stands apart from the number it belongs to: `x10^3`, `E+05`. */
export function isFactor(word: string): boolean {
  return /^(?:[x×*·]?10(?:[*^eE]\d{0,2})?|[x×*·]|[eE][+-]?\d{1,2})$/.test(word)
}

const NO_NUMBER =
  /^(?:pos(?:itive)?|neg(?:ative)?|(?:non-?)?reactive|(?:un)?detect(?:ed|able)?|not|none|pending|trace|see|cancel(?:l?ed)?|rejected|h(?:a?)emoly[sz]ed|nd|n\/?a)\b|[阴阳]性|检出|待查|待测|未做|取消|拒收|溶血/i

/** A word that says in place of a number how a test came out, or that it did not. */
export function isQualitative(word: string): boolean {
  return NO_NUMBER.test(word)
}
