import { expect, it } from 'vitest'
import { ruleSource } from '../../../shared/proof/rule-sources.ts'
import { en } from '../../../shared/texts/en.ts'
import { zh } from '../../../shared/texts/zh.ts'
import { RECOMPUTED } from '../../golden-runner/recompute.ts'

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh

// The proofs of the reference trials fail on a rule that is not among these.
it.each(Object.keys(RECOMPUTED))('rule %s has words and a source in both languages', (rule) => {
  expect(english[`rule.${rule}`]).toMatch(/[a-z]{3}/)
  expect(chinese[`rule.${rule}`]).toMatch(/\p{Script=Han}/u)
  expect(ruleSource(rule, undefined, 'en')).not.toBe('')
  expect(ruleSource(rule, undefined, 'zh')).not.toBe('')
})

it('names mRECIST where the rule is its own', () => {
  expect(ruleSource('T-7', 'mRECIST', 'en')).toBe(
    'mRECIST (Lencioni & Llovet 2010); RECIST 1.1, 4.3.1',
  )
  expect(ruleSource('T-7', 'RECIST 1.1', 'en')).toBe('RECIST 1.1, 4.3.1')
  expect(ruleSource('E-4', undefined, 'en')).toContain('Protocol')
})
