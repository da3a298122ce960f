import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { dose, madeSubject, PROTOCOL_5 } from '../../endpoints/made-subject.ts'
import {
  analysisOf,
  bothOf,
  recordsOf,
  tabulationOf,
  rules,
  sasDay,
  type Values,
} from './made-datasets.ts'

const ASKED = { definition: PROTOCOL_5, cutoff: '2025-12-31' } as const

function result(LBDAT: string, LBTESTCD: string, LBORRES: string, more: Row = {}): Row {
  return { LBDAT, LBTESTCD, LBORRES, LBORRESU: 'U/L', LBORNRLO: '9', LBORNRHI: '50', ...more }
}

function made(labs: readonly Row[], more: Parameters<typeof madeSubject>[0] = {}) {
  return analysisOf(madeSubject({ labs, ...more }), ASKED)
}

function rows(labs: readonly Row[], more?: Parameters<typeof madeSubject>[0]): readonly Values[] {
  return recordsOf([made(labs, more)], 'ADLB')
}

describe('against baseline', () => {
  const course = rows([
    result('2024-01-05', 'ALT', '40'),
    result('2024-01-12', 'ALT', '50'),
    result('2024-02-12', 'ALT', '80'),
    result('2024-03-12', 'ALT', '300'),
    result('2024-04-12', 'ALT', '300'),
  ])

  it('BASE is the last result before the first dose', () => {
    expect(
      course.map(({ ADT, BASE = null, CHG = null, ABLFL = '' }) => [ADT, BASE, CHG, ABLFL]),
    ).toEqual([
      [sasDay('2024-01-05'), null, null, ''],
      [sasDay('2024-01-12'), 50, null, 'Y'],
      [sasDay('2024-02-12'), 50, 30, ''],
      [sasDay('2024-03-12'), 50, 250, ''],
      [sasDay('2024-04-12'), 50, 250, ''],
    ])
    expect(course[2]).toMatchObject({ PCHG: 60, PARAMCD: 'ALT', ADY: 29 })
    expect(course[0]?.['PARAM']).toBe('Alanine aminotransferase (U/L)')
  })

  it('urine is no blood: its results stand in LB alone', () => {
    const blood = [
      result('2024-01-10', 'WBC', '5.0', { LBORRESU: '10^9/L' }),
      result('2024-02-12', 'WBC', '2.5', { LBORRESU: '10^9/L' }),
    ]
    const urinalysis = [
      { VISIT: 'BASELINE', UADAT: '2024-01-12', UAWBC: '3', UAPROT: '1+', UABILI: 'NEGATIVE' },
    ]
    const both = rows(blood, { urinalysis })
    expect(both).toEqual(rows(blood))
    expect(both.map(({ BASE = null, CHG = null }) => [BASE, CHG])).toEqual([
      [5, null],
      [5, -2.5],
    ])
  })

  it('range and grade are held against those of the baseline', () => {
    expect(course[3]).toMatchObject({
      ...{ ANRIND: 'HIGH', BNRIND: 'NORMAL', SHIFT1: 'NORMAL to HIGH', ANRLO: 9, ANRHI: 50 },
      ...{ ATOXGR: '3', ATOXGRN: 3, ATOXGRH: '3', BTOXGR: '0', SHIFT2: '0 to 3' },
    })
    expect(course[1]).not.toHaveProperty('SHIFT1')
  })

  it('the first worst result on treatment is flagged, none before it', () => {
    expect(course.map(({ ANL01FL = '' }) => ANL01FL)).toEqual(['', '', '', 'Y', ''])
  })

  it('on the day of the first dose a sample of the baseline visit is before it', () => {
    const [before, after] = rows([
      result('2024-01-15', 'ALT', '40', { VISIT: 'BASELINE' }),
      result('2024-01-15', 'ALT', '60', { VISIT: 'W8' }),
    ])
    expect(before).toMatchObject({ AVAL: 40, ABLFL: 'Y', AVISIT: 'Screening and baseline' })
    expect(after).toMatchObject({ AVAL: 60, CHG: 20 })
  })

  it('a result below a limit is no number; it can be the baseline all the same', () => {
    const [base, later] = rows([
      result('2024-01-10', 'AFP', '<0.5', { LBORRESU: 'ng/mL' }),
      result('2024-03-10', 'AFP', '12.5', { LBORRESU: 'ng/mL' }),
    ])
    expect(base).toMatchObject({ AVALC: '<0.5', BASEC: '<0.5', ABLFL: 'Y' })
    expect(base).not.toHaveProperty('AVAL')
    expect(later).toMatchObject({ AVAL: 12.5, BASEC: '<0.5' })
    expect(later).not.toHaveProperty('CHG')
  })
})

