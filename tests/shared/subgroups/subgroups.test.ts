import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import {
  conditionsText,
  conditionWords,
  isCondition,
  parseConditions,
} from '../../../shared/subgroups/condition-text.ts'
import type { SubgroupCondition } from '../../../shared/subgroups/define.ts'
import { AGE_ITEM, itemValues, subgroupItems } from '../../../shared/subgroups/items.ts'
import { fulfilsAll, membership } from '../../../shared/subgroups/membership.ts'

const definition = builtInFamilies.protocols.get('tace-systemic')
const items = subgroupItems(definition)
const AFP400: SubgroupCondition = { kind: 'at-least', item: 'baseline.AFP', limit: 400 }
const AFP_LOW: SubgroupCondition = { kind: 'below', item: 'baseline.AFP', limit: 400 }

describe('AFP at or above 400', () => {
  it.each([
    { text: '400', atLeast: 'in', below: 'out', why: 'exactly at the limit' },
    { text: '399.9', atLeast: 'out', below: 'in', why: 'just below it' },
    { text: '>400', atLeast: 'in', below: 'out', why: 'above it, whatever it is' },
    { text: '>=400', atLeast: 'in', below: 'out', why: 'at it or above' },
    { text: '>100', atLeast: 'unknown', below: 'unknown', why: 'may be on either side' },
    { text: '<400', atLeast: 'out', below: 'in', why: 'below it, whatever it is' },
    { text: '<=400', atLeast: 'unknown', below: 'unknown', why: 'may be the limit itself' },
    { text: '<3', atLeast: 'out', below: 'in', why: 'below the limit of measurement' },
    { text: '', atLeast: 'unknown', below: 'unknown', why: 'not recorded' },
    { text: '410–411', atLeast: 'in', below: 'out', why: 'both that it may be are above' },
    { text: '398–399', atLeast: 'out', below: 'in', why: 'both that it may be are below' },
    { text: '399–400', atLeast: 'unknown', below: 'unknown', why: 'one of each' },
    { text: 'high', atLeast: 'unknown', below: 'unknown', why: 'no number' },
  ])('"$text" is $atLeast: $why', ({ text, atLeast, below }) => {
    const values = text === '' ? {} : { 'baseline.AFP': text }
    expect(membership(AFP400, values)).toBe(atLeast)
    expect(membership(AFP_LOW, values)).toBe(below)
  })
})

describe('answers of a list', () => {
  const stage: SubgroupCondition = { kind: 'one-of', item: 'baseline.BCLC', answers: ['B', 'C'] }

  it('counts each answer of several', () => {
    expect(membership(stage, { 'baseline.BCLC': 'C' })).toBe('in')
    expect(membership(stage, { 'baseline.BCLC': 'A' })).toBe('out')
    const cause: SubgroupCondition = {
      kind: 'one-of',
      item: 'baseline.AETIOL',
      answers: ['ALCOHOL'],
    }
    expect(membership(cause, { 'baseline.AETIOL': 'HEPATITIS B;ALCOHOL' })).toBe('in')
    expect(membership(cause, { 'baseline.AETIOL': 'UNKNOWN' })).toBe('unknown')
    const notKnown = { ...cause, answers: ['UNKNOWN'] }
    expect(membership(notKnown, { 'baseline.AETIOL': 'UNKNOWN' })).toBe('in')
  })

  it('is out where one condition fails, though another is unknown', () => {
    expect(fulfilsAll([stage, AFP400], { 'baseline.BCLC': 'A' })).toBe('out')
    expect(fulfilsAll([stage, AFP400], { 'baseline.BCLC': 'B' })).toBe('unknown')
    expect(fulfilsAll([], {})).toBe('in')
  })
})

describe('a condition in an address', () => {
  it('is read back as it was written, whatever signs an answer has', () => {
    const conditions: readonly SubgroupCondition[] = [
      AFP400,
      AFP_LOW,
      { kind: 'one-of', item: 'baseline.AETIOL', answers: ['HEPATITIS B', 'a;b,c=d', '其他'] },
    ]
    expect(parseConditions(conditionsText(conditions))).toEqual(conditions)
    expect(conditionsText([AFP400])).toBe('baseline.AFP>=400')
  })

  it.each([
    'baseline.AFP>=',
    'baseline.AFP>=>3',
    'AFP>=3',
    'baseline.BCLC=',
    'baseline.BCLC=%E0',
    'x',
  ])('is none: %s', (text) => {
    expect(parseConditions(text)).toBeNull()
  })

  it('asks an item of the study in its own way', () => {
    expect(isCondition(AFP400, items)).toBe(true)
    expect(isCondition({ kind: 'one-of', item: 'baseline.AFP', answers: ['1'] }, items)).toBe(false)
    expect(isCondition({ ...AFP400, item: 'baseline.NONE' }, items)).toBe(false)
  })

  it('is told in words', () => {
    expect(conditionWords(AFP400, items)).toEqual({
      en: 'AFP, ng/mL ≥ 400',
      zh: '甲胎蛋白（AFP）（ng/mL） ≥ 400',
    })
    const stage = { kind: 'one-of', item: 'baseline.BCLC', answers: ['B', 'C'] } as const
    expect(conditionWords(stage, items).en).toBe('BCLC stage: B (intermediate) or C (advanced)')
  })
})

describe('the items of a study', () => {
  const keys = items.map(({ key }) => key)

  it('are those of consent, baseline and the baseline visit, no outcome among them', () => {
    for (const key of ['subjects.SEX', AGE_ITEM, 'baseline.PVTT', 'baseline.CPS0107']) {
      expect(keys).toContain(key)
    }
    expect(keys.some((key) => key.startsWith('deaths.'))).toBe(false)
    expect(keys.some((key) => key.startsWith('disposition.'))).toBe(false)
    expect(keys).not.toContain('subjects.COHORT')
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are read of a subject, derived ones from their answers where they are not stored', () => {
    const subject = {
      subjid: '1001',
      files: {
        subjects: [{ SEX: 'F', BRTHDAT: '1960-05-01', RFICDAT: '2024-05-02' }],
        baseline: [
          {
            ...{ CPS0101: '1', CPS0102: '1', CPS0103: '2', CPS0104: '2', CPS0105: '1' },
            ...{ BLBILI: '20', BLALB: '40', AFP: '>12100' },
          },
        ],
      },
    }
    const values = itemValues(subject, definition)
    expect(values).toMatchObject({
      'subjects.SEX': 'F',
      [AGE_ITEM]: '64',
      'baseline.CPS0106': '7',
      'baseline.CPS0107': 'B',
      // 0.66 x log10(20) - 0.085 x 40 = -2.54: grade 2
      'baseline.ALBIGR': '2',
      'baseline.AFP': '>12100',
    })
    expect(values['baseline.BCLC']).toBeUndefined()
  })
})
