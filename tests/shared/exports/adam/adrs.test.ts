import { describe, expect, it } from 'vitest'
import { assessed, madeSubject, PROTOCOL_5, protocol } from '../../endpoints/made-subject.ts'
import { analysisOf, parameter, recordsOf, sasDay, type Values } from './made-datasets.ts'

const ASKED = { definition: PROTOCOL_5, cutoff: '2025-12-31' } as const

type Pairs = Parameters<typeof assessed>[0]

function made(pairs: Pairs) {
  return analysisOf(madeSubject(assessed(pairs)), ASKED)
}

function overall(pairs: Pairs): readonly Values[] {
  return recordsOf([made(pairs)], 'ADRS').filter(({ PARAMCD }) => PARAMCD === 'OVR')
}

describe('assessments', () => {
  it('count to the first PD, and not before the origin', () => {
    const rows = overall([
      ['2024-01-14', 'PR'],
      ['2024-03-10', 'SD'],
      ['2024-05-05', 'PD'],
      ['2024-06-30', 'PR'],
    ])
    expect(rows.map(({ AVALC, AVAL, ANL02FL = '' }) => [AVALC, AVAL, ANL02FL])).toEqual([
      ['PR', 2, ''],
      ['SD', 3, 'Y'],
      ['PD', 5, 'Y'],
      ['PR', 2, ''],
    ])
  })

  it('do not count after new anticancer therapy', () => {
    const files = {
      ...assessed([
        ['2024-03-10', 'SD'],
        ['2024-05-05', 'PR'],
      ]),
      'new-therapies': [{ CMSTDAT: '2024-04-01' }],
    }
    const rows = recordsOf([analysisOf(madeSubject(files), ASKED)], 'ADRS')
    expect(rows.filter(({ ANL02FL }) => ANL02FL === 'Y').map(({ AVALC }) => AVALC)).toEqual(['SD'])
  })

  it('of one date: the worst is flagged, of equals one', () => {
    const rows = overall([
      ['2024-03-10', 'NE'],
      ['2024-03-10', 'PD'],
      ['2024-03-10', 'SD'],
      ['2024-05-05', 'SD'],
      ['2024-05-05', 'SD'],
    ])
    const flagged = rows.filter(({ ANL01FL }) => ANL01FL === 'Y')
    expect(flagged.map(({ AVALC, VISIT }) => [AVALC, VISIT])).toEqual([
      ['PD', 'W16'],
      ['SD', 'W32'],
    ])
  })

  it('name the visit, and flag an imputed date', () => {
    const [row] = overall([['2024-03', 'SD']])
    expect(row).toMatchObject({
      ...{ AVISIT: 'Week 8', VISIT: 'W8', ADT: sasDay('2024-03-15'), ADTF: 'D', ADY: 61 },
    })
  })
})

