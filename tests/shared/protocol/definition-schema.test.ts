import { describe, expect, it } from 'vitest'
import { definitionFaults } from '../../../shared/protocol/definition-schema.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

const known = {
  criteria: ['RECIST 1.1', 'mRECIST'],
  endpointKinds: [
    'proportion',
    'time-to-event',
    'landmark',
    'incidence',
    'distribution',
    'dose-limiting-toxicity',
    'antibody',
  ],
}

type Json = Record<string, unknown>

/** A copy of protocol 5 as JSON with one member replaced; `undefined` removes it. */
function broken(pointer: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(protocols.get('lenvatinib-toripalimab'))) as Json
  const steps = pointer.slice(1).split('/')
  const last = steps.pop() ?? ''
  const parent = steps.reduce((node, step) => node[step] as Json, copy)
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else parent[last] = value
  return copy
}

const faultsOf = (pointer: string, value: unknown) =>
  definitionFaults(broken(pointer, value), known)

describe('a definition is refused with a pointer to each fault', () => {
  it.each([
    ['a member is missing', '/title/zh', undefined, '/title/zh', 'definition.missing'],
    [
      'a member has the wrong type',
      '/plannedSubjects',
      '76',
      '/plannedSubjects',
      'definition.wrongType',
    ],
    ['a member is unknown', '/colour', 'blue', '/colour', 'definition.unknownMember'],
    [
      'a word is not one of those allowed',
      '/conventions/origin',
      'consent',
      '/conventions/origin',
      'definition.notOneOf',
    ],
    ['a number is too small', '/plannedSubjects', 0, '/plannedSubjects', 'definition.tooSmall'],
    [
      'a number is too large',
      '/conventions/confidenceLevel',
      1,
      '/conventions/confidenceLevel',
      'definition.tooLarge',
    ],
    ['a key is not spelt as keys are', '/key', 'My Trial', '/key', 'definition.badFormat'],
    [
      'an item has an unknown kind',
      '/forms/0/items/0/kind',
      'colour',
      '/forms/0/items/0/kind',
      'definition.notOneOf',
    ],
    [
      'an endpoint lacks a member',
      '/endpoints/0/confirmed',
      undefined,
      '/endpoints/0/confirmed',
      'definition.missing',
    ],
    [
      'the schedule names no form',
      '/schedule/single/0/forms/0',
      'visit',
      '/schedule/single/0/forms/0',
      'definition.unknownForm',
    ],
    [
      'the schedule names a form of the log',
      '/schedule/single/0/forms/0',
      'deaths',
      '/schedule/single/0/forms/0',
      'definition.formNotAtVisits',
    ],
    [
      'a landmark is of no endpoint',
      '/endpoints/3/of',
      'EFS',
      '/endpoints/3/of',
      'definition.unknownEndpoint',
    ],
    [
      'a landmark is of a proportion',
      '/endpoints/3/of',
      'ORR',
      '/endpoints/3/of',
      'definition.endpointNotTimed',
    ],
    [
      'an endpoint judges by a criterion the protocol does not use',
      '/endpoints/0/criteria',
      'mRECIST',
      '/endpoints/0/criteria',
      'definition.criterionNotUsed',
    ],
    [
      'a criterion is unknown',
      '/criteria/0/key',
      'iRECIST',
      '/criteria/0/key',
      'definition.unknownCriterion',
    ],
    [
      'an endpoint id stands twice',
      '/endpoints/1/id',
      'ORR',
      '/endpoints/1',
      'definition.duplicateKey',
    ],
    [
      'an item stands twice',
      '/forms/0/items/1/key',
      'SEX',
      '/forms/0/items/1/key',
      'definition.duplicateItem',
    ],
    [
      'a condition names no item',
      '/forms/0/items/5/showIf/item',
      'ENROLDAT',
      '/forms/0/items/5/showIf/item',
      'definition.unknownItem',
    ],
    [
      'two forms write one file',
      '/forms/2/file',
      'subjects',
      '/forms/2/file',
      'definition.duplicateFile',
    ],
    [
      'an item takes the name of a column of the layout',
      '/forms/2/items/0/key',
      'VISIT',
      '/forms/2/items/0/key',
      'definition.reservedItem',
    ],
    [
      'the items of a form go to no file',
      '/forms/2/file',
      undefined,
      '/forms/2/items',
      'definition.noFile',
    ],
    [
      'the enrolment form is missing',
      '/forms/0/key',
      'enrolment',
      '/forms',
      'definition.noEnrolmentForm',
    ],
    [
      'a dose-limiting toxicity has no cohort that finds doses',
      '/endpoints/0/population',
      'DLT',
      '/endpoints/0/population',
      'definition.noDoseFindingCohort',
    ],
  ])('%s', (_what, pointer, value, at, key) => {
    const faults = faultsOf(pointer, value)
    expect(faults).toContainEqual(expect.objectContaining({ pointer: at, key }))
  })

  it('cohorts stand twice, or expand one that is not there', () => {
    const cohort = { key: 'A', label: { en: 'A', zh: 'A组' }, doseFinding: false, expands: 'B' }
    const keys = faultsOf('/cohorts', [cohort, cohort]).map(({ pointer, key }) => [pointer, key])
    expect(keys).toEqual([
      ['/cohorts/1', 'definition.duplicateKey'],
      ['/cohorts/0/expands', 'definition.unknownCohort'],
      ['/cohorts/1/expands', 'definition.unknownCohort'],
    ])
  })

  it('a range is reversed, or a code stands twice', () => {
    const code = { value: 'A', label: { en: 'A', zh: '甲' } }
    expect(faultsOf('/forms/0/items/0/codes', [code, code])).toEqual([
      {
        pointer: '/forms/0/items/0/codes/1',
        key: 'definition.duplicateCode',
        params: { code: 'A' },
      },
    ])
    const number = { key: 'SEX', kind: 'number', label: { en: 'n', zh: '数' }, min: 2, max: 1 }
    expect(faultsOf('/forms/0/items/0', number)).toEqual([
      {
        pointer: '/forms/0/items/0/min',
        key: 'definition.rangeReversed',
        params: { min: 2, max: 1 },
      },
    ])
  })

  it('is no object at all', () => {
    expect(definitionFaults('ORR', known)).toMatchObject([
      { pointer: '', key: 'definition.wrongType' },
    ])
  })
})

