import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate, type Tabulated } from './tabulated.ts'

const STUDY = studyOf('lenvatinib-toripalimab')

function made(files: Readonly<Record<string, readonly Row[]>>): Tabulated {
  return tabulate(subjectOf(files), STUDY)
}

describe('VS: vital signs', () => {
  it('stand in the units of the standard, and what was computed is marked', () => {
    const { of } = made({
      vitals: [
        {
          VISIT: 'BASELINE',
          VSDAT: '2024-01-09',
          PULSE: '72',
          RESP: '16',
          TEMP: '36.60',
          HEIGHT: '170',
          WEIGHT: '65',
          BMI: '22.5',
        },
      ],
    })
    const found = of(
      'VS',
      'VSTESTCD',
      'VSTEST',
      'VSORRES',
      'VSORRESU',
      'VSSTRESC',
      'VSSTRESN',
      'VSSTRESU',
      'VSDRVFL',
    )
    expect(found).toEqual(
      (
        [
          ['BMI', 'Body Mass Index', null, null, '22.5', 22.5, 'kg/m2', 'Y'],
          ['HEIGHT', 'Height', '170', 'cm', '170', 170, 'cm', null],
          ['PULSE', 'Pulse Rate', '72', 'beats/min', '72', 72, 'beats/min', null],
          ['RESP', 'Respiratory Rate', '16', 'breaths/min', '16', 16, 'breaths/min', null],
          ['TEMP', 'Temperature', '36.60', 'C', '36.6', 36.6, 'C', null],
          ['WEIGHT', 'Weight', '65', 'kg', '65', 65, 'kg', null],
        ] as const
      ).map(([VSTESTCD, VSTEST, VSORRES, VSORRESU, VSSTRESC, VSSTRESN, VSSTRESU, VSDRVFL]) => ({
        VSTESTCD,
        VSTEST,
        VSORRES,
        VSORRESU,
        VSSTRESC,
        VSSTRESN,
        VSSTRESU,
        VSDRVFL,
      })),
    )
  })

  it('what an own form asks in other units is converted', () => {
    const { definition } = STUDY
    const weight = {
      key: 'vitals-abroad',
      title: { en: 'Weight abroad', zh: '境外体重' },
      scope: 'visit' as const,
      owner: 'site' as const,
      file: 'vitals-abroad',
      items: [
        {
          key: 'WTLB',
          kind: 'number' as const,
          unit: 'lb',
          label: { en: 'Weight', zh: '体重' },
          sdtm: 'VS.VSORRES[WEIGHT]',
        },
      ],
    }
    const study = studyOf({ ...definition, forms: [...definition.forms, weight] })
    const subject = subjectOf({ 'vitals-abroad': [{ VISIT: 'W8', WTLB: '150' }] })
    expect(
      tabulate(subject, study).of('VS', 'VSORRES', 'VSORRESU', 'VSSTRESN', 'VSSTRESU'),
    ).toEqual([{ VSORRES: '150', VSORRESU: 'LB', VSSTRESN: 68.0388555, VSSTRESU: 'kg' }])
  })

  it('a missing sign has its reason, a whole visit without signs one record', () => {
    const { of } = made({
      vitals: [
        { VISIT: 'W8', VSDAT: '2024-03-10', SYSBP_REASND: 'REFUSED' },
        { VISIT: 'W16', VSPERF: 'N', VSREASND: 'FORGOTTEN' },
      ],
    })
    expect(of('VS', 'VISIT', 'VSTESTCD', 'VSSTAT', 'VSREASND')).toEqual(
      expect.arrayContaining([
        { VISIT: 'W8', VSTESTCD: 'SYSBP', VSSTAT: 'NOT DONE', VSREASND: 'REFUSED' },
        { VISIT: 'W16', VSTESTCD: 'VSALL', VSSTAT: 'NOT DONE', VSREASND: 'FORGOTTEN' },
      ]),
    )
  })

  it('a sign that is no number stands as text, and is named', () => {
    const { of, problems } = made({ vitals: [{ VISIT: 'W8', VSDAT: '2024-03-10', PULSE: 'fast' }] })
    expect(of('VS', 'VSORRES', 'VSSTRESC', 'VSSTRESN', 'VSSTRESU')).toEqual([
      { VSORRES: 'fast', VSSTRESC: 'fast', VSSTRESN: null, VSSTRESU: null },
    ])
    expect(problems.filter(({ dataset }) => dataset === 'VS').map(({ rule }) => rule)).toEqual([
      'SDTM-FND-01',
    ])
  })
})

