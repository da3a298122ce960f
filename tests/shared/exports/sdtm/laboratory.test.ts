import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate, type Tabulated } from './tabulated.ts'

const STUDY = studyOf('lenvatinib-toripalimab')

function results(
  labs: readonly Row[],
  more: Readonly<Record<string, readonly Row[]>> = {},
): Tabulated {
  return tabulate(subjectOf({ labs, ...more }), STUDY)
}

/** Rules of the laboratory that were broken. */
function ownRules(problems: Tabulated['problems']): readonly string[] {
  return problems.flatMap(({ rule, dataset }) => (dataset === 'LB' ? [rule] : [])).sort()
}

const AT_BASELINE = { VISIT: 'BASELINE', LBDAT: '2024-01-09' }

describe('LB: laboratory results', () => {
  it('stand as reported and in the standard unit, against the range recorded with them', () => {
    const row = { ...AT_BASELINE, LBTESTCD: 'TBIL', LBORRES: '2.0', LBORRESU: 'mg/dL' }
    const { of } = results([
      { ...row, LBORNRLO: '0.1', LBORNRHI: '1.2', LBCLSIG: 'Y', LBNAM: 'Lab A' },
    ])
    expect(of('LB')).toEqual([
      {
        STUDYID: 'HP1',
        DOMAIN: 'LB',
        USUBJID: 'HP1-01-1001',
        LBSEQ: 1,
        LBSPID: 'labs:1',
        LBTESTCD: 'BILI',
        LBTEST: 'Bilirubin',
        LBCAT: 'CHEMISTRY',
        LBSPEC: 'SERUM OR PLASMA',
        LBORRES: '2.0',
        LBORRESU: 'mg/dL',
        LBORNRLO: '0.1',
        LBORNRHI: '1.2',
        LBSTRESC: '34.2',
        LBSTRESN: 34.2,
        LBSTRESU: 'umol/L',
        LBSTNRLO: 1.71,
        LBSTNRHI: 20.52,
        LBNRIND: 'HIGH',
        LBCLSIG: 'Y',
        LBNAM: 'Lab A',
        LBLOBXFL: 'Y',
        VISITNUM: 1,
        VISIT: 'BASELINE',
        VISITDY: expect.any(Number) as number,
        EPOCH: 'SCREENING',
        LBDTC: '2024-01-09',
        LBDY: -6,
      },
    ])
  })

  it.each([
    { LBORRES: '<0.5', text: '<0.5', number: null, why: 'a limit stays in the text' },
    { LBORRES: '1.0', text: '1', number: 1, why: 'the digits collected stay in LBORRES' },
    { LBORRES: '>12100', text: '>12100', number: null, why: 'a limit above' },
  ])('AFP $LBORRES is $text in LBSTRESC and $number in LBSTRESN: $why', (of) => {
    const { LBORRES, text, number } = of
    const row = { ...AT_BASELINE, LBTESTCD: 'AFP', LBORRES, LBORRESU: 'ng/mL' }
    expect(results([row]).of('LB', 'LBORRES', 'LBSTRESC', 'LBSTRESN', 'LBSTRESU')).toEqual([
      { LBORRES, LBSTRESC: text, LBSTRESN: number, LBSTRESU: 'ng/mL' },
    ])
  })

  it.each([
    ['PT', 's', 'sec'],
    ['INR', 'ratio', 'RATIO'],
    ['PROT24', 'g/24h', 'g/day'],
    ['WBC', '10^9/L', '10^9/L'],
  ])('the unit of %s, %s, is %s in the words of the standard', (LBTESTCD, LBORRESU, unit) => {
    const row = { ...AT_BASELINE, LBTESTCD, LBORRES: '1.5', LBORRESU }
    expect(results([row]).of('LB', 'LBORRESU', 'LBSTRESU')).toEqual([
      { LBORRESU: unit, LBSTRESU: unit },
    ])
  })

  it('a result that is no number stands as text, with a problem at its row', () => {
    const row = { ...AT_BASELINE, LBTESTCD: 'ALT', LBORRES: 'haemolysed', LBORRESU: 'U/L' }
    const { of, problems } = results([row])
    expect(of('LB', 'LBORRES', 'LBSTRESC', 'LBSTRESN', 'LBNRIND', 'LBSTAT')).toEqual([
      {
        LBORRES: 'haemolysed',
        LBSTRESC: 'haemolysed',
        LBSTRESN: null,
        LBNRIND: null,
        LBSTAT: null,
      },
    ])
    expect(problems).toContainEqual(
      expect.objectContaining({
        rule: 'SDTM-FND-01',
        dataset: 'LB',
        variable: 'LBSTRESN',
        source: { file: 'labs', row: 0, column: 'LBORRES' },
      }),
    )
  })

  it('a known test in an unknown unit has no standard number; an unknown test keeps its unit', () => {
    const { of, problems } = results([
      { ...AT_BASELINE, LBTESTCD: 'ALT', LBORRES: '40', LBORRESU: 'furlong' },
      { ...AT_BASELINE, LBTESTCD: 'IL-6', LBORRES: '4.20', LBORRESU: 'pg/mL', LBORNRHI: '7' },
    ])
    expect(of('LB', 'LBTESTCD', 'LBTEST', 'LBSTRESC', 'LBSTRESN', 'LBSTRESU', 'LBSTNRHI')).toEqual([
      {
        LBTESTCD: 'ALT',
        LBTEST: 'Alanine Aminotransferase',
        LBSTRESC: '40',
        LBSTRESN: null,
        LBSTRESU: null,
        LBSTNRHI: null,
      },
      {
        LBTESTCD: 'IL6',
        LBTEST: 'IL-6',
        LBSTRESC: '4.2',
        LBSTRESN: 4.2,
        LBSTRESU: 'pg/mL',
        LBSTNRHI: 7,
      },
    ])
    expect(ownRules(problems)).toEqual(['SDTM-FND-02'])
  })

  it('the last result before the first dose bears the flag, once for each test', () => {
    const ast = { LBTESTCD: 'AST', LBORRES: '30', LBORRESU: 'U/L' }
    const { of } = results([
      { ...ast, VISIT: 'BASELINE', LBDAT: '2024-01-06' },
      { ...ast, VISIT: 'BASELINE', LBDAT: '2024-01-15' },
      { ...ast, VISIT: 'W8', LBDAT: '2024-01-15' },
      { ...ast, LBDAT: '2024-01' },
      { ...ast, LBORRES: '', LBORRES_REASND: 'NOT DONE', VISIT: 'BASELINE', LBDAT: '2024-01-14' },
      { ...ast, LBTESTCD: 'ALT', VISIT: 'W8', LBDAT: '2024-03-10' },
    ])
    const flagged = of('LB', 'LBTESTCD', 'LBDTC', 'VISIT', 'LBLOBXFL').filter(
      ({ LBLOBXFL }) => LBLOBXFL === 'Y',
    )
    expect(flagged).toEqual([
      { LBTESTCD: 'AST', LBDTC: '2024-01-15', VISIT: 'BASELINE', LBLOBXFL: 'Y' },
    ])
  })

  it('nobody without a dose has a last result before it', () => {
    const row = { ...AT_BASELINE, LBTESTCD: 'AST', LBORRES: '30', LBORRESU: 'U/L' }
    expect(results([row], { exposure: [] }).of('LB', 'LBLOBXFL')).toEqual([{ LBLOBXFL: null }])
  })

  it('a result that was not done has its reason; without one a problem', () => {
    const { of, problems } = results([
      { ...AT_BASELINE, LBTESTCD: 'AST', LBORRES_REASND: 'NOT DONE' },
      { ...AT_BASELINE, LBTESTCD: 'ALT' },
      { ...AT_BASELINE, LBORRES: '7' },
    ])
    expect(of('LB', 'LBTESTCD', 'LBSTAT', 'LBREASND', 'LBORRES', 'LBORRESU')).toEqual([
      { LBTESTCD: null, LBSTAT: null, LBREASND: null, LBORRES: '7', LBORRESU: null },
      { LBTESTCD: 'ALT', LBSTAT: 'NOT DONE', LBREASND: null, LBORRES: null, LBORRESU: null },
      { LBTESTCD: 'AST', LBSTAT: 'NOT DONE', LBREASND: 'NOT DONE', LBORRES: null, LBORRESU: null },
    ])
    expect(ownRules(problems)).toEqual(['SDTM-FND-03', 'SDTM-FND-04'])
  })

  it('partial dates stay partial, and samples after the cut-off are not there', () => {
    const ast = { LBTESTCD: 'AST', LBORRES: '30', LBORRESU: 'U/L' }
    const subject = subjectOf({
      labs: [
        { ...ast, LBDAT: '2024-03' },
        { ...ast, LBDAT: '2024-08-01' },
      ],
    })
    const study = studyOf('lenvatinib-toripalimab', { cutoff: '2024-06-30' as typeof STUDY.cutoff })
    expect(tabulate(subject, study).of('LB', 'LBDTC', 'LBDY')).toEqual([
      { LBDTC: '2024-03', LBDY: null },
    ])
  })

  it('what was not sampled at a visit is one record', () => {
    const { of } = results([], {
      laboratory: [{ VISIT: 'W8', LBPERF: 'N', LBREASND: 'SUBJECT REFUSED' }],
      visits: [{ VISIT: 'W8', SVSTDAT: '2024-03-11' }],
    })
    expect(of('LB', 'LBTESTCD', 'LBSTAT', 'LBREASND', 'VISIT')).toEqual([
      { LBTESTCD: 'LBALL', LBSTAT: 'NOT DONE', LBREASND: 'SUBJECT REFUSED', VISIT: 'W8' },
    ])
  })

  it('a remark becomes a comment about the result', () => {
    const row = { ...AT_BASELINE, LBTESTCD: 'ALT', LBORRES: '40', LBORRESU: 'U/L' }
    const { of } = results([{ ...row, LBCOMM: 'Lipaemic' }])
    expect(of('CO', 'RDOMAIN', 'IDVAR', 'IDVARVAL', 'COVAL')).toEqual([
      { RDOMAIN: 'LB', IDVAR: 'LBSEQ', IDVARVAL: '1', COVAL: 'Lipaemic' },
    ])
  })
})

