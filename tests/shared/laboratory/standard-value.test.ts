import { describe, expect, it } from 'vitest'
import { toStandard, unitFactor } from '../../../shared/laboratory/standard-value.ts'
import {
  UNIT_CONVERSIONS,
  UNIT_CONVERSIONS_VERSION,
} from '../../../shared/safety/grading/unit-tables.ts'
import { labStandard } from '../../../shared/exports/lab-standard.ts'
import { builtInFamilies } from '../../../shared/families.ts'

describe('DC-10 a result in the standard unit of its test', () => {
  it.each([
    ['TBIL', '1.20', 'mg/dL', '20.52', 'umol/L', 17.1],
    ['TBIL', '<0.05', 'mg/dL', '<0.855', 'umol/L', 17.1],
    ['CREAT', '0.9', 'mg/dL', '79.56', 'umol/L', 88.4],
    ['ALB', '4.1', 'g/dL', '41', 'g/L', 10],
    ['HGB', '7.0', 'mmol/L', '112.794070255', 'g/L', 16.1134386078],
    ['PLT', '98000', '/mm3', '98', '10^9/L', 0.001],
    ['PLT', '98', '×10^9/L', '98', '10^9/L', 1],
    ['AFP', '10', 'IU/mL', '12.1', 'ng/mL', 1.21],
    ['UREAN', '20', 'mg/dL', '7.14', 'mmol/L', 0.357],
    ['CA', '9.2', 'mg/dL', '2.2954', 'mmol/L', 0.2495],
    ['PROT24', '500', 'mg/24h', '0.5', 'g/24h', 0.001],
    ['HBDNA', '1200', 'IU/mL', '1200', 'IU/mL', 1],
    ['ALT', '85.0', 'U/L', '85.0', 'U/L', 1],
    ['ALT', '85.0', 'IU/L', '85.0', 'U/L', 1],
    // The two signs for micro, and other spellings of one unit.
    ['AFP', '12', '\u03bcg/L', '12', 'ng/mL', 1],
    ['AFP', '12', '\u00b5g/L', '12', 'ng/mL', 1],
    ['TSH', '2.1', '\u03bcIU/mL', '2.1', 'mIU/L', 1],
    ['TSH', '2.1', 'mU/L', '2.1', 'mIU/L', 1],
    ['AMMONIA', '100', '\u03bcg/dL', '58.72', 'umol/L', 0.5872],
    ['CORT', '10', '\u00b5g/dL', '275.9', 'nmol/L', 27.59],
    ['TROPONI', '34', 'pg/mL', '0.034', 'ng/mL', 0.001],
    ['BNPPRONT', '340', 'ng/L', '340', 'pg/mL', 1],
    ['PLT', '9.8', '10^4/\u03bcL', '98', '10^9/L', 10],
    ['PT', '13.1', 'sec', '13.1', 's', 1],
    ['PT', '13.1', '秒', '13.1', 's', 1],
    ['TT', '17', '秒', '17', 's', 1],
    // Named in Chinese, in whole or in part.
    ['ALB', '41', '克/升', '41', 'g/L', 1],
    ['HGB', '13.5', '克/分升', '135', 'g/L', 10],
    ['HGB', '135', '克每升', '135', 'g/L', 1],
    ['TBIL', '1.2', '毫克/分升', '20.52', 'umol/L', 17.1],
    ['TBIL', '20', '微摩尔/升', '20', 'umol/L', 1],
    ['K', '4.1', '毫摩尔/升', '4.1', 'mmol/L', 1],
    ['K', '4.1', '毫当量/升', '4.1', 'mmol/L', 1],
    ['ALT', '85', '单位/升', '85', 'U/L', 1],
    ['ALT', '85', '国际单位/升', '85', 'U/L', 1],
    ['AFP', '10', '国际单位/毫升', '12.1', 'ng/mL', 1.21],
    ['AFP', '12', '微克／升', '12', 'ng/mL', 1],
    ['AFP', '12', '纳克/毫升', '12', 'ng/mL', 1],
    ['TSH', '2.1', '毫国际单位/升', '2.1', 'mIU/L', 1],
    ['TSH', '2.1', '微国际单位/毫升', '2.1', 'mIU/L', 1],
    ['BNPPRONT', '340', '皮克/毫升', '340', 'pg/mL', 1],
    ['PROT24', '500', '毫克/24小时', '0.5', 'g/24h', 0.001],
    ['PLT', '15', '万/微升', '150', '10^9/L', 10],
    ['PLT', '15', '万/uL', '150', '10^9/L', 10],
    ['PLT', '15', '万个/立方毫米', '150', '10^9/L', 10],
    ['EOS', '0.02', '万/微升', '0.2', '10^9/L', 10],
    ['PLT', '150', '千/微升', '150', '10^9/L', 1],
    ['PLT', '150', '10^9/升', '150', '10^9/L', 1],
    ['PLT', '150', '×10^9个/升', '150', '10^9/L', 1],
    ['WBC', '5600', '个/微升', '5.6', '10^9/L', 0.001],
    ['WBC', '5600', '个/uL', '5.6', '10^9/L', 0.001],
    ['RBC', '4.5', '百万/微升', '4.5', '10^12/L', 1],
  ])('%s %s %s is %s %s', (test, result, unit, ...[text, standard, factor]) => {
    expect(toStandard(test, result, unit)).toMatchObject({ text, unit: standard, factor })
  })

  it('gives no number where the report gives only a limit', () => {
    expect(toStandard('TBIL', '<0.05', 'mg/dL')?.value).toBeNull()
    expect(toStandard('TBIL', '0.05', 'mg/dL')?.value).toBe(0.855)
  })

  it.each([
    ['a unit that the test is not reported in', 'ALB', '41', 'U/L'],
    ['a test not known', 'XYZ', '41', 'g/L'],
    ['no number', 'ALB', 'haemolytic', 'g/L'],
    ['a count without what it is in', 'PLT', '15', '万'],
    ['a Chinese name that is not known', 'ALB', '41', '斤/升'],
    ['giga per litre, which a case-blind reading takes for grams', 'PLT', '98', 'G/L'],
  ])('guesses nothing from %s', (_what, test, result, unit) => {
    expect(toStandard(test, result, unit)).toBeNull()
  })

  it('goes there and back without loss in twelve digits', () => {
    for (const [test, one, other] of [
      ['TBIL', 'mg/dL', 'umol/L'],
      ['HGB', 'g/L', 'mmol/L'],
    ] as const) {
      const there = unitFactor(test, one, other) ?? 0
      const back = unitFactor(test, other, one) ?? 0
      expect(there * back).toBeCloseTo(1, 10)
    }
  })

  it('names the version of the table: a changed factor is a new version', () => {
    const sum = UNIT_CONVERSIONS.reduce(
      (total, { factor, offset = 0 }) => total + factor + offset,
      0,
    )
    expect([UNIT_CONVERSIONS_VERSION, UNIT_CONVERSIONS.length, sum.toFixed(6)]).toEqual([
      '1',
      33,
      '1450.523408',
    ])
  })
})