describe('grades of both directions', () => {
  const potassium = (LBDAT: string, LBORRES: string): Row =>
    result(LBDAT, 'K', LBORRES, { LBORRESU: 'mmol/L', LBORNRLO: '3.5', LBORNRHI: '5.3' })

  it('are signed, too low below 0, and flagged apart', () => {
    const course = rows([
      potassium('2024-01-10', '4.0'),
      potassium('2024-02-10', '2.7'),
      potassium('2024-03-10', '5.8'),
    ])
    expect(course.map(({ ATOXGR, ATOXGRL, ATOXGRH }) => [ATOXGR, ATOXGRL, ATOXGRH])).toEqual([
      ['0', '0', '0'],
      ['-3', '3', '0'],
      ['2', '0', '2'],
    ])
    expect(course.map(({ ANL01FL, ANL02FL, ANL03FL }) => [ANL01FL, ANL02FL, ANL03FL])).toEqual([
      [undefined, undefined, undefined],
      ['Y', 'Y', undefined],
      [undefined, undefined, 'Y'],
    ])
  })

  it('where symptoms would decide, the grade is the one that the number alone proves', () => {
    const [, low] = rows([potassium('2024-01-10', '4.0'), potassium('2024-02-10', '3.2')])
    expect(low).toMatchObject({ ATOXGRL: '1', ATOXGR: '-1' })
  })
})