describe('an endpoint of a kind that a family brings', () => {
  const toy = {
    id: 'TOY',
    kind: 'x-toy',
    label: { en: 'Toy', zh: '示例' },
    population: 'ENR',
    criteria: null,
    timeFrameMonths: null,
    settings: { anything: 1 },
  }

  it('is accepted where the family has it', () => {
    const withToy = { ...known, endpointKinds: [...known.endpointKinds, 'x-toy'] }
    expect(definitionFaults(broken('/endpoints/0', toy), withToy)).toEqual(
      // Without ORR the duration of response has no responders.
      [expect.objectContaining({ key: 'definition.noResponseRate' })],
    )
  })

  it('is refused where it does not', () => {
    expect(faultsOf('/endpoints/2', toy)).toContainEqual({
      pointer: '/endpoints/2/kind',
      key: 'definition.unknownEndpointKind',
      params: { kind: 'x-toy' },
    })
  })
})

describe('the words of a design', () => {
  it('may be left out, as in every definition made before there were any', () => {
    expect(faultsOf('/trialDesign', undefined)).toEqual([])
    expect(faultsOf('/trialDesign', { addOn: true, interventionModel: 'CROSS-OVER' })).toEqual([])
  })

  it.each([
    ['a model that the codelist does not have', { addOn: true, interventionModel: 'MANY' }],
    ['a model alone', { interventionModel: 'PARALLEL' }],
  ])('are refused: %s', (_what, value) => {
    expect(faultsOf('/trialDesign', value).map(({ pointer }) => pointer)).not.toEqual([])
  })
})
