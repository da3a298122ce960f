import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate } from './tabulated.ts'

const study = studyOf('lenvatinib-toripalimab')

const dose = (EXTRT: string, EXSTDAT: string, EXENDAT: string, more: Row = {}): Row => ({
  ...{ EXTRT, EXSTDAT, EXENDAT, EXDOSE: '8', EXDOSU: 'mg', EXDOSFRQ: 'QD' },
  ...more,
})

describe('EX and EC', () => {
  it('has a record for each span of a constant dose; a span of 0 is EC, not given', () => {
    const made = tabulate(
      subjectOf({
        exposure: [
          dose('LENVATINIB', '2024-02-01', '2024-02-09', { EXDOSE: '0', EXADJ: 'ADVERSE EVENT' }),
          dose('LENVATINIB', '2024-01-15', '2024-01-31'),
          dose('TORIPALIMAB', '2024-01-15', '', { EXDOSE: '240', EXDOSFRQ: 'Q3W', EXLOT: 'A1' }),
        ],
      }),
      study,
    )
    expect(
      made.of('EX', 'EXTRT', 'EXSTDTC', 'EXENDTC', 'EXDOSE', 'EXDOSFRQ', 'EXENDY', 'EXSEQ'),
    ).toEqual([
      {
        ...{ EXTRT: 'LENVATINIB', EXSTDTC: '2024-01-15', EXENDTC: '2024-01-31', EXDOSE: 8 },
        ...{ EXDOSFRQ: 'QD', EXENDY: 17, EXSEQ: 1 },
      },
      {
        ...{ EXTRT: 'TORIPALIMAB', EXSTDTC: '2024-01-15', EXENDTC: null, EXDOSE: 240 },
        ...{ EXDOSFRQ: 'EVERY 3 WEEKS', EXENDY: null, EXSEQ: 2 },
      },
    ])
    expect(
      made.of('EC', 'ECTRT', 'ECPRESP', 'ECOCCUR', 'ECREASOC', 'ECDOSE', 'ECSTDTC', 'ECENDTC'),
    ).toEqual([
      {
        ...{ ECTRT: 'LENVATINIB', ECPRESP: 'Y', ECOCCUR: 'N', ECREASOC: 'ADVERSE EVENT' },
        ...{ ECDOSE: null, ECSTDTC: '2024-02-01', ECENDTC: '2024-02-09' },
      },
    ])
    // Toripalimab goes on: no last dose.
    expect(made.of('DM', 'RFXSTDTC', 'RFXENDTC')).toEqual([
      { RFXSTDTC: '2024-01-15', RFXENDTC: null },
    ])
  })

  it('has drugs that the protocol does not study as medication, its first dose not counted', () => {
    const made = tabulate(
      subjectOf({
        exposure: [
          dose('CAMRELIZUMAB', '2023-11-01', '2024-03-01', { EXADJ: 'PROCEDURE', EXLOT: 'B7' }),
          dose('DONAFENIB', '2024-01-15', '2024-03-01', { EXDOSE: '200', EXDOSFRQ: 'BID' }),
        ],
      }),
      studyOf('donafenib-switch'),
    )
    expect(made.of('EX', 'EXTRT')).toEqual([{ EXTRT: 'DONAFENIB' }])
    expect(made.of('DM', 'RFSTDTC')).toEqual([{ RFSTDTC: '2024-01-15' }])
    expect(made.of('CM', 'CMTRT', 'CMCAT', 'CMDOSE', 'CMADJ', 'CMSTDTC', 'CMSTDY')).toEqual([
      {
        ...{ CMTRT: 'CAMRELIZUMAB', CMCAT: 'BACKGROUND TREATMENT', CMDOSE: 8 },
        ...{ CMADJ: 'PROCEDURE', CMSTDTC: '2023-11-01', CMSTDY: -75 },
      },
    ])
    expect(made.of('SUPPCM', 'QNAM', 'QLABEL', 'QVAL')).toEqual([
      { QNAM: 'EXLOT', QLABEL: 'Lot Number', QVAL: 'B7' },
    ])
  })
})

