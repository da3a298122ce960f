import { describe, expect, it } from 'vitest'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import {
  added,
  adverseEvent,
  analysed,
  derive,
  dose,
  madeSubject,
  protocol,
  rowOf,
} from './made-subject.ts'

const PROTOCOL_2 = protocol('toripalimab-donafenib')

// Both drugs given from 2024-01-20 on: day 28 is 2024-02-16.
const exposure = [dose('DONAFENIB', '2024-01-15', ''), dose('TORIPALIMAB', '2024-01-20', '')]
const inCohort = (COHORT: string): Row[] => [{ ENRDAT: '2024-01-10', COHORT }]
const seenAlive = (SSDAT: string): Row[] => [{ SSDAT, SSORRES: 'ALIVE' }]
const limiting = (AESTDAT: string): Row[] => [adverseEvent({ AESTDAT, AEDLT: 'Y' })]

function toxicity(
  files: Parameters<typeof madeSubject>[0],
  definition: ProtocolDefinition = PROTOCOL_2,
): boolean | null {
  const subject = madeSubject({
    subjects: inCohort('DL1'),
    exposure,
    survival: seenAlive('2024-06-01'),
    ...files,
  })
  const value = added(derive(subject, { definition }), 'DLT')
  return value?.kind === 'counted' ? value.hit : null
}

describe('dose-limiting toxicity', () => {
  it.each([
    ['2024-01-19', false, 'before both drugs have been given'],
    ['2024-01-20', true, 'day 1'],
    ['2024-02-16', true, 'day 28'],
    ['2024-02-17', false, 'day 29'],
  ])('onset %s: %s, %s', (date, expected) => {
    expect(toxicity({ 'adverse-events': limiting(date) })).toBe(expected)
  })

  it('is one that is marked so', () => {
    const events = [adverseEvent({ AESTDAT: '2024-02-01', AEDLT: 'N', AETOXGR: '5' })]
    expect(toxicity({ 'adverse-events': events })).toBe(false)
  })

  it('asks for follow-up through the last day, unless there was one', () => {
    expect(toxicity({ survival: seenAlive('2024-02-16') })).toBe(false)
    expect(toxicity({ survival: seenAlive('2024-02-15') })).toBeNull()
    const events = limiting('2024-01-25')
    expect(toxicity({ survival: [], 'adverse-events': events })).toBe(true)
  })

  it('a death on or after the last day is follow-up, an earlier one is not', () => {
    expect(toxicity({ survival: [], deaths: [{ DTHDAT: '2024-02-16' }] })).toBe(false)
    expect(toxicity({ survival: [], deaths: [{ DTHDAT: '2024-02-15' }] })).toBeNull()
  })

  it('asks for a dose-finding cohort, and for both drugs', () => {
    expect(toxicity({ subjects: inCohort('EXP') })).toBeNull()
    expect(toxicity({ subjects: inCohort('') })).toBeNull()
    expect(toxicity({ subjects: inCohort('DL2') })).toBe(false)
    expect(toxicity({ exposure: [dose('DONAFENIB', '2024-01-15', '')] })).toBeNull()
    const zero = [dose('DONAFENIB', '2024-01-15', ''), dose('TORIPALIMAB', '2024-01-20', '', '0')]
    expect(toxicity({ exposure: zero })).toBeNull()
  })

  it('can ask for a share of the planned dose', () => {
    const demanding = (minDosePercent: number): ProtocolDefinition => ({
      ...PROTOCOL_2,
      endpoints: PROTOCOL_2.endpoints.map((endpoint) =>
        endpoint.kind === 'dose-limiting-toxicity' ? { ...endpoint, minDosePercent } : endpoint,
      ),
    })
    // 21 of the 28 days.
    const stopped = [
      dose('DONAFENIB', '2024-01-15', '2024-02-09'),
      dose('TORIPALIMAB', '2024-01-20', ''),
    ]
    expect(toxicity({ exposure: stopped }, demanding(75))).toBe(false)
    expect(toxicity({ exposure: stopped }, demanding(76))).toBeNull()
    // Half the dose from day 15 on: 75 %.
    const reduced = [
      dose('DONAFENIB', '2024-01-15', '2024-02-02', '200'),
      dose('DONAFENIB', '2024-02-03', '', '100'),
      dose('TORIPALIMAB', '2024-01-20', ''),
    ]
    expect(toxicity({ exposure: reduced }, demanding(75))).toBe(false)
    expect(toxicity({ exposure: reduced }, demanding(76))).toBeNull()
    expect(
      toxicity({ exposure: stopped, 'adverse-events': limiting('2024-01-25') }, demanding(76)),
    ).toBe(true)
  })

  it('has a row for each cohort with an enrolled subject, of kind proportion', () => {
    const subjects = ['DL1', 'EXP', ''].map((cohort, index) =>
      madeSubject(
        { subjects: inCohort(cohort), exposure, survival: seenAlive('2024-06-01') },
        `100${index}`,
      ),
    )
    const analysis = analysed(subjects, { definition: PROTOCOL_2 })
    const rows = analysis.endpoints.filter(({ id }) => id === 'DLT')
    expect(rows.map(({ cohort }) => cohort)).toEqual([null, 'DL1', 'EXP'])
    expect(rows.map((row) => (row.kind === 'proportion' ? [row.n, row.N] : null))).toEqual([
      [0, 1],
      [0, 1],
      [0, 0],
    ])
    expect(rowOf(analysis, 'DLT', 'EXP')).toMatchObject({
      estimate: null,
      lower: null,
      upper: null,
    })
    expect(analysis.populations.DLT).toBe(1)
    expect(rowOf(analysis, 'AE')).toMatchObject({ N: 3 })
  })
})