describe('MB and IS: viruses and antibodies', () => {
  it('virus loads among laboratory results and the antigens of the virology form are MB', () => {
    const { of } = results(
      [{ ...AT_BASELINE, LBTESTCD: 'HBDNA', LBORRES: '<20', LBORRESU: 'IU/mL', LBNAM: 'Lab A' }],
      {
        virology: [
          { VISIT: 'BASELINE', VIDAT: '2024-01-09', VIHBSAG: 'POSITIVE', VIHCVAB: 'NEGATIVE' },
        ],
      },
    )
    expect(of('LB')).toEqual([])
    expect(
      of('MB', 'MBTESTCD', 'MBTEST', 'MBORRES', 'MBSTRESC', 'MBSTRESN', 'MBORRESU', 'MBNAM'),
    ).toEqual([
      {
        MBTESTCD: 'HBDNA',
        MBTEST: 'Hepatitis B Virus DNA',
        MBORRES: '<20',
        MBSTRESC: '<20',
        MBSTRESN: null,
        MBORRESU: 'IU/mL',
        MBNAM: 'Lab A',
      },
      {
        MBTESTCD: 'HBSAG',
        MBTEST: 'Hepatitis B Virus Surface Antigen',
        MBORRES: 'POSITIVE',
        MBSTRESC: 'POSITIVE',
        MBSTRESN: null,
        MBORRESU: null,
        MBNAM: null,
      },
    ])
    expect(of('IS', 'ISTESTCD', 'ISTEST', 'ISORRES', 'ISDTC', 'ISLOBXFL')).toEqual([
      {
        ISTESTCD: 'HCAB',
        ISTEST: 'Hepatitis C Virus Antibody',
        ISORRES: 'NEGATIVE',
        ISDTC: '2024-01-09',
        ISLOBXFL: 'Y',
      },
    ])
  })

  it('samples for antibodies to the drug are binding ones unless they say otherwise', () => {
    const subject = subjectOf({
      exposure: [{ EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-15', EXDOSE: '200' }],
      antibodies: [
        { ISDAT: '2024-01-10', ISORRES: 'NEGATIVE', VISIT: 'BASELINE' },
        { ISDAT: '2024-03-10', ISORRES: 'POSITIVE', ISTESTCD: 'ADA_NAB', ISTITER: '>160' },
      ],
    })
    const { of } = tabulate(subject, studyOf('toripalimab-donafenib'))
    expect(of('IS', 'ISTESTCD', 'ISTEST', 'ISSTRESC', 'ISCAT', 'VISIT', 'ISLOBXFL')).toEqual([
      {
        ISTESTCD: 'ADA_BAB',
        ISTEST: 'Binding Antidrug Antibody',
        ISSTRESC: 'NEGATIVE',
        ISCAT: 'ANTIDRUG ANTIBODY',
        VISIT: 'BASELINE',
        ISLOBXFL: 'Y',
      },
      {
        ISTESTCD: 'ADA_NAB',
        ISTEST: 'Neutralizing Binding Antidrug Antibody',
        ISSTRESC: 'POSITIVE',
        ISCAT: 'ANTIDRUG ANTIBODY',
        VISIT: null,
        ISLOBXFL: null,
      },
    ])
    expect(of('SUPPIS', 'IDVARVAL', 'QNAM', 'QVAL')).toEqual([
      { IDVARVAL: '2', QNAM: 'ISTITER', QVAL: '>160' },
    ])
  })
})

describe('LB: other forms', () => {
  it('urine is told from blood by its specimen, and the judgement of it from its significance', () => {
    const { of } = results([], {
      urinalysis: [
        { VISIT: 'W8', UADAT: '2024-03-10', UAPROT: '2+', UAPH: '5.5', UAINTP: 'ABNORMAL NCS' },
      ],
    })
    expect(
      of('LB', 'LBTESTCD', 'LBSPEC', 'LBCAT', 'LBORRES', 'LBSTRESC', 'LBSTRESN', 'LBCLSIG'),
    ).toEqual(
      [
        ['INTP', 'ABNORMAL NCS', 'ABNORMAL', null, 'N'],
        ['PH', '5.5', '5.5', 5.5, null],
        ['PROT', '2+', '2+', null, null],
      ].map(([LBTESTCD, LBORRES, LBSTRESC, LBSTRESN, LBCLSIG]) => ({
        LBTESTCD,
        LBSPEC: 'URINE',
        LBCAT: 'URINALYSIS',
        LBORRES,
        LBSTRESC,
        LBSTRESN,
        LBCLSIG,
      })),
    )
  })

  it("a pregnancy test is LB; a reported pregnancy and a partner's are findings about it", () => {
    const { of } = results([], {
      pregnancy: [
        { RPDAT: '2024-01-06', RPTEST: 'URINE TEST', RPORRES: 'NEGATIVE', RPWHO: 'SUBJECT' },
        { RPDAT: '2024-04-06', RPTEST: 'SERUM TEST', RPORRES: 'POSITIVE', RPWHO: 'PARTNER' },
        { RPDAT: '2024-05-06', RPTEST: 'REPORTED', RPORRES: 'POSITIVE', RPOUTC: 'Ongoing' },
      ],
    })
    expect(of('LB', 'LBTESTCD', 'LBSPEC', 'LBORRES', 'LBDTC')).toEqual([
      { LBTESTCD: 'HCG', LBSPEC: 'URINE', LBORRES: 'NEGATIVE', LBDTC: '2024-01-06' },
    ])
    expect(of('FA', 'FATESTCD', 'FAOBJ', 'FAORRES', 'FADTC')).toEqual([
      {
        FATESTCD: 'PREGIND',
        FAOBJ: 'PREGNANCY OF PARTNER',
        FAORRES: 'POSITIVE',
        FADTC: '2024-04-06',
      },
      { FATESTCD: 'PREGIND', FAOBJ: 'PREGNANCY', FAORRES: 'POSITIVE', FADTC: '2024-05-06' },
    ])
    expect(of('SUPPFA', 'IDVARVAL', 'QNAM', 'QVAL')).toContainEqual({
      IDVARVAL: '2',
      QNAM: 'RPOUTC',
      QVAL: 'Ongoing',
    })
  })

  it('tumour markers of the staging form are LB like those of the laboratory', () => {
    const { of } = results([], {
      baseline: [{ BLDAT: '2024-01-09', AFP: '>400', HBSAG: 'POSITIVE' }],
    })
    expect(of('LB', 'LBTESTCD', 'LBCAT', 'LBORRES', 'LBORRESU', 'LBSTRESN', 'LBDTC')).toEqual([
      {
        LBTESTCD: 'AFP',
        LBCAT: 'TUMOR MARKER',
        LBORRES: '>400',
        LBORRESU: 'ng/mL',
        LBSTRESN: null,
        LBDTC: '2024-01-09',
      },
    ])
  })
})
