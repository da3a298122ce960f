import { describe, expect, it } from 'vitest'
import { addDays } from '../../../shared/kernel/dates.ts'
import type { NewLesionFinding } from '../../../shared/response/define.ts'
import { recomputeOf } from '../../golden-runner/recompute.ts'
import { derive, mm, START } from './subject-builder.ts'
import type { CourseDraft } from './subject-builder.ts'

type Finding = Partial<NewLesionFinding>

/** A stable target, and at each visit the new lesions seen. */
function course(
  visits: readonly (readonly Finding[])[],
  more: Partial<CourseDraft> = {},
): CourseDraft {
  return {
    baseline: [50],
    visits: visits.map((newLesions) => ({ targets: [50], newLesions })),
    ...more,
  }
}

const states = (draft: CourseDraft): readonly (readonly boolean[])[] =>
  derive(draft).map(({ newLesionAsAssessed, newLesion }) => [newLesionAsAssessed, newLesion])
const queries = (draft: CourseDraft): readonly (readonly string[])[] =>
  derive(draft).map((point) => point.queries)

const EQUIVOCAL: Finding = { certainty: 'EQUIVOCAL' }
const CERTAIN: Finding = { certainty: 'UNEQUIVOCAL' }
const ABSENT: Finding = { certainty: 'ABSENT' }

describe('equivocal new lesions', () => {
  it('have no effect, until progression is dated back to where they were first seen', () => {
    const points = derive(course([[EQUIVOCAL], [EQUIVOCAL], [CERTAIN]]))
    expect(points.map(({ overallAsAssessed }) => overallAsAssessed)).toEqual(['SD', 'SD', 'PD'])
    expect(points.map(({ overall }) => overall)).toEqual(['PD', 'PD', 'PD'])
    expect(points[0]?.trace().map(({ rule }) => rule)).toContain('L-2')
  })

  it('date the progression at the earliest scan of the visit of first detection', () => {
    const dates = [addDays(START, 60), addDays(START, 50)]
    const draft = course([[EQUIVOCAL], [CERTAIN]])
    const visits = draft.visits.map((visit, at) => (at === 0 ? { ...visit, dates } : visit))
    expect(derive({ ...draft, visits })[0]?.date).toBe(addDays(START, 50))
  })

  it('never counted if they go away', () => {
    expect(states(course([[EQUIVOCAL], [ABSENT]]))).toEqual([
      [false, false],
      [false, false],
    ])
    expect(states(course([[EQUIVOCAL], [ABSENT], [CERTAIN]]))).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ])
  })

  it('raise no query where the lesion had counted before', () => {
    expect(queries(course([[CERTAIN], [EQUIVOCAL], [EQUIVOCAL]]))).toEqual([[], [], []])
  })

  it('raise a query from the second unresolved visit on, until resolved', () => {
    expect(queries(course([[EQUIVOCAL], [EQUIVOCAL]]))).toEqual([[], ['EQUIVOCAL_NEW_LESION_OPEN']])
    expect(queries(course([[EQUIVOCAL], [EQUIVOCAL], [CERTAIN]]))).toEqual([[], [], []])
  })
})

it('asks when a new lesion stands beside a recorded response other than PD', () => {
  const draft = course([[CERTAIN]])
  const visits = draft.visits.map((visit) => ({ ...visit, recorded: 'SD' as const }))
  expect(queries({ ...draft, visits })).toEqual([['NEW_LESION_WITHOUT_PD']])
})

describe('nodes', () => {
  const node = (
    millimetres: number,
    certainty: NewLesionFinding['certainty'] = 'UNEQUIVOCAL',
  ): Finding => ({ kind: 'LYMPH_NODE', tenths: mm(millimetres), certainty })

  it.each([
    { size: 9.9, counts: false, raised: ['NEW_LESION_WITHOUT_PD'] },
    { size: 10, counts: true, raised: ['NODE_ONLY_PROGRESSION'] },
    { size: 14.9, counts: true, raised: ['NODE_ONLY_PROGRESSION'] },
    { size: 15, counts: true, raised: [] },
  ])('of $size mm count: $counts', ({ size, counts, raised }) => {
    expect(states(course([[node(size)]]))).toEqual([[counts, counts]])
    expect(queries(course([[node(size)]]))).toEqual([raised])
  })

  it('that were normal are not dated back', () => {
    expect(states(course([[node(8, 'EQUIVOCAL')], [node(12)]]))).toEqual([
      [false, false],
      [true, true],
    ])
  })
})