describe('the name of a drug', () => {
  it.each(['Lenvatinib', ' lenvatinib ', 'LENVATINIB', '仑伐替尼'])(
    '%j is the drug of the protocol, and stays as entered beside it',
    (entry) => {
      const subject = subjectOf({ exposure: [dose(entry, '2024-01-15', '2024-06-15')] })
      const made = tabulate(subject, study)
      expect(made.of('EX', 'EXTRT')).toEqual([{ EXTRT: 'LENVATINIB' }])
      expect(made.of('DM', 'RFSTDTC', 'ACTARMCD')).toEqual([
        { RFSTDTC: '2024-01-15', ACTARMCD: 'SINGLE' },
      ])
      expect(made.of('CM')).toEqual([])
      expect(made.of('SUPPEX', 'QVAL')).toEqual(entry === 'LENVATINIB' ? [] : [{ QVAL: entry }])
      expect(made.problems).toEqual([])
    },
  )

  it('that nobody knows stays in EX, by name, and is no first dose', () => {
    const exposure = [
      dose('LENVATINIB', '2024-01-15', '2024-06-15'),
      dose('Lenvatinob', '2024-01-10', '2024-01-11'),
    ]
    const made = tabulate(subjectOf({ exposure }), study)
    expect(made.of('EX', 'EXTRT')).toEqual([{ EXTRT: 'LENVATINIB' }, { EXTRT: 'Lenvatinob' }])
    expect(made.of('DM', 'RFSTDTC')).toEqual([{ RFSTDTC: '2024-01-15' }])
    expect(made.of('CM')).toEqual([])
    expect(made.problems).toMatchObject([
      { rule: 'SDTM-EX-01', variable: 'EXTRT', source: { file: 'exposure', row: 1 } },
    ])
  })

  it('of another drug that is known is background medication, whatever its spelling', () => {
    const exposure = [dose('Camrelizumab', '2024-01-15', ''), dose('DONAFENIB', '2024-01-15', '')]
    const made = tabulate(subjectOf({ exposure }), studyOf('donafenib-switch'))
    expect(made.of('CM', 'CMTRT')).toEqual([{ CMTRT: 'CAMRELIZUMAB' }])
    expect(made.of('SUPPCM', 'QVAL')).toEqual([{ QVAL: 'Camrelizumab' }])
    expect(made.problems).toEqual([])
  })
})

describe('a therapy without a kind', () => {
  const therapies = (names: readonly string[], more: Row = {}) =>
    tabulate(
      subjectOf({ 'prior-therapies': names.map((CMTRT) => ({ CMTRT, CMSTDAT: '2022', ...more })) }),
      study,
    )

  it('is a procedure where its words are those of one, and said to be', () => {
    const names = [
      'HAIC (FOLFOX)',
      'Palliative radiotherapy',
      'cTACE',
      'Left hepatectomy',
      '射频消融',
    ]
    const made = therapies(names)
    expect(made.of('CM')).toEqual([])
    expect(new Set(made.of('PR', 'PRTRT').map(({ PRTRT }) => PRTRT))).toEqual(new Set(names))
    expect(new Set(made.of('PR', 'PRCAT').map(({ PRCAT }) => PRCAT))).toEqual(
      new Set(['PRIOR ANTICANCER']),
    )
    expect(made.problems.map(({ rule }) => rule)).toEqual(names.map(() => 'SDTM-PR-01'))
  })

  it('is a drug else, and its kind counts where it has one', () => {
    expect(therapies(['Sorafenib', 'FOLFOX']).of('CM')).toHaveLength(2)
    expect(therapies(['HAIC'], { CMCAT: 'CHEMOTHERAPY' }).of('PR')).toEqual([])
    expect(therapies(['HAIC'], { CMCAT: 'LOCAL' }).problems).toEqual([])
  })

  it('beside the study is a procedure too', () => {
    const concomitant = [{ CMTRT: 'Radiotherapy of a rib', CMSTDAT: '2024-02-02' }]
    const made = tabulate(subjectOf({ concomitant }), study)
    expect(made.of('PR', 'PRTRT', 'PRCAT')).toEqual([
      { PRTRT: 'Radiotherapy of a rib', PRCAT: 'CONCOMITANT' },
    ])
    expect(made.of('CM')).toEqual([])
  })
})