describe('the export of laboratory results in standard units', () => {
  const definition = builtInFamilies.protocols.get('donafenib-switch')
  const row = (test: string, result: string, unit: string, low: string, high: string) => ({
    ...{ SUBJID: '1001', VISIT: 'BASELINE', LBDAT: '2026-01-12', LBTESTCD: test },
    ...{ LBORRES: result, LBORRESU: unit, LBORNRLO: low, LBORNRHI: high },
  })
  const rows = [row('TBIL', '1.20', 'mg/dL', '0.1', '1.0'), row('AFP', '<2.5', 'weird', '', '7')]
  const trial = { subjects: [{ subjid: '1001', files: { labs: rows } }] }

  it('DC-10 holds the original digits and unit beside the standard value, factor and version', () => {
    const [file] = labStandard.files(trial, definition)
    expect([file?.name, file?.rows]).toEqual(['labs-standard.csv', 2])
    expect(file?.text.split('\n')).toEqual([
      'SUBJID,LBDAT,LBTESTCD,VISIT,LBORRES,LBORRESU,LBORNRLO,LBORNRHI,LBSTRESC,LBSTRESN,LBSTRESU,LBSTNRLO,LBSTNRHI,LBNRIND,LBSTFACT,LBSTFACTV',
      '1001,2026-01-12,AFP,BASELINE,<2.5,weird,,7,,,,,,NORMAL,,',
      '1001,2026-01-12,TBIL,BASELINE,1.20,mg/dL,0.1,1.0,20.52,20.52,umol/L,1.71,17.1,HIGH,17.1,1',
      '',
    ])
  })
})