describe('what they come to', () => {
  it('an unconfirmed response is one for BOR, stable disease for CBOR', () => {
    const tabulation = made([
      ['2024-03-10', 'PR'],
      ['2024-05-05', 'PD'],
    ])
    const value = (code: string): unknown => parameter(tabulation, 'ADRS', code)['AVALC']
    const codes = ['BOR', 'CBOR', 'RSP', 'CRSP', 'BCP', 'CBCP', 'CB', 'CCB', 'PD', 'MDIS', 'LSTA']
    expect(codes.map(value)).toEqual([...['PR', 'SD', 'Y', 'N', 'Y', 'N', 'Y', 'Y', 'Y', 'Y', 'Y']])
    expect(parameter(tabulation, 'ADRS', 'RSP')['ADT']).toBe(sasDay('2024-03-10'))
    expect(parameter(tabulation, 'ADRS', 'CRSP')).not.toHaveProperty('ADT')
    expect(parameter(tabulation, 'ADRS', 'LSTA')['ADT']).toBe(sasDay('2024-05-05'))
    expect(parameter(tabulation, 'ADRS', 'MDIS')['ADT']).toBe(sasDay('2024-01-05'))
  })

  it('clinical benefit is one definition, confirmed or not, and says which', () => {
    const value = (pairs: Pairs, code: string): unknown =>
      parameter(made(pairs), 'ADRS', code)['AVALC']
    const cases: readonly (readonly [Pairs, readonly string[]])[] = [
      [[['2024-05-05', 'SD']], ['Y', 'Y']],
      [[['2024-05-05', 'PR']], ['Y', 'Y']],
      [[['2024-05-05', 'PD']], ['N', 'N']],
      [[['2024-05-05', 'NE']], ['N', 'N']],
    ]
    for (const [pairs, expected] of cases) {
      expect(['CB', 'CCB'].map((code) => value(pairs, code))).toEqual(expected)
    }
    const names = ['CB', 'CCB'].map((code) => parameter(made([]), 'ADRS', code)['PARAM'])
    expect(names).toEqual([
      'Clinical Benefit (CR, PR, SD or NON-CR/NON-PD), Unconfirmed, RECIST 1.1',
      'Clinical Benefit (CR, PR, SD or NON-CR/NON-PD), Confirmed, RECIST 1.1',
    ])
  })

  it('a rate of lasting responses has a parameter of its own: a response above 6 months', () => {
    const lasting = (end: string): unknown =>
      parameter(
        made([
          ['2024-03-10', 'PR'],
          ['2024-05-05', 'PR'],
          [end, 'PD'],
        ]),
        'ADRS',
        'CBR',
      )['AVALC']
    // 6 months are 182.625 days: 183 days are more, 182 are not.
    expect(lasting('2024-09-08')).toBe('Y')
    expect(lasting('2024-09-07')).toBe('N')
    expect(parameter(made([]), 'ADRS', 'CBR')).toMatchObject({
      ...{ AVALC: 'N', AVAL: 0, PARCAT3: 'RECIST 1.1', PARAMN: 14 },
      PARAM: 'Clinical benefit rate: response lasting more than 6 months, RECIST 1.1',
    })
  })

  it('measurable disease says what of its date was imputed', () => {
    const [first, ...later] = assessed([])['measurements'] ?? []
    const files = { ...assessed([]), measurements: [{ ...first, TRDAT: '2024-01' }, ...later] }
    const row = parameter(analysisOf(madeSubject(files), ASKED), 'ADRS', 'MDIS')
    expect(row).toMatchObject({ ADT: sasDay('2024-01-15'), ADTF: 'D' })
    expect(parameter(made([]), 'ADRS', 'MDIS')).not.toHaveProperty('ADTF')
  })

  it('without assessments BOR is NE, dates are empty', () => {
    const none = analysisOf(madeSubject(), ASKED)
    expect(parameter(none, 'ADRS', 'BOR')).toMatchObject({ AVALC: 'NE', AVAL: 6 })
    expect(parameter(none, 'ADRS', 'BOR')).not.toHaveProperty('ADT')
    expect(parameter(none, 'ADRS', 'MDIS')).toMatchObject({ AVALC: 'N', AVAL: 0 })
    expect(parameter(none, 'ADRS', 'DEATH')).toMatchObject({ AVALC: 'N', AVAL: 0 })
  })

  it('the set of mRECIST has its own codes and names beside RECIST 1.1', () => {
    const files = assessed([['2024-03-10', 'PR']], ['mRECIST', 'RECIST 1.1'])
    const both = analysisOf(madeSubject(files), {
      ...{ definition: protocol('tace-systemic'), cutoff: '2025-12-31' },
    })
    expect(parameter(both, 'ADRS', 'MBOR')).toMatchObject({ PARCAT3: 'mRECIST', AVALC: 'PR' })
    expect(parameter(both, 'ADRS', 'BOR')).toMatchObject({ PARCAT3: 'RECIST 1.1', AVALC: 'PR' })
    const pairs = recordsOf([both], 'ADRS').map(({ PARAMCD, PARAM, PARAMN }) => [
      PARAMCD,
      PARAM,
      PARAMN,
    ])
    expect(new Set(pairs.map(([code]) => code)).size).toBe(25)
    expect(new Set(pairs.map(([, name]) => name)).size).toBe(25)
    expect(new Set(pairs.map(([, , number]) => number)).size).toBe(25)
  })

  it('derived from the measurements, the category says so', () => {
    const rows = recordsOf(
      [analysisOf(madeSubject(assessed([['2024-03-10', 'PR']])), { ...ASKED, source: 'derived' })],
      'ADRS',
    )
    expect(rows.find(({ PARAMCD }) => PARAMCD === 'OVR')).toMatchObject({
      AVALC: 'SD',
      PARCAT2: 'Derived from Measurements',
    })
  })
})
