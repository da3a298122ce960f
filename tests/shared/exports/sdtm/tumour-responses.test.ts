import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate, type Tabulated } from './tabulated.ts'

const RECIST = studyOf('lenvatinib-toripalimab')
const BOTH = studyOf('tace-systemic')

const T01 = { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' }
const NT01 = { TULNKID: 'NT01', TUGRPID: 'NON-TARGET', TULOC: 'LUNG', TUNODE: 'N' }
const BASELINE = [
  { VISIT: 'BASELINE', TRLNKID: 'T01', TRDAT: '2024-01-08', LDIAM: '40', VDIAM: '40' },
  { VISIT: 'BASELINE', TRLNKID: 'NT01', TRDAT: '2024-01-08', TUMSTATE: 'PRESENT' },
]

function made(
  measurements: readonly Row[],
  responses: readonly Row[],
  more: Readonly<Record<string, readonly Row[]>> = {},
  study = RECIST,
): Tabulated {
  const files = { lesions: [T01, NT01], measurements: [...BASELINE, ...measurements], responses }
  return tabulate(subjectOf({ ...files, ...more }), study)
}

/** The liver on one day, the lung on another. */
function scanned(visit: string, LDIAM: string, days: readonly [string, string]): readonly Row[] {
  return [
    { VISIT: visit, TRLNKID: 'T01', TRDAT: days[0], LDIAM, VDIAM: LDIAM },
    { VISIT: visit, TRLNKID: 'NT01', TRDAT: days[1], TUMSTATE: 'PRESENT' },
  ]
}

const DAYS = ['2024-03-10', '2024-03-14'] as const

describe('RS: responses to the criteria', () => {
  it('what was derived has no evaluator and no collected result, what was judged has both', () => {
    const { of } = made(scanned('W8', '25', DAYS), [
      { VISIT: 'W8', RSCAT: 'RECIST 1.1', RSDAT: '2024-03-20', OVRLRESP: 'SD', RSREASON: 'Cystic' },
    ])
    const found = of('RS', 'RSTESTCD', 'RSORRES', 'RSSTRESC', 'RSDRVFL', 'RSEVAL')
    const derived = { RSORRES: null, RSDRVFL: 'Y', RSEVAL: null }
    expect(found).toEqual([
      { RSTESTCD: 'NEWLIND', RSSTRESC: 'N', ...derived },
      { RSTESTCD: 'NTRGRESP', RSSTRESC: 'NON-CR/NON-PD', ...derived },
      { RSTESTCD: 'OVRLRESP', RSSTRESC: 'PR', ...derived },
      {
        RSTESTCD: 'OVRLRESP',
        RSORRES: 'SD',
        RSSTRESC: 'SD',
        RSDRVFL: null,
        RSEVAL: 'INVESTIGATOR',
      },
      { RSTESTCD: 'TRGRESP', RSSTRESC: 'PR', ...derived },
    ])
    expect(of('SUPPRS', 'QNAM', 'QVAL')).toEqual([
      { QNAM: 'RSREASON', QVAL: 'Cystic' },
      { QNAM: 'RSREVDTC', QVAL: '2024-03-20' },
    ])
  })

  it('all are linked to the measurements of their visit, and a subject without targets has no target response', () => {
    const { of } = tabulate(
      subjectOf({
        lesions: [NT01],
        measurements: [
          { VISIT: 'BASELINE', TRLNKID: 'NT01', TRDAT: '2024-01-08', TUMSTATE: 'PRESENT' },
          { VISIT: 'W8', TRLNKID: 'NT01', TRDAT: '2024-03-10', TUMSTATE: 'PRESENT' },
        ],
      }),
      RECIST,
    )
    expect(of('RS', 'RSTESTCD', 'RSSTRESC', 'RSLNKGRP')).toEqual([
      { RSTESTCD: 'NEWLIND', RSSTRESC: 'N', RSLNKGRP: 'R-INV-W8' },
      { RSTESTCD: 'NTRGRESP', RSSTRESC: 'NON-CR/NON-PD', RSLNKGRP: 'R-INV-W8' },
      { RSTESTCD: 'OVRLRESP', RSSTRESC: 'NON-CR/NON-PD', RSLNKGRP: 'R-INV-W8' },
    ])
  })

  it.each([
    ['PD', '2024-03-10', 'progression: the first scan'],
    ['SD', '2024-03-14', 'stable: the last scan'],
    ['PR', '2024-03-14', 'response: the last scan'],
    ['NE', '2024-03-14', 'not evaluable: the last scan'],
  ])('a recorded %s is dated %s (%s), never by the review', (OVRLRESP, expected) => {
    const { of } = made(scanned('W8', '40', DAYS), [
      { VISIT: 'W8', RSCAT: 'RECIST 1.1', RSDAT: '2024-03-20', OVRLRESP },
    ])
    const [review] = of('RS', 'RSEVAL', 'RSDTC').filter(({ RSEVAL }) => RSEVAL !== null)
    expect(review?.['RSDTC']).toBe(expected)
  })

  it('the derived response is dated by itself, not by what the investigator said', () => {
    const { of } = made(scanned('W8', '60', DAYS), [
      { VISIT: 'W8', RSCAT: 'RECIST 1.1', OVRLRESP: 'SD' },
    ])
    const overall = of('RS', 'RSTESTCD', 'RSSTRESC', 'RSDTC').filter(
      ({ RSTESTCD }) => RSTESTCD === 'OVRLRESP',
    )
    expect(overall).toEqual([
      { RSTESTCD: 'OVRLRESP', RSSTRESC: 'PD', RSDTC: '2024-03-10' },
      { RSTESTCD: 'OVRLRESP', RSSTRESC: 'SD', RSDTC: '2024-03-14' },
    ])
  })

  it('a partial scan date stays partial', () => {
    const { of } = made(scanned('W8', '40', ['2024-03', '2024-03']), [])
    expect(new Set(of('RS').map(({ RSDTC }) => RSDTC))).toEqual(new Set(['2024-03']))
  })

  it('a review without a scan has the date of its visit and no link; without any date a problem', () => {
    const reviews = [
      { VISIT: 'W8', RSCAT: 'RECIST 1.1', RSDAT: '2024-03-20', OVRLRESP: 'NE' },
      { VISIT: 'W16', RSCAT: 'RECIST 1.1', RSDAT: '2024-05-20', OVRLRESP: 'NE' },
    ]
    const { of, problems } = made([], reviews, { visits: [{ VISIT: 'W8', SVSTDAT: '2024-03-11' }] })
    const found = of('RS', 'RSEVAL', 'VISIT', 'RSDTC', 'RSLNKGRP')
    expect(found.filter(({ RSEVAL }) => RSEVAL !== null)).toEqual(
      expect.arrayContaining([
        { RSEVAL: 'INVESTIGATOR', VISIT: 'W8', RSDTC: '2024-03-11', RSLNKGRP: null },
        { RSEVAL: 'INVESTIGATOR', VISIT: 'W16', RSDTC: null, RSLNKGRP: null },
      ]),
    )
    const undated = problems.filter(({ rule }) => rule === 'SDTM-RS-03')
    expect(undated.map(({ source }) => source)).toEqual([
      { file: 'responses', row: 1, column: 'RSDAT' },
    ])
  })

  it('both criteria stand side by side under the terms of the standard', () => {
    const reviews = ['mRECIST', 'RECIST 1.1'].map((RSCAT) => ({
      VISIT: 'W6',
      RSCAT,
      OVRLRESP: 'SD',
    }))
    const { of } = made(scanned('W6', '40', DAYS), reviews, {}, BOTH)
    const judged = of('RS', 'RSCAT', 'RSLNKGRP', 'RSEVAL').filter(({ RSEVAL }) => RSEVAL !== null)
    expect(judged.map(({ RSCAT, RSLNKGRP }) => [RSCAT, RSLNKGRP])).toEqual([
      ['MRECIST LENCIONI LIVER CANCER 2010', 'M-INV-W6'],
      ['RECIST 1.1', 'R-INV-W6'],
    ])
  })

  it('an independent reading keeps its evaluator, identifier and whether it counts', () => {
    const reading = { VISIT: 'W8', RSCAT: 'RECIST 1.1', RSEVAL: 'INDEPENDENT ASSESSOR' }
    const { of } = made(scanned('W8', '40', DAYS), [
      { ...reading, RSEVALID: 'RADIOLOGIST 1', RSACPTFL: 'Y', OVRLRESP: 'SD' },
      { ...reading, RSEVALID: 'RADIOLOGIST 2', RSACPTFL: 'N', OVRLRESP: 'PD' },
    ])
    const found = of('RS', 'RSEVAL', 'RSEVALID', 'RSACPTFL', 'RSORRES', 'RSLNKGRP', 'RSDTC')
    expect(found.filter(({ RSEVAL }) => RSEVAL !== null)).toEqual([
      {
        RSEVAL: 'INDEPENDENT ASSESSOR',
        RSEVALID: 'RADIOLOGIST 2',
        RSACPTFL: 'N',
        RSORRES: 'PD',
        RSLNKGRP: null,
        RSDTC: '2024-03-10',
      },
      {
        RSEVAL: 'INDEPENDENT ASSESSOR',
        RSEVALID: 'RADIOLOGIST 1',
        RSACPTFL: 'Y',
        RSORRES: 'SD',
        RSLNKGRP: null,
        RSDTC: '2024-03-14',
      },
    ])
  })

  it('a review without a response is not done; by an unknown criterion it keeps its word', () => {
    const { of, problems } = made(scanned('W8', '40', DAYS), [
      { VISIT: 'W8', RSCAT: 'RECIST 1.1', OVRLRESP_REASND: 'NOT EVALUABLE' },
      { VISIT: 'W8', RSCAT: 'Choi', OVRLRESP: 'PR' },
    ])
    const judged = of('RS', 'RSCAT', 'RSEVAL', 'RSSTAT', 'RSREASND', 'RSORRES').filter(
      ({ RSEVAL }) => RSEVAL !== null,
    )
    expect(judged).toEqual([
      {
        RSCAT: 'Choi',
        RSEVAL: 'INVESTIGATOR',
        RSSTAT: null,
        RSREASND: null,
        RSORRES: 'PR',
      },
      {
        RSCAT: 'RECIST 1.1',
        RSEVAL: 'INVESTIGATOR',
        RSSTAT: 'NOT DONE',
        RSREASND: 'NOT EVALUABLE',
        RSORRES: null,
      },
    ])
    expect(problems.map(({ rule }) => rule)).toContain('SDTM-RS-01')
    expect(problems.map(({ rule }) => rule)).not.toContain('SDTM-RS-02')
  })

  it('a declared symptomatic deterioration of an own review form is a test of its own', () => {
    const { definition } = RECIST
    const forms = definition.forms.map((form) =>
      form.key !== 'responses'
        ? form
        : {
            ...form,
            items: [
              ...form.items,
              {
                key: 'SYMPDET',
                kind: 'code' as const,
                codes: [{ value: 'Y', label: { en: 'Declared', zh: '已判定' } }],
                label: { en: 'Symptomatic deterioration', zh: '症状恶化' },
                sdtm: 'RS.RSORRES[SYMPTDTR]',
              },
            ],
          },
    )
    const study = studyOf({ ...definition, forms })
    const review = { VISIT: 'W8', RSCAT: 'RECIST 1.1', OVRLRESP: 'SD', SYMPDET: 'Y' }
    const { of } = made(scanned('W8', '40', DAYS), [review], {}, study)
    expect(of('RS', 'RSTESTCD', 'RSTEST', 'RSORRES', 'RSEVAL')).toContainEqual({
      RSTESTCD: 'SYMPTDTR',
      RSTEST: 'Symptomatic Deterioration',
      RSORRES: 'Y',
      RSEVAL: 'INVESTIGATOR',
    })
  })
})

describe('RS: clinical classifications', () => {
  it('ECOG and Child-Pugh have the wording chosen, the score, and their category', () => {
    const { of } = tabulate(
      subjectOf({
        baseline: [
          {
            BLDAT: '2024-01-09',
            ECOG101: '1',
            CPS0101: '1',
            CPS0102: '2',
            CPS0103: '1',
            CPS0104: '1',
            CPS0105: '1',
            CPS0106: '6',
            CPS0107: 'A',
          },
        ],
        vitals: [{ VISIT: 'W8', VSDAT: '2024-03-10', ECOG101: '2' }],
      }),
      RECIST,
    )
    const found = of(
      'RS',
      'RSCAT',
      'RSTESTCD',
      'RSORRES',
      'RSSTRESC',
      'RSSTRESN',
      'RSDRVFL',
      'RSLOBXFL',
    )
    expect(found).toContainEqual({
      RSCAT: 'ECOG',
      RSTESTCD: 'ECOG101',
      RSORRES: '1 - restricted in strenuous activity',
      RSSTRESC: '1',
      RSSTRESN: 1,
      RSDRVFL: null,
      RSLOBXFL: 'Y',
    })
    expect(found).toContainEqual({
      RSCAT: 'CHILD-PUGH CLASSIFICATION',
      RSTESTCD: 'CPS0103',
      RSORRES: 'Below 34 umol/L (2 mg/dL)',
      RSSTRESC: '1',
      RSSTRESN: 1,
      RSDRVFL: null,
      RSLOBXFL: 'Y',
    })
    const computed = found.filter(({ RSDRVFL }) => RSDRVFL === 'Y')
    expect(
      computed.map(({ RSTESTCD, RSORRES, RSSTRESC, RSSTRESN }) => [
        RSTESTCD,
        RSORRES,
        RSSTRESC,
        RSSTRESN,
      ]),
    ).toEqual([
      ['CPS0106', null, '6', 6],
      ['CPS0107', null, 'A', null],
    ])
    expect(found.filter(({ RSTESTCD }) => RSTESTCD === 'ECOG101')).toHaveLength(2)
  })

  it('a score that was entered while a component is missing is collected, not derived', () => {
    const { of } = tabulate(
      subjectOf({ baseline: [{ BLDAT: '2024-01-09', CPS0101: '1', CPS0106: '6' }] }),
      RECIST,
    )
    expect(of('RS', 'RSTESTCD', 'RSORRES', 'RSDRVFL')).toContainEqual({
      RSTESTCD: 'CPS0106',
      RSORRES: '6',
      RSDRVFL: null,
    })
  })
})
