import { describe, expect, it } from 'vitest'
import {
  compileRule,
  isRuleFault,
  type CompiledRule,
  type RuleType,
  type RuleValues,
} from '../../../shared/forms/compile-rule.ts'

const NAMES = new Map<string, RuleType>([
  ['a', 'number'],
  ['b', 'number'],
  ['s', 'text'],
  ['given', 'truth'],
])

function rule(text: string): CompiledRule {
  const compiled = compileRule(text, NAMES)
  if (isRuleFault(compiled)) throw new Error(compiled.message)
  return compiled
}

const refusal = (text: string): string => {
  const compiled = compileRule(text, NAMES)
  return isRuleFault(compiled) ? compiled.message : 'accepted'
}

describe('a rule', () => {
  it.each<[string, RuleValues, string]>([
    ['a <= 3 * b', { a: 3, b: 1 }, 'holds'],
    ['a <= 3 * b', { a: 3.01, b: 1 }, 'fails'],
    ['a == 2', { a: 2 }, 'holds'],
    ['s == "2" || a > 1', { s: '2', a: 0 }, 'holds'],
    ['oneOf(s, "Y|N")', { s: 'N' }, 'holds'],
    ['oneOf(s, "Y|N")', { s: 'YES' }, 'fails'],
    ['length(s) < 3', { s: '甲胎' }, 'holds'],
    ['abs(a - b) <= 7', { a: 1, b: 9 }, 'fails'],
    ['!given', { given: true }, 'fails'],
    ['s.startsWith("LIVER")', { s: 'LIVER S5' }, 'holds'],
  ])('%s with %j: %s', (text, values, outcome) => {
    expect(rule(text).evaluate(values)).toBe(outcome)
  })

  it.each<[string, RuleValues, string]>([
    ['a > b', { a: 1 }, 'not-evaluable'],
    ['a > b || s == "x"', { s: 'x' }, 'holds'],
    ['a > b || s == "x"', { s: 'y' }, 'not-evaluable'],
    ['a > b && s == "x"', { s: 'y' }, 'fails'],
    ['a > b && s == "x"', { s: 'x' }, 'not-evaluable'],
    ['!(a > b)', {}, 'not-evaluable'],
  ])('with missing values, %s with %j: %s, never passed in silence', (text, values, outcome) => {
    expect(rule(text).evaluate(values)).toBe(outcome)
  })

  it('names what it reads, each once', () => {
    expect(rule('a > b && (a < 7 || s == "given")').names).toEqual(['a', 'b', 's'])
  })
})

describe('a rule is refused before it runs', () => {
  it.each([
    ['unknown name', 'c > 1'],
    ['text compared with a number', 's > 1'],
    ['a number for an answer', 'a + b'],
    ['half a sentence', 'a >'],
    ['the constructor of things', 'constructor'],
    ['the prototype of a text', 's.__proto__ == s'],
    ['a call of something unknown', 'fetch("http://x")'],
    ['an endless text', `a > ${'1 + '.repeat(1000)}1`],
  ])('%s', (_why, text) => {
    expect(refusal(text)).not.toBe('accepted')
  })

  it('leaves numbers inside texts as they are', () => {
    expect(rule('s == "1 or 2"').evaluate({ s: '1 or 2' })).toBe('holds')
  })

  it('reaches nothing but the values it was given', () => {
    const names = new Map<string, RuleType>([['toString', 'text']])
    const compiled = compileRule('toString == "x"', names)
    expect(isRuleFault(compiled) ? 'refused' : compiled.evaluate({})).toBe('not-evaluable')
  })
})
