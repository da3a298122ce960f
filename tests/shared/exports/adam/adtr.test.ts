import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { madeSubject, PROTOCOL_5, protocol } from '../../endpoints/made-subject.ts'
import {
  analysisOf,
  bothOf,
  recordsOf,
  tabulationOf,
  sasDay,
  type Values,
} from './made-datasets.ts'

function lesion(TULNKID: string, more: Row = {}): Row {
  return { TULNKID, TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N', ...more }
}

function measured(
  VISIT: string,
  TRDAT: string,
  TRLNKID: string,
  LDIAM: string,
  more: Row = {},
): Row {
  return { VISIT, TRDAT, TRLNKID, LDIAM, ...more }
}

const FILES = {
  lesions: [lesion('T01'), lesion('T02')],
  measurements: [
    measured('BASELINE', '2024-01-05', 'T01', '30'),
    measured('BASELINE', '2024-01-06', 'T02', '20'),
    measured('W8', '2024-03-10', 'T01', '20.1'),
    measured('W8', '2024-03-12', 'T02', '20'),
    measured('W16', '2024-05-05', 'T01', '40'),
    measured('W16', '2024-05', 'T02', '20'),
    measured('W24', '2024-07-01', 'T01', '10'),
    measured('W24', '2024-07-01', 'T02', '', { TRSTAT: 'NOT DONE' }),
  ],
}

function rowsOf(code: string, key = 'lenvatinib-toripalimab'): readonly Values[] {
  const definition = protocol(key)
  const made = analysisOf(madeSubject(FILES), { definition, cutoff: '2025-12-31' })
  return recordsOf([made], 'ADTR').filter(({ PARAMCD }) => PARAMCD === code)
}

describe('the sum', () => {
  it('changes from baseline and from nadir', () => {
    const rows = rowsOf('SUMDIAM')
    expect(
      rows.map(({ AVAL, BASE, CHG, NADIR, CHGNAD }) => [AVAL, BASE, CHG, NADIR, CHGNAD]),
    ).toEqual([
      [50, 50, undefined, undefined, undefined],
      [40.1, 50, -9.9, 50, -9.9],
      [60, 50, 10, 40.1, 19.9],
      [undefined, 50, undefined, 40.1, undefined],
    ])
    expect(rows[1]?.['PCHG']).toBeCloseTo(-19.8, 9)
    expect(rows[2]?.['PCHGNAD']).toBeCloseTo((19.9 / 40.1) * 100, 9)
  })

  it('is not evaluable where a target is not', () => {
    expect(rowsOf('SUMDIAM')[3]).toMatchObject({ AVALC: 'NE', VISIT: 'W24' })
  })

  it('is dated as the response: progression the first scan, any other the last', () => {
    expect(rowsOf('SUMDIAM').map(({ ADT, ABLFL = '' }) => [ADT, ABLFL])).toEqual([
      [sasDay('2024-01-06'), 'Y'],
      [sasDay('2024-03-12'), ''],
      [sasDay('2024-05-05'), ''],
      [sasDay('2024-07-01'), ''],
    ])
  })

  it('says what of its date was imputed', () => {
    const dated = (measurements: readonly Row[]) => {
      const definition = protocol('lenvatinib-toripalimab')
      const subject = madeSubject({ ...FILES, measurements })
      const made = analysisOf(subject, { definition, cutoff: '2025-12-31' })
      return recordsOf([made], 'ADTR')
        .filter(({ PARAMCD }) => PARAMCD === 'SUMDIAM')
        .map(({ ADT, ADTF }) => [ADT, ADTF])
    }
    const rows = [
      measured('BASELINE', '2024-01', 'T01', '30'),
      measured('BASELINE', '2024-01-06', 'T02', '20'),
      measured('W8', '2024', 'T01', '30'),
      measured('W8', '2024-03-12', 'T02', '20'),
    ]
    expect(dated(rows)).toEqual([
      [sasDay('2024-01-15'), 'D'],
      [sasDay('2024-07-01'), 'M'],
    ])
    expect(rowsOf('SUMDIAM').every(({ ADTF }) => ADTF === undefined)).toBe(true)
  })

  it('counts to the first PD', () => {
    expect(rowsOf('SUMDIAM').map(({ ANL01FL = '' }) => ANL01FL)).toEqual(['', 'Y', 'Y', ''])
  })
})

describe('each target', () => {
  it('has its diameters with their own dates', () => {
    const rows = rowsOf('TLDIAM2')
    expect(rows.map(({ AVAL, ADT, ADTF }) => [AVAL, ADT, ADTF])).toEqual([
      [20, sasDay('2024-01-06'), undefined],
      [20, sasDay('2024-03-12'), undefined],
      [20, sasDay('2024-05-15'), 'D'],
      [undefined, sasDay('2024-07-01'), undefined],
    ])
    expect(rows[0]?.['PARAM']).toBe('Target Lesion 2 Diameter (mm), RECIST 1.1')
  })

  it('has a nadir of its own', () => {
    expect(
      rowsOf('TLDIAM1').map(({ AVAL, NADIR, CHGNAD, CHG }) => [AVAL, NADIR, CHGNAD, CHG]),
    ).toEqual([
      [30, undefined, undefined, undefined],
      [20.1, 30, -9.9, -9.9],
      [40, 20.1, 19.9, 10],
      [10, 20.1, -10.1, -20],
    ])
  })
})

describe('what a diameter rests on', () => {
  const definition = protocol('lenvatinib-toripalimab')
  const subject = madeSubject({
    ...{ subjects: [{ SUBJID: '1001', ENRDAT: '2024-01-10', RFICDAT: '2024-01-02' }] },
    lesions: [lesion('T01'), lesion('T02'), lesion('T03')],
    measurements: [
      measured('BASELINE', '2024-01-05', 'T01', '30'),
      measured('BASELINE', '2024-01-05', 'T02', '20'),
      measured('BASELINE', '2024-01-05', 'T03', '10'),
      measured('W8', '2024-03-10', 'T01', '', { TRSPLIT: '12;8' }),
      measured('W8', '2024-03-10', 'T02', '', { TRMERGE: 'T01' }),
      measured('W8', '2024-03-10', 'T03', '', { TRSTAT: 'NOT DONE' }),
    ],
  })
  const asked = { definition, cutoff: '2025-12-31' }
  const rows = recordsOf([bothOf(subject, asked)], 'ADTR').filter(({ VISIT }) => VISIT === 'W8')
  const records = tabulationOf(subject, asked).records.get('TR') ?? []

  it.each([
    ['TLDIAM1', 20, 'TRSTRESN', 'R-T01', { TRLNKID: 'R-T01.1', TRSTRESN: 12 }],
    ['TLDIAM2', 0, 'TRSTRESC', 'R-T02', { TRTESTCD: 'TUMSTATE', TRORRES: 'TUMOR MERGED' }],
    ['TLDIAM3', undefined, 'TRSTAT', 'R-T03', { TRSTAT: 'NOT DONE' }],
  ])('%s: %s', (code, value, variable, link, record) => {
    const row = rows.find(({ PARAMCD }) => PARAMCD === code)
    expect(row?.['AVAL']).toBe(value)
    expect(row).toMatchObject({ SRCDOM: 'TR', SRCVAR: variable, TRLNKID: link, TULOC: 'LIVER' })
    const found = records.find(({ values }) => values['TRSEQ'] === row?.['SRCSEQ'])
    expect(found?.values).toMatchObject(record)
  })
})

it('mRECIST has codes of its own, and no target without a viable diameter', () => {
  expect(rowsOf('SUMDIAM', 'tace-systemic')).toHaveLength(4)
  expect(rowsOf('MSUMDIAM', 'tace-systemic')).toEqual([])
})

it('a subject without targets has no measurements', () => {
  const made = analysisOf(madeSubject(), { definition: PROTOCOL_5, cutoff: '2025-12-31' })
  expect(recordsOf([made], 'ADTR')).toEqual([])
})