describe('CM and PR', () => {
  it('tells medication by when it was given, and local therapy is a procedure', () => {
    const made = tabulate(
      subjectOf({
        concomitant: [{ CMTRT: 'Aspirin', CMINDC: 'Pain', CMSTDAT: '2024-02', CMDOSFRQ: 'Q2W' }],
        'prior-therapies': [
          {
            CMTRT: 'Sorafenib',
            CMCAT: 'TARGETED',
            CMLINE: '1',
            CMSTDAT: '2022',
            CMENDAT: '2023-05',
          },
          { CMTRT: 'TACE', CMCAT: 'LOCAL', CMSTDAT: '2021-04-05', CMBOR: 'PR' },
        ],
        'new-therapies': [{ CMTRT: 'Apatinib', CMCAT: 'TARGETED', CMSTDAT: '2024-07-01' }],
        baseline: [{ BLDAT: '2024-01-08', ANTIVIR: 'Entecavir' }],
      }),
      study,
    )
    const CM = ['CMTRT', 'CMCAT', 'CMSCAT', 'CMSTDTC', 'CMENDTC', 'CMENRTPT', 'CMDOSFRQ'] as const
    expect(made.of('CM', ...CM)).toEqual([
      drug('Entecavir', 'CONCOMITANT', { CMSCAT: 'ANTIVIRAL' }),
      drug('Sorafenib', 'PRIOR ANTICANCER', {
        CMSCAT: 'TARGETED',
        CMSTDTC: '2022',
        CMENDTC: '2023-05',
      }),
      drug('Aspirin', 'CONCOMITANT', {
        CMSTDTC: '2024-02',
        CMENRTPT: 'ONGOING',
        CMDOSFRQ: 'EVERY 2 WEEKS',
      }),
      drug('Apatinib', 'SUBSEQUENT ANTICANCER', {
        CMSCAT: 'TARGETED',
        CMSTDTC: '2024-07-01',
        CMENRTPT: 'ONGOING',
      }),
    ])
    expect(made.of('PR', 'PRTRT', 'PRCAT', 'PRSCAT', 'PRSTDTC', 'PRDECOD')).toEqual([
      {
        ...{ PRTRT: 'TACE', PRCAT: 'PRIOR ANTICANCER', PRSCAT: 'LOCAL', PRSTDTC: '2021-04-05' },
        PRDECOD: null,
      },
    ])
    expect(made.of('SUPPPR', 'QNAM', 'QVAL')).toEqual([{ QNAM: 'CMBOR', QVAL: 'PR' }])
    expect(made.of('SUPPCM', 'QNAM', 'QVAL')).toEqual([{ QNAM: 'CMLINE', QVAL: '1' }])
    function drug(CMTRT: string, CMCAT: string, more: object): object {
      const none = { CMSCAT: null, CMSTDTC: null, CMENDTC: null, CMENRTPT: null, CMDOSFRQ: null }
      return { CMTRT, CMCAT, ...none, ...more }
    }
  })

  it('has a procedure with its code and category, and the drug given in it as related medication', () => {
    const made = tabulate(
      subjectOf({
        procedures: [
          {
            ...{ PRSTDAT: '2024-02-14', PRTRT: 'TACE', PRCAT: 'STUDY', PRDRUG: 'Epirubicin' },
            ...{ PRDOSE: '50', PRDOSU: 'mg', PRLIPIOD: '10', PRLNKID: 'T01;T02' },
          },
          { PRSTDAT: '2024-01-09', PRTRT: 'BIOPSY', PRCAT: 'PRIOR' },
        ],
      }),
      studyOf('tace-systemic'),
    )
    expect(made.of('PR', 'PRTRT', 'PRDECOD', 'PRCAT', 'PRDOSE', 'PRLNKID')).toEqual([
      { PRTRT: 'BIOPSY', PRDECOD: null, PRCAT: 'PRIOR', PRDOSE: null, PRLNKID: null },
      {
        ...{ PRTRT: 'TACE', PRDECOD: 'TRANSARTERIAL CHEMOEMBOLIZATION', PRCAT: 'STUDY TREATMENT' },
        ...{ PRDOSE: 50, PRLNKID: 'T01;T02' },
      },
    ])
    expect(made.of('CM', 'CMTRT', 'CMSCAT', 'CMSTDTC')).toEqual([
      { CMTRT: 'Epirubicin', CMSCAT: 'PROCEDURE', CMSTDTC: '2024-02-14' },
    ])
    expect(made.of('SUPPPR', 'QNAM', 'QVAL')).toEqual([{ QNAM: 'PRLIPIOD', QVAL: '10' }])
    expect(made.of('RELREC', 'RDOMAIN', 'IDVAR', 'IDVARVAL', 'RELID')).toEqual([
      { RDOMAIN: 'CM', IDVAR: 'CMSEQ', IDVARVAL: '1', RELID: 'PRCM1' },
      { RDOMAIN: 'PR', IDVAR: 'PRSEQ', IDVARVAL: '2', RELID: 'PRCM1' },
    ])
  })
})

