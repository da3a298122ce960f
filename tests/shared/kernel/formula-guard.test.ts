import { describe, expect, it } from 'vitest'
import { guardFormula, unguardFormula } from '../../../shared/kernel/formula-guard.ts'

describe('a text in a file that a spreadsheet opens', () => {
  it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '＝1+1', '＋A1', '－A1', '＠A1'])(
    '%j is marked as text, and read back as it was',
    (text) => {
      expect(guardFormula(text)).toBe(`'${text}`)
      expect(unguardFormula(guardFormula(text))).toBe(text)
    },
  )

  it.each([
    '-1',
    '+2.5',
    '-1,5',
    '-1.5e-3',
    '-3 %',
    '.5',
    '71.5',
    'rash',
    '',
    "'s-Hertogenbosch",
    "'",
  ])('%j stays as it is, both ways', (text) => {
    expect(guardFormula(text)).toBe(text)
    expect(unguardFormula(text)).toBe(text)
  })
})
