import { describe, expect, it } from 'vitest'
import type { Assessment, ResponseSettings } from '../../../shared/response/define.ts'
import { derive } from './subject-builder.ts'
import type { CourseDraft } from './subject-builder.ts'

type Rule = ResponseSettings['tumourMarkerForCr']

const afp = (value: number | null, earlierRaised = true): Assessment['marker'] => ({
  value,
  upperLimit: 20,
  earlierRaised,
})

function completeResponse(
  rule: Rule,
  marker: Assessment['marker'],
  more: Partial<CourseDraft> = {},
): CourseDraft {
  return {
    baseline: [30],
    marker: { value: 400, upperLimit: 20 },
    visits: [{ targets: [0], marker }],
    settings: { tumourMarkerForCr: rule },
    ...more,
  }
}

const outcome = (draft: CourseDraft): readonly (string | null)[] => {
  const [point] = derive(draft)
  return [point?.target ?? null, point?.nonTarget ?? null, point?.overall ?? null]
}

describe('NORMAL_OR_NEVER_RAISED (protocol 3)', () => {
  const rule = 'NORMAL_OR_NEVER_RAISED'
  it.each([
    { value: 20, earlier: true, expected: 'CR', why: 'at the upper limit' },
    { value: 20.1, earlier: true, expected: 'PR', why: 'above it' },
    { value: null, earlier: true, expected: 'PR', why: 'not measured, raised before' },
  ])('$value gives $expected: $why', ({ value, earlier, expected }) => {
    expect(outcome(completeResponse(rule, afp(value, earlier)))).toEqual(['CR', null, expected])
  })

  it('lets CR stand without a value where it was never raised, and asks for the value', () => {
    const draft = completeResponse(rule, afp(null, false), { marker: null })
    expect(outcome(draft)).toEqual(['CR', null, 'CR'])
    expect(derive(draft)[0]?.queries).toEqual(['MARKER_MISSING_AT_CR'])
  })

  it('makes NON-CR/NON-PD of a CR without targets', () => {
    const draft = completeResponse(rule, afp(80), {
      baseline: [],
      nonTargets: ['LESION'],
      visits: [{ nonTargets: ['absent'], marker: afp(80) }],
    })
    expect(outcome(draft)).toEqual([null, 'CR', 'NON-CR/NON-PD'])
  })

  it('judges a recorded CR, too, and keeps what was recorded', () => {
    const visits = [{ targets: [30], recorded: 'CR' as const, marker: afp(80) }]
    const [point] = derive({ ...completeResponse(rule, null), visits, source: 'investigator' })
    expect(point).toMatchObject({ recorded: 'CR', inForce: 'PR', overall: 'SD' })
  })
})

it('MUST_BE_NORMAL blocks a CR without a value', () => {
  const draft = completeResponse('MUST_BE_NORMAL', afp(null, false), { marker: null })
  expect(outcome(draft)).toEqual(['CR', null, 'PR'])
})

describe('IF_ELEVATED_AT_BASELINE (RECIST 1.1)', () => {
  const rule = 'IF_ELEVATED_AT_BASELINE'
  const withNonTarget = (marker: Assessment['marker']): CourseDraft =>
    completeResponse(rule, marker, {
      nonTargets: ['LESION'],
      visits: [{ targets: [0], nonTargets: ['absent'], marker }],
    })

  it.each([
    { value: 20, expected: ['CR', 'CR', 'CR'] },
    { value: 20.1, expected: ['CR', 'NON-CR/NON-PD', 'PR'] },
    { value: null, expected: ['CR', 'NE', 'PR'] },
  ])('a value of $value gives $expected', ({ value, expected }) => {
    expect(outcome(withNonTarget(afp(value)))).toEqual(expected)
  })

  it('turns an overall CR without non-target disease into PR', () => {
    expect(outcome(completeResponse(rule, afp(21)))).toEqual(['CR', null, 'PR'])
  })

  it('does nothing where the marker was normal at baseline', () => {
    const draft = completeResponse(rule, afp(80), { marker: { value: 20, upperLimit: 20 } })
    expect(outcome(draft)).toEqual(['CR', null, 'CR'])
  })
})

it('asks about a marker that rises after CR, and calls it no progression', () => {
  const draft = completeResponse('NORMAL_OR_NEVER_RAISED', null, {
    visits: [
      { targets: [0], marker: afp(10) },
      { targets: [0], marker: afp(50) },
    ],
  })
  const points = derive(draft)
  expect(points.map(({ overall }) => overall)).toEqual(['CR', 'PR'])
  expect(points[1]?.queries).toEqual(['CR_THEN_PR', 'MARKER_RAISED_AFTER_CR'])
})

it.each([
  { test: 'AFP', expected: 'CR' },
  { test: 'PIVKAII', expected: 'PR' },
])('without a limit takes the one of its own test at baseline: $test', ({ test, expected }) => {
  const measured = { test: 'AFP', value: 15, upperLimit: null, earlierRaised: false }
  const draft = completeResponse('NORMAL_OR_NEVER_RAISED', measured, {
    marker: { test, value: 400, upperLimit: 20 },
  })
  expect(outcome(draft)).toEqual(['CR', null, expected])
})

it('is not looked at by default', () => {
  expect(outcome(completeResponse('NOT_USED', afp(400)))).toEqual(['CR', null, 'CR'])
})