describe('a laboratory’s own range', () => {
  const range = (low: string, high: string, validFrom: string, validTo: string | null) => ({
    ...{ id: validFrom, test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
    ...{ low, high, validFrom, validTo },
  })
  const laboratory = {
    code: 'L1',
    name: 'Central',
    ranges: [range('5', '40', '2023-01-01', '2024-02-29'), range('5', '60', '2024-03-01', null)],
  }
  const found = (labs: readonly Row[]): readonly Values[] => {
    const subjects = [{ SUBJID: '1001', SITEID: '01', ENRDAT: '2024-01-10' }]
    const laboratoriesOf = (site: string) => (site === '01' ? [laboratory] : [])
    const tabulation = analysisOf(madeSubject({ labs, subjects }), { ...ASKED, laboratoriesOf })
    return recordsOf([tabulation], 'ADLB')
  }
  const bare = { LBORNRLO: '', LBORNRHI: '', LBNAM: 'Central' }

  it('holds where none was recorded with the result, as of the date of the sample', () => {
    const course = found([
      result('2024-01-12', 'ALT', '50', bare),
      result('2024-03-12', 'ALT', '50', bare),
      result('2024-04-12', 'ALT', '50', { LBNAM: 'Central', LBORNRHI: '45' }),
      result('2024-05-12', 'ALT', '50', { ...bare, LBNAM: 'Another' }),
    ])
    expect(course.map(({ ANRLO, ANRHI, ANRIND }) => [ANRLO, ANRHI, ANRIND])).toEqual([
      [5, 40, 'HIGH'],
      [5, 60, 'NORMAL'],
      [9, 45, 'HIGH'],
      [undefined, undefined, undefined],
    ])
    expect(course[1]).toMatchObject({ BNRIND: 'HIGH', SHIFT1: 'HIGH to NORMAL' })
  })
})

it('the worst grade on treatment is none of after it', () => {
  const course = rows([result('2024-02-10', 'ALT', '160'), result('2024-04-01', 'ALT', '1200')], {
    exposure: [dose('LENVATINIB', '2024-01-15', '2024-03-01')],
  })
  expect(course.map(({ ATOXGR, ONTRTFL, ANL01FL }) => [ATOXGR, ONTRTFL, ANL01FL])).toEqual([
    ['2', 'Y', 'Y'],
    ['4', undefined, undefined],
  ])
})

describe('units', () => {
  it('are converted to the standard one, with their limits', () => {
    const [row] = rows([
      result('2024-01-10', 'TBIL', '1.2', { LBORRESU: 'mg/dL', LBORNRLO: '', LBORNRHI: '1.0' }),
    ])
    expect(row).toMatchObject({
      PARAMCD: 'BILI',
      PARAM: 'Total bilirubin (umol/L)',
      AVALC: '20.52',
    })
    expect(row?.['AVAL']).toBeCloseTo(20.52, 9)
    expect(row?.['ANRHI']).toBeCloseTo(17.1, 9)
  })

  it('that no factor is known for leave the value empty and are told of', () => {
    const tabulation = made([result('2024-01-10', 'ALT', '40', { LBORRESU: 'furlong' })])
    const [row] = recordsOf([tabulation], 'ADLB')
    expect(row).not.toHaveProperty('AVAL')
    expect(row).not.toHaveProperty('AVALC')
    expect(rules(tabulation.problems)).toEqual(['ADAM-LB-01'])
    expect(tabulation.problems[0]).toMatchObject({ source: { file: 'labs', row: 0 } })
    expect(tabulation.problems[0]?.message.en).toContain('ALT 40 furlong')
  })

  it('of a test that the product does not know stand as reported', () => {
    const course = rows([
      result('2024-01-10', 'OWN', '4.2', { LBORRESU: 'arb' }),
      result('2024-01-10', 'A LONG CODE OF MINE', 'POSITIVE', { LBORRESU: '' }),
    ])
    expect(course.map(({ PARAMCD, PARAM, AVAL, AVALC }) => [PARAMCD, PARAM, AVAL, AVALC])).toEqual([
      [expect.stringMatching(/^ALONG[0-9A-Z]{3}$/), 'A LONG CODE OF MINE', undefined, 'POSITIVE'],
      ['OWN', 'OWN', 4.2, '4.2'],
    ])
  })
})

describe('dates', () => {
  it('that are partial are imputed and flagged', () => {
    expect(rows([result('2024-03', 'ALT', '40')])[0]).toMatchObject({
      ADT: sasDay('2024-03-15'),
      ADTF: 'D',
    })
  })

  it('after the cut-off do not exist; a result without one stands without', () => {
    const found = rows([result('2026-01-01', 'ALT', '40'), result('', 'ALT', '41')])
    expect(found.map(({ AVAL, ADT }) => [AVAL, ADT])).toEqual([[41, undefined]])
  })

  it('of the visit count for a result without one: after the cut-off it does not exist', () => {
    const visits = [
      { VISIT: 'W8', SVSTDAT: '2025-12-31' },
      { VISIT: 'W16', SVSTDAT: '2026-01-01' },
    ]
    const found = rows(
      [result('', 'ALT', '41', { VISIT: 'W8' }), result('', 'ALT', '42', { VISIT: 'W16' })],
      { visits },
    )
    expect(found.map(({ AVAL }) => AVAL)).toEqual([41])
  })

  it('say whether the sample is on treatment', () => {
    const found = rows(
      ['2024-01-10', '2024-02-10', '2024-03-31', '2024-04-01'].map((date) =>
        result(date, 'ALT', '40'),
      ),
      { exposure: [dose('LENVATINIB', '2024-01-15', '2024-03-01')] },
    )
    expect(found.map(({ ONTRTFL = '' }) => ONTRTFL)).toEqual(['', 'Y', 'Y', ''])
  })
})

it('the load of a virus leads back to MB, where SDTM has it', () => {
  const labs = [result('2024-01-10', 'HBVDNA', '250', { LBORRESU: 'IU/mL' })]
  const subjects = [{ SUBJID: '1001', ENRDAT: '2024-01-10', RFICDAT: '2024-01-02' }]
  const subject = madeSubject({ labs, subjects })
  const [row] = recordsOf([bothOf(subject, ASKED)], 'ADLB')
  const [record] = tabulationOf(subject, ASKED).records.get('MB') ?? []
  expect(row).toMatchObject({ SRCDOM: 'MB', SRCVAR: 'MBSTRESN', AVAL: 250 })
  expect([row?.['SRCSEQ'], row?.['AVAL']]).toEqual([
    record?.values['MBSEQ'],
    record?.values['MBSTRESN'],
  ])
})

it('takes in results that stand in other forms', () => {
  const baseline = [{ BLDAT: '2024-01-08', AFP: '271.05', PIVKAII: '>1000' }]
  const tabulation = made([], { baseline })
  expect(recordsOf([tabulation], 'ADLB')).toMatchObject([
    { PARAMCD: 'AFP', AVAL: 271.05, ABLFL: 'Y', ADT: sasDay('2024-01-08') },
    { PARAMCD: 'PIVKAII', AVALC: '>1000' },
  ])
  expect(tabulation.records.get('ADLB')?.[0]?.source).toEqual({
    ...{ file: 'baseline', row: 0, column: 'AFP' },
  })
})