describe('EG: electrocardiograms', () => {
  it('have the tests of the standard, the judgement apart from its significance', () => {
    const { of } = made({
      ecg: [
        {
          VISIT: 'BASELINE',
          EGDAT: '2024-01-09',
          EGHR: '70',
          QTCF: '410',
          EGINTP: 'ABNORMAL CS',
          EGCOMM: 'Left bundle branch block',
        },
      ],
    })
    expect(
      of('EG', 'EGTESTCD', 'EGORRES', 'EGORRESU', 'EGSTRESC', 'EGCLSIG', 'EGMETHOD', 'EGLOBXFL'),
    ).toEqual(
      (
        [
          ['EGHRMN', '70', 'beats/min', '70', null],
          ['INTP', 'ABNORMAL CS', null, 'ABNORMAL', 'Y'],
          ['QTCFAG', '410', 'msec', '410', null],
        ] as const
      ).map(([EGTESTCD, EGORRES, EGORRESU, EGSTRESC, EGCLSIG]) => ({
        EGTESTCD,
        EGORRES,
        EGORRESU,
        EGSTRESC,
        EGCLSIG,
        EGMETHOD: '12 LEAD STANDARD',
        EGLOBXFL: 'Y',
      })),
    )
    expect(of('CO', 'RDOMAIN', 'COVAL')).toEqual([
      { RDOMAIN: 'EG', COVAL: 'Left bundle branch block' },
    ])
  })
})

describe('FA: the liver cancer', () => {
  it('stage, extent and grade are findings about the cancer', () => {
    const { of } = made({
      baseline: [
        {
          BLDAT: '2024-01-09',
          BCLC: 'C',
          PVTT: 'VP3',
          EXTRAHEP: 'N',
          NODSIZE: '85',
          BLBILI: '10',
          BLALB: '40',
          ALBI: '-2.74',
          ALBIGR: '1',
        },
      ],
    })
    const found = of('FA', 'FATESTCD', 'FATEST', 'FAORRES', 'FAORRESU', 'FASTRESC', 'FASTRESN')
    expect(found).toEqual(
      (
        [
          ['ALBIALB', 'Albumin for the ALBI Grade', '40', 'g/L', '40', 40],
          ['ALBIBILI', 'Bilirubin for the ALBI Grade', '10', 'umol/L', '10', 10],
          ['ALBIGR', 'ALBI Grade', null, null, '1', 1],
          ['ALBISCR', 'ALBI Score', null, null, '-2.74', -2.74],
          ['BCLCSTG', 'BCLC Stage', 'C (advanced)', null, 'C', null],
          ['EXTRAHEP', 'Extrahepatic Spread', 'No', null, 'N', null],
          ['NODSIZE', 'Diameter of the Largest Liver Tumor', '85', 'mm', '85', 85],
          ['PVTT', 'Portal Vein Invasion', 'Vp3 (first-order branch)', null, 'VP3', null],
        ] as const
      ).map(([FATESTCD, FATEST, FAORRES, FAORRESU, FASTRESC, FASTRESN]) => ({
        FATESTCD,
        FATEST,
        FAORRES,
        FAORRESU,
        FASTRESC,
        FASTRESN,
      })),
    )
    expect(new Set(of('FA').map(({ FAOBJ }) => FAOBJ))).toEqual(
      new Set(['HEPATOCELLULAR CARCINOMA']),
    )
    const marks = of('SUPPFA', 'QNAM', 'QORIG').filter(({ QNAM }) => QNAM === 'FADRVFL')
    expect(marks).toEqual(Array(2).fill({ QNAM: 'FADRVFL', QORIG: 'Derived' }))
  })
})

describe('BE: biomarker samples', () => {
  it('are collections with their specimen; what was found in them stands beside', () => {
    const { of } = made({
      biomarkers: [
        {
          BEDAT: '2024-01-09',
          VISIT: 'BASELINE',
          BESPEC: 'TUMOR TISSUE',
          BETEST: 'PD-L1',
          BEORRES: 'CPS 5',
        },
      ],
    })
    expect(of('BE', 'BETERM', 'BEDECOD', 'BECAT', 'BESPEC', 'BESTDTC', 'BESTDY', 'VISIT')).toEqual([
      {
        BETERM: 'COLLECTED',
        BEDECOD: 'COLLECTED',
        BECAT: 'COLLECTION',
        BESPEC: 'TUMOR TISSUE',
        BESTDTC: '2024-01-09',
        BESTDY: -6,
        VISIT: 'BASELINE',
      },
    ])
    expect(of('SUPPBE', 'QNAM', 'QVAL')).toEqual([
      { QNAM: 'BEORRES', QVAL: 'CPS 5' },
      { QNAM: 'BETEST', QVAL: 'PD-L1' },
    ])
  })
})

it('a subject with nothing but a consent has no findings, and no problem with them', () => {
  const subject = {
    subjid: '1002',
    files: { subjects: [{ SUBJID: '1002', SITEID: '01', RFICDAT: '2024-01-05' }] },
  }
  const { all, problems } = tabulate(subject, STUDY)
  const findings = ['TU', 'TR', 'RS', 'LB', 'MB', 'IS', 'VS', 'EG', 'FA', 'BE']
  expect(findings.filter((domain) => all.has(domain))).toEqual([])
  expect(problems.filter(({ dataset }) => findings.includes(dataset))).toEqual([])
})