describe('RELREC', () => {
  const fatal: Row = {
    ...{ AESTDAT: '2024-05-01', AETERM: 'Bleeding', AEDECOD: 'Gastric hemorrhage', AETOXGR: '5' },
    ...{ AESER: 'Y', AESDTH: 'Y', AEOUT: 'FATAL', AEACN: 'NOT APPLICABLE' },
  }
  const rash: Row = {
    ...{ AESTDAT: '2024-02-01', AETERM: 'Rash', AEDECOD: 'Rash maculo-papular' },
    ...{ AEACN: 'DRUG WITHDRAWN', AESER: 'N' },
  }
  const made = tabulate(
    subjectOf({
      'adverse-events': [fatal, rash],
      deaths: [{ DTHDAT: '2024-05-02', DTHCAUS: 'ADVERSE EVENT' }],
      disposition: [{ DSSTDAT: '2024-02-20', DSSCAT: 'TREATMENT', DSDECOD: 'ADVERSE EVENT' }],
      concomitant: [
        { CMTRT: 'Cream', CMINDC: 'rash', CMSTDAT: '2024-02-02' },
        { CMTRT: 'Before', CMINDC: 'Rash', CMSTDAT: '2024-01-02' },
        { CMTRT: 'Other', CMINDC: 'Rash, old', CMSTDAT: '2024-02-02' },
      ],
    }),
    study,
  )

  it('joins an event to the death, the end of treatment and the medication that name it', () => {
    const pairs = new Map<string, string[]>()
    for (const { RDOMAIN, IDVARVAL, RELID } of made.of('RELREC')) {
      const known = pairs.get(String(RELID)) ?? []
      pairs.set(String(RELID), [...known, `${String(RDOMAIN)}${String(IDVARVAL)}`])
    }
    const cream = made.of('CM').find(({ CMTRT }) => CMTRT === 'Cream')?.['CMSEQ']
    const end = made.of('DS').find(({ DSDECOD }) => DSDECOD === 'ADVERSE EVENT')?.['DSSEQ']
    expect(Object.fromEntries(pairs)).toEqual({
      AECM1: ['AE1', `CM${String(cream)}`],
      AEDS1: ['AE1', `DS${String(end)}`],
      AEDD1: ['AE2', 'DD1'],
    })
  })
})

describe('an event and the end of a drug', () => {
  const event: Row = {
    ...{ AESTDAT: '2024-02-01', AETERM: 'Rash', AEDECOD: 'Rash', AESER: 'N' },
    ...{ AEACN: 'DRUG WITHDRAWN', AEACN1: 'DOSE NOT CHANGED', AEACN2: 'DRUG WITHDRAWN' },
  }
  const relations = (DSTRT: string, more: Row = {}): number =>
    tabulate(
      subjectOf({
        'adverse-events': [{ ...event, ...more }],
        disposition: [
          { DSSTDAT: '2024-02-20', DSSCAT: 'TREATMENT', DSDECOD: 'ADVERSE EVENT', DSTRT },
        ],
      }),
      study,
    ).of('RELREC').length

  it.each([
    ['LENVATINIB', 0, 'the drug whose dose was not changed'],
    ['TORIPALIMAB', 2, 'the drug that was withdrawn'],
    ['Toripalimab', 2, 'the same, written otherwise'],
    ['', 2, 'all treatment'],
  ])('%j: %s records: %s', (drug, records) => {
    expect(relations(drug)).toBe(records)
  })

  it('an action that names no drug is related to the end of all treatment alone', () => {
    const unnamed = { AEACN1: '', AEACN2: '' }
    expect([relations('LENVATINIB', unnamed), relations('', unnamed)]).toEqual([0, 2])
  })
})

describe('DA', () => {
  it('has what was dispensed and returned of a drug, each with its unit', () => {
    const made = tabulate(
      subjectOf({
        accountability: [
          {
            DATRT: 'LENVATINIB',
            DADAT: '2024-01-15',
            DISPAMT: '30',
            RETAMT: '4',
            DAUNIT: 'CAPSULE',
            DALOT: '9',
          },
        ],
      }),
      study,
    )
    const DA = ['DATESTCD', 'DATEST', 'DASCAT', 'DAORRES', 'DAORRESU', 'DASTRESN', 'DADTC'] as const
    expect(made.of('DA', ...DA)).toEqual([
      amount('DISPAMT', 'Dispensed Amount', 30),
      amount('RETAMT', 'Returned Amount', 4),
    ])
    expect(made.of('SUPPDA', 'QNAM', 'QVAL')).toEqual([{ QNAM: 'DALOT', QVAL: '9' }])
    function amount(DATESTCD: string, DATEST: string, value: number): object {
      return {
        ...{ DATESTCD, DATEST, DASCAT: 'LENVATINIB', DAORRES: String(value) },
        ...{ DAORRESU: 'CAPSULE', DASTRESN: value, DADTC: '2024-01-15' },
      }
    }
  })
})