describe('antibodies to toripalimab, first given on 2024-01-20', () => {
  const antibodies = (samples: readonly (readonly [string, string])[]): (boolean | null)[] => {
    const files = {
      exposure,
      antibodies: samples.map(([ISDAT, ISORRES]) => ({ ISDAT, ISORRES })),
    }
    const derivation = derive(madeSubject(files), { definition: PROTOCOL_2 })
    return ['ADA', 'ADA-TI'].map((id) => {
      const value = added(derivation, id)
      return value?.kind === 'counted' ? value.hit : null
    })
  }
  const N = 'NEGATIVE'
  const P = 'POSITIVE'
  const cases: readonly (readonly [(readonly [string, string])[], (boolean | null)[], string])[] = [
    [[], [null, null], 'no sample'],
    [[['2024-01-20', P]], [null, null], 'none after the first dose'],
    [[['2024-01-21', N]], [false, null], 'none on or before it'],
    [[['2024-01-21', P]], [true, null], 'positive, none before'],
    [
      [
        ['2024-01-20', N],
        ['2024-01-21', P],
      ],
      [true, true],
      'negative on the day of the dose',
    ],
    [
      [
        ['2024-01-20', P],
        ['2024-01-21', P],
      ],
      [true, false],
      'positive before',
    ],
    [
      [
        ['2024-01-10', P],
        ['2024-01-20', N],
        ['2024-01-21', P],
      ],
      [true, true],
      'last one before',
    ],
    [
      [
        ['2024-01-20', N],
        ['2024-03-01', P],
        ['2024-04-01', N],
      ],
      [true, true],
      'any after',
    ],
    [
      [
        ['2024-01-20', N],
        ['2024-03-01', N],
      ],
      [false, false],
      'never positive',
    ],
    [
      [
        ['2024-01-20', N],
        ['2026-01-01', P],
      ],
      [null, null],
      'after the cut-off',
    ],
    [
      [
        ['2024-01-20', N],
        ['2024-03-01', ''],
      ],
      [null, null],
      'a sample without a result',
    ],
    [
      [
        ['2024-01-20', P],
        ['2024-01-20', N],
        ['2024-03-01', P],
      ],
      [true, false],
      'both on one day',
    ],
  ]
  it.each(cases)('%o: %o, %s', (samples, expected) => {
    expect(antibodies(samples)).toEqual(expected)
  })

  it('is of no subject without toripalimab', () => {
    const files = {
      exposure: [dose('DONAFENIB', '2024-01-15', '')],
      antibodies: [{ ISDAT: '2024-03-01', ISORRES: P }],
    }
    const value = added(derive(madeSubject(files), { definition: PROTOCOL_2 }), 'ADA')
    expect(value?.kind).toBe('not-at-risk')
  })
})