// Lencioni and Llovet 2010, special recommendations.
describe('mRECIST', () => {
  const criterion = 'mRECIST' as const
  const nodule = (
    millimetres: number,
    enhancement: NonNullable<NewLesionFinding['enhancement']>,
    certainty: NewLesionFinding['certainty'] = 'UNEQUIVOCAL',
  ): Finding => ({ kind: 'INTRAHEPATIC', tenths: mm(millimetres), enhancement, certainty })

  it.each([
    { size: 9.9, counts: false },
    { size: 10, counts: true },
  ])('a typical nodule of $size mm counts: $counts', ({ size, counts }) => {
    expect(states(course([[nodule(size, 'TYPICAL_HCC')]], { criterion }))).toEqual([
      [counts, counts],
    ])
  })

  it.each([
    { size: 24.9, counts: false },
    { size: 25, counts: true },
  ])('an atypical nodule of 15 mm that reaches $size mm counts: $counts', ({ size, counts }) => {
    const draft = course([[nodule(15, 'ATYPICAL')], [nodule(size, 'ATYPICAL')]], { criterion })
    expect(states(draft)).toEqual([
      [false, counts],
      [counts, counts],
    ])
  })

  it('binds the reader: "equivocal" does not undo the pattern, "unequivocal" does not replace it', () => {
    const typical = nodule(12, 'TYPICAL_HCC', 'EQUIVOCAL')
    expect(states(course([[typical]], { criterion }))).toEqual([[true, true]])
    const atypical = course([[nodule(12, 'ATYPICAL')]], { criterion })
    expect(states(atypical)).toEqual([[false, false]])
    expect(queries(atypical)).toEqual([['NEW_LESION_WITHOUT_PD']])
  })

  it.each([
    { size: 19.9, counts: false },
    { size: 20, counts: true },
  ])('a porta hepatis node of $size mm counts: $counts', ({ size, counts }) => {
    const node: Finding = { kind: 'PORTA_HEPATIS_NODE', tenths: mm(size) }
    expect(states(course([[node]], { criterion }))).toEqual([[counts, counts]])
    expect(states(course([[node]]))).toEqual([[true, true]])
  })

  it('takes the entry as the result where only the certainty is captured', () => {
    expect(states(course([[CERTAIN]], { criterion }))).toEqual([[true, true]])
  })
})

describe('effusions', () => {
  const effusion = (cytology?: 'POSITIVE' | 'NEGATIVE' | 'NOT_DONE'): Finding => ({
    kind: 'EFFUSION_OR_ASCITES',
    ...(cytology === undefined ? {} : { cytology }),
  })

  it.each([
    { cytology: 'POSITIVE' as const, recist: true, mrecist: true },
    { cytology: 'NEGATIVE' as const, recist: false, mrecist: false },
    { cytology: 'NOT_DONE' as const, recist: true, mrecist: false },
    { cytology: undefined, recist: true, mrecist: true },
  ])('new, cytology $cytology', ({ cytology, recist, mrecist }) => {
    expect(derive(course([[effusion(cytology)]]))[0]?.newLesion).toBe(recist)
    const viable = derive(course([[effusion(cytology)]], { criterion: 'mRECIST' }))[0]
    expect(viable?.newLesion).toBe(mrecist)
    expect(viable?.queries.includes('EFFUSION_WITHOUT_CYTOLOGY')).toBe(
      cytology === undefined || cytology === 'NOT_DONE',
    )
  })
})

describe('the proof of a new lesion', () => {
  const nodule = (millimetres: number): Finding => ({
    ...{ kind: 'INTRAHEPATIC', tenths: mm(millimetres), enhancement: 'ATYPICAL' },
    certainty: 'EQUIVOCAL',
  })
  const porta: Finding = { kind: 'PORTA_HEPATIS_NODE', tenths: mm(18) }
  const effusion: Finding = { kind: 'EFFUSION_OR_ASCITES', cytology: 'NOT_DONE' }
  const criterion = 'mRECIST' as const

  it.each([
    { name: 'growth', visits: [[nodule(8)], [nodule(18)]], rule: 'L-6', result: 'YES' },
    { name: 'no growth', visits: [[nodule(8)], [nodule(17.9)]], rule: 'L-6', result: 'NO' },
    {
      ...{ name: 'having counted', visits: [[nodule(8)], [nodule(18)], [nodule(12)]] },
      ...{ rule: 'L-6', result: 'YES' },
    },
    { name: 'its porta hepatis', visits: [[porta]], rule: 'L-7', result: 'NO' },
    { name: 'its cytology', visits: [[effusion]], rule: 'N-4', result: 'NO' },
    {
      ...{ name: 'being normal', visits: [[{ kind: 'LYMPH_NODE' as const, tenths: mm(9) }]] },
      ...{ rule: 'L-3', result: 'NO' },
    },
    { name: 'the reader', visits: [[CERTAIN]], rule: 'L-1', result: 'YES' },
  ])('names what decided: $name', ({ visits, rule, result }) => {
    const step = derive(course(visits, { criterion }))
      .at(-1)
      ?.trace()
      .find(({ fact }) => fact?.endsWith('/newLesion'))
    if (step === undefined) throw new Error('no step')
    expect(step).toMatchObject({ rule, result })
    const other = result === 'YES' ? 'NO' : 'YES'
    expect(recomputeOf(rule)?.(step)).toBe(true)
    expect(recomputeOf(rule)?.({ ...step, result: other })).toBe(false)
  })

  it('gives the first size, the growth that is needed, and where it counted before', () => {
    const points = derive(course([[nodule(8)], [nodule(18)], [nodule(12)]], { criterion }))
    const inputs = points
      .at(-1)
      ?.trace()
      .find(({ rule }) => rule === 'L-6')?.inputs
    expect(inputs).toMatchObject([
      { name: 'NEW01', value: 'EQUIVOCAL' },
      { name: 'size NEW01', value: '12' },
      { name: 'pattern NEW01', value: 'ATYPICAL' },
      { name: 'lesionFrom', value: '10' },
      { name: 'firstSize NEW01', value: '8' },
      { name: 'growthFrom', value: '10' },
      { name: 'countedBefore NEW01', value: 'YES', of: 'mRECIST/visit/W16/newLesion' },
    ])
  })
})
