import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate, type Tabulated } from './tabulated.ts'

/** Both criteria are in use: RECIST 1.1 and mRECIST. */
const BOTH = studyOf('tace-systemic')
/** RECIST 1.1 alone. */
const RECIST = studyOf('lenvatinib-toripalimab')

const T01 = { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER S5', TUNODE: 'N' }
const T02 = { TULNKID: 'T02', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' }
const NODE = { TULNKID: 'T03', TUGRPID: 'TARGET', TULOC: 'LYMPH NODE', TUNODE: 'Y' }
const NT01 = { TULNKID: 'NT01', TUGRPID: 'NON-TARGET', TULOC: 'LUNG, MULTIPLE SMALL', TUNODE: 'N' }
const NEW01 = { TULNKID: 'NEW01', TUGRPID: 'NEW', TULOC: 'BONE', TUNODE: 'N' }

function made(lesions: readonly Row[], measurements: readonly Row[], study = BOTH): Tabulated {
  return tabulate(subjectOf({ lesions, measurements }), study)
}

function at(VISIT: string, TRLNKID: string, TRDAT: string, values: Row): Row {
  return { VISIT, TRLNKID, TRDAT, ...values }
}

const baseline = (lesion: string, values: Row): Row => at('BASELINE', lesion, '2024-01-08', values)
const week6 = (lesion: string, values: Row): Row => at('W6', lesion, '2024-03-10', values)
const week8 = (lesion: string, values: Row): Row => at('W8', lesion, '2024-03-10', values)

describe('TU: identification of lesions', () => {
  it('a lesion stands once for each criterion, under its prefix, and TUSPID is the lesion', () => {
    const { of } = made([T01], [baseline('T01', { LDIAM: '40', VDIAM: '30', TRMETHOD: 'CT' })])
    expect(of('TU', 'TULNKID', 'TUSPID', 'TUTESTCD', 'TUTEST', 'TUSTRESC')).toEqual(
      ['M-T01', 'R-T01'].map((TULNKID) => ({
        TULNKID,
        TUSPID: 'T01',
        TUTESTCD: 'TUMIDENT',
        TUTEST: 'Tumor Identification',
        TUSTRESC: 'TARGET',
      })),
    )
    const [first] = of('TU', 'TULOC', 'TUMETHOD', 'TUEVAL', 'VISIT', 'TUDTC', 'TULOBXFL')
    expect(first).toEqual({
      TULOC: 'LIVER',
      TUMETHOD: 'CT SCAN',
      TUEVAL: 'INVESTIGATOR',
      VISIT: 'BASELINE',
      TUDTC: '2024-01-08',
      TULOBXFL: 'Y',
    })
    expect(of('SUPPTU', 'QNAM', 'QVAL')).toContainEqual({ QNAM: 'TULOCCO', QVAL: 'LIVER S5' })
  })

  it('a target without a viable diameter at baseline is not in the set of mRECIST', () => {
    const { of } = made([T01], [baseline('T01', { LDIAM: '40' })])
    expect(of('TU', 'TULNKID')).toEqual([{ TULNKID: 'R-T01' }])
  })

  it('a target that no criterion counts keeps its own name, and the problem says so', () => {
    const { of, problems } = made([T01], [baseline('T01', { LDIAM: 'large' })])
    expect(of('TU', 'TULNKID', 'TUORRES')).toEqual([{ TULNKID: 'T01', TUORRES: 'TARGET' }])
    expect(of('TR', 'TRLNKID', 'TRORRES', 'TRSTRESC', 'TRSTRESN')).toEqual([
      { TRLNKID: 'T01', TRORRES: 'large', TRSTRESC: 'large', TRSTRESN: null },
    ])
    expect(problems.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['SDTM-TU-01', 'SDTM-TR-02']),
    )
  })

  it('a new lesion is identified at the first visit that saw it, whatever the order of the rows', () => {
    const measurements = [
      baseline('T01', { LDIAM: '40', VDIAM: '30' }),
      at('W12', 'NEW01', '2024-05-08', { TUMSTATE: 'UNEQUIVOCAL' }),
      week6('NEW01', { TUMSTATE: 'EQUIVOCAL', TRMETHOD: 'BONE SCAN' }),
    ]
    const found = made([T01, NEW01], measurements).of(
      'TU',
      'TULNKID',
      'VISIT',
      'TUDTC',
      'TUMETHOD',
      'TULOBXFL',
    )
    const seen = { VISIT: 'W6', TUDTC: '2024-03-10', TUMETHOD: 'SCINTIGRAPHY', TULOBXFL: null }
    expect(found.slice(2)).toEqual([
      { TULNKID: 'M-NEW01', ...seen },
      { TULNKID: 'R-NEW01', ...seen },
    ])
  })

  it('the date of the list is kept as entered, also a partial one', () => {
    const { of } = made(
      [{ ...NT01, TUDAT: '2023-12' }],
      [baseline('NT01', { TUMSTATE: 'PRESENT' })],
    )
    expect(of('TU', 'TUDTC', 'TUDY')).toEqual([
      { TUDTC: '2023-12', TUDY: null },
      { TUDTC: '2023-12', TUDY: null },
    ])
  })

  it('lesions that merge and split are records of their own', () => {
    const measurements = [
      ...['T01', 'T02'].map((one) => baseline(one, { LDIAM: '30', VDIAM: '30' })),
      week8('T01', { LDIAM: '55', VDIAM: '50' }),
      week8('T02', { TRMERGE: 'T01' }),
    ]
    const { of } = made([T01, T02], measurements, RECIST)
    expect(of('TU', 'TUTESTCD', 'TULNKID', 'VISIT').slice(2)).toEqual([
      { TUTESTCD: 'TUMERGE', TULNKID: 'R-T02', VISIT: 'W8' },
    ])
    expect(of('SUPPTU', 'QNAM', 'QVAL')).toContainEqual({ QNAM: 'TUMRGID', QVAL: 'R-T01' })
    expect(of('TR', 'TRLNKID', 'TRTESTCD', 'TRORRES')).toContainEqual({
      TRLNKID: 'R-T02',
      TRTESTCD: 'TUMSTATE',
      TRORRES: 'TUMOR MERGED',
    })
  })

  it('the parts of a split lesion have link ids of their own in TU and TR', () => {
    const measurements = [
      baseline('T01', { LDIAM: '40', VDIAM: '40' }),
      week8('T01', { TRSPLIT: '12;8' }),
    ]
    const { of } = made([T01], measurements, RECIST)
    expect(of('TU', 'TUTESTCD', 'TULNKID', 'TUSPID').slice(1)).toEqual([
      { TUTESTCD: 'TUSPLIT', TULNKID: 'R-T01.1', TUSPID: 'T01' },
      { TUTESTCD: 'TUSPLIT', TULNKID: 'R-T01.2', TUSPID: 'T01' },
    ])
    const parts = of('TR', 'TRLNKID', 'TRTESTCD', 'TRSTRESN').filter(({ TRLNKID }) =>
      String(TRLNKID).includes('.'),
    )
    expect(parts).toEqual([
      { TRLNKID: 'R-T01.1', TRTESTCD: 'LDIAM', TRSTRESN: 12 },
      { TRLNKID: 'R-T01.2', TRTESTCD: 'LDIAM', TRSTRESN: 8 },
    ])
    expect(of('TR', 'TRTESTCD', 'VISIT', 'TRSTRESN')).toContainEqual({
      TRTESTCD: 'SUMDIAM',
      VISIT: 'W8',
      TRSTRESN: 20,
    })
  })

  it('parts that cannot be read leave the lesion not done, and the problem names the text', () => {
    const rows = [baseline('T01', { LDIAM: '40' }), week8('T01', { TRSPLIT: '12 and 8' })]
    const { of, problems } = made([T01], rows, RECIST)
    expect(of('TR', 'VISIT', 'TRTESTCD', 'TRSTAT')).toContainEqual({
      VISIT: 'W8',
      TRTESTCD: 'LDIAM',
      TRSTAT: 'NOT DONE',
    })
    expect(problems.find(({ rule }) => rule === 'SDTM-TR-05')?.message.en).toContain('12 and 8')
  })

  it('a lesion twice in the list stands twice, with a problem at the second', () => {
    const { of, problems } = made([NT01, NT01], [baseline('NT01', { TUMSTATE: 'PRESENT' })], RECIST)
    expect(of('TU', 'TULNKID')).toEqual([{ TULNKID: 'R-NT01' }, { TULNKID: 'R-NT01' }])
    const twice = problems.filter(({ rule }) => rule === 'SDTM-TU-02')
    expect(twice.map(({ source }) => source)).toEqual([
      { file: 'lesions', row: 1, column: 'TULNKID' },
    ])
  })
})

describe('TR: measurements', () => {
  it('each criterion has the property that it reads', () => {
    const { of } = made(
      [T01, NODE],
      [baseline('T01', { LDIAM: '40', VDIAM: '30.5' }), baseline('T03', { SAXIS: '18' })],
    )
    const own = of('TR', 'TRLNKID', 'TRTESTCD', 'TRTEST', 'TRORRES', 'TRORRESU', 'TRSTRESN')
    expect(own.filter(({ TRLNKID }) => TRLNKID !== null)).toEqual(
      [
        ['R-T01', 'LDIAM', 'Longest Diameter', '40', 40],
        ['M-T03', 'LPERP', 'Longest Perpendicular', '18', 18],
        ['R-T03', 'LPERP', 'Longest Perpendicular', '18', 18],
        ['M-T01', 'VDIAM', 'Viable Diameter', '30.5', 30.5],
      ].map(([TRLNKID, TRTESTCD, TRTEST, TRORRES, TRSTRESN]) => ({
        TRLNKID,
        TRTESTCD,
        TRTEST,
        TRORRES,
        TRORRESU: 'mm',
        TRSTRESN,
      })),
    )
  })

  it('a diameter that no criterion reads is not lost', () => {
    const study = studyOf('donafenib-switch')
    const { of } = made([T01], [baseline('T01', { LDIAM: '61', VDIAM: '52' })], study)
    expect(of('TR', 'TRLNKID', 'TRTESTCD', 'TRSTRESN')).toEqual(
      expect.arrayContaining([
        { TRLNKID: 'M-T01', TRTESTCD: 'LDIAM', TRSTRESN: 61 },
        { TRLNKID: 'M-T01', TRTESTCD: 'VDIAM', TRSTRESN: 52 },
      ]),
    )
  })

  it('of a non-target the state of the criterion, the viable one being the other where it is empty', () => {
    const { of } = made(
      [NT01],
      [
        baseline('NT01', { TUMSTATE: 'PRESENT' }),
        week6('NT01', { TUMSTATE: 'UNEQUIVOCAL PROGRESSION', VTUMSTATE: 'ABSENT' }),
      ],
    )
    expect(of('TR', 'VISIT', 'TRLNKID', 'TRORRES', 'TRSTRESC', 'TRGRPID')).toEqual(
      [
        ['BASELINE', 'M-NT01', 'PRESENT', 'PRESENT'],
        ['BASELINE', 'R-NT01', 'PRESENT', 'PRESENT'],
        ['W6', 'M-NT01', 'ABSENT', 'ABSENT'],
        ['W6', 'R-NT01', 'UNEQUIVOCAL PROGRESSION', 'UNEQUIVOCAL'],
      ].map(([VISIT, TRLNKID, TRORRES, TRSTRESC]) => ({
        VISIT,
        TRLNKID,
        TRORRES,
        TRSTRESC,
        TRGRPID: 'NON-TARGET',
      })),
    )
  })

  it('what was not evaluable is not done, with its reason and without a result', () => {
    const { of } = made(
      [T01, NT01],
      [
        baseline('T01', { LDIAM: '40' }),
        baseline('NT01', { TUMSTATE: 'PRESENT' }),
        week8('T01', { TRSTAT: 'NOT DONE' }),
        week8('NT01', { TUMSTATE_REASND: 'NOT DONE' }),
      ],
      RECIST,
    )
    const done = of('TR', 'VISIT', 'TRTESTCD', 'TRSTAT', 'TRREASND', 'TRORRES', 'TRSTRESC')
    expect(done.filter(({ VISIT }) => VISIT === 'W8')).toEqual(
      [
        ['LDIAM', 'NOT EVALUABLE'],
        ['TUMSTATE', 'NOT DONE'],
      ].map(([TRTESTCD, TRREASND]) => ({
        VISIT: 'W8',
        TRTESTCD,
        TRSTAT: 'NOT DONE',
        TRREASND,
        TRORRES: null,
        TRSTRESC: null,
      })),
    )
  })

  it('a value beside "not evaluable" is kept as a qualifier, and named', () => {
    const rows = [
      baseline('T01', { LDIAM: '40' }),
      week8('T01', { TRSTAT: 'NOT DONE', LDIAM: '33' }),
    ]
    const { of, problems } = made([T01], rows, RECIST)
    expect(of('SUPPTR', 'QNAM', 'QVAL')).toContainEqual({ QNAM: 'NDLDIAM', QVAL: '33' })
    expect(problems.map(({ rule }) => rule)).toContain('SDTM-TR-04')
  })

  it('a row with nothing in it is not done without a reason, and named', () => {
    const { of, problems } = made(
      [T01],
      [baseline('T01', { LDIAM: '40' }), week8('T01', {})],
      RECIST,
    )
    expect(of('TR', 'VISIT', 'TRSTAT', 'TRREASND')).toContainEqual({
      VISIT: 'W8',
      TRSTAT: 'NOT DONE',
      TRREASND: null,
    })
    expect(problems.map(({ rule }) => rule)).toContain('SDTM-TR-03')
  })

  it('5 mm may be a length: nothing says that a lesion was too small but an answer that does', () => {
    const rows = [baseline('T01', { LDIAM: '40' }), week8('T01', { LDIAM: '5' })]
    const { of } = made([T01], rows, RECIST)
    expect(of('TR', 'TRSTRESN', 'VISIT')).toContainEqual({ TRSTRESN: 5, VISIT: 'W8' })
    expect(of('SUPPTR', 'QNAM')).not.toContainEqual({ QNAM: 'TRTOOSM' })
  })

  it('a measurement of a lesion that is not in the list stands under its name, with an error', () => {
    const { of, problems } = made([T01], [baseline('T09', { LDIAM: '22' })], RECIST)
    expect(of('TR', 'TRLNKID', 'TRLNKGRP', 'TRORRES')).toEqual([
      { TRLNKID: 'T09', TRLNKGRP: null, TRORRES: '22' },
    ])
    const unknown = problems.find(({ rule }) => rule === 'SDTM-TR-01')
    expect(unknown).toMatchObject({
      severity: 'error',
      subjid: '1001',
      source: { file: 'measurements', row: 0, column: 'TRLNKID' },
    })
    expect(unknown?.message.en).toContain('T09')
    expect(unknown?.message.zh).toContain('T09')
  })

  it('the sums are those of the analysis, marked as derived and without a collected result', () => {
    const { of } = made(
      [T01, T02],
      [
        baseline('T01', { LDIAM: '40', VDIAM: '30' }),
        baseline('T02', { LDIAM: '20', VDIAM: '10' }),
        week6('T01', { LDIAM: '30', VDIAM: '0' }),
        week6('T02', { LDIAM: '15', VDIAM: '10' }),
      ],
    )
    const sums = of(
      'TR',
      'VISIT',
      'TRLNKGRP',
      'TRTESTCD',
      'TRORRES',
      'TRSTRESN',
      'TRSTRESU',
      'TREVAL',
    )
    const derived = sums.filter(({ TRTESTCD }) => !['LDIAM', 'VDIAM'].includes(String(TRTESTCD)))
    expect(derived).toEqual(
      (
        [
          ['BASELINE', 'R-INV-BASELINE', 'SUMDIAM', 60, 'mm'],
          ['BASELINE', 'M-INV-BASELINE', 'SUMVDIAM', 40, 'mm'],
          ['W6', 'M-INV-W6', 'ACNSD', -30, 'mm'],
          ['W6', 'R-INV-W6', 'ACNSD', -15, 'mm'],
          ['W6', 'M-INV-W6', 'PCBSD', -75, '%'],
          ['W6', 'R-INV-W6', 'PCBSD', -25, '%'],
          ['W6', 'M-INV-W6', 'PCNSD', -75, '%'],
          ['W6', 'R-INV-W6', 'PCNSD', -25, '%'],
          ['W6', 'R-INV-W6', 'SUMDIAM', 45, 'mm'],
          ['W6', 'M-INV-W6', 'SUMVDIAM', 10, 'mm'],
        ] as const
      ).map(([VISIT, TRLNKGRP, TRTESTCD, TRSTRESN, TRSTRESU]) => ({
        VISIT,
        TRLNKGRP,
        TRTESTCD,
        TRORRES: null,
        TRSTRESN,
        TRSTRESU,
        TREVAL: null,
      })),
    )
    const marks = of('SUPPTR', 'QNAM', 'QORIG').filter(({ QNAM }) => QNAM === 'TRDRVFL')
    expect(marks).toHaveLength(derived.length)
    expect(new Set(marks.map(({ QORIG }) => QORIG))).toEqual(new Set(['Derived']))
  })

  it('qualifiers of a measurement and of its assessment point at its first record', () => {
    const subject = subjectOf({
      lesions: [T01],
      measurements: [baseline('T01', { LDIAM: '40', TRSLTHK: '5', TRMETHOD: 'MRI' })],
      'tumour-assessments': [{ VISIT: 'BASELINE', TRCONTR: 'MULTIPHASE', TRCOMM: 'Ascites' }],
    })
    const { of } = tabulate(subject, RECIST)
    const [measured] = of('TR', 'TRSEQ', 'TRTESTCD', 'TRMETHOD')
    expect(measured).toMatchObject({ TRTESTCD: 'LDIAM', TRMETHOD: 'MRI' })
    const own = of('SUPPTR', 'IDVARVAL', 'QNAM', 'QVAL')
    expect(own.filter(({ QNAM }) => QNAM !== 'TRDRVFL')).toEqual([
      { IDVARVAL: String(measured?.['TRSEQ']), QNAM: 'TRCONTR', QVAL: 'MULTIPHASE' },
      { IDVARVAL: String(measured?.['TRSEQ']), QNAM: 'TRSLTHK', QVAL: '5' },
    ])
    expect(of('CO', 'RDOMAIN', 'IDVARVAL', 'COVAL')).toEqual([
      { RDOMAIN: 'TR', IDVARVAL: String(measured?.['TRSEQ']), COVAL: 'Ascites' },
    ])
  })

  it('an assessment that was not done is one record with its reason', () => {
    const rows = [{ VISIT: 'W8', TRPERF: 'N', TRREASND: 'SUBJECT UNWELL' }]
    const { of } = tabulate(
      subjectOf({ 'tumour-assessments': rows, visits: [{ VISIT: 'W8', SVSTDAT: '2024-03-11' }] }),
      RECIST,
    )
    expect(of('TR', 'TRTESTCD', 'TRSTAT', 'TRREASND', 'VISIT', 'TRLNKID')).toEqual([
      {
        TRTESTCD: 'TRALL',
        TRSTAT: 'NOT DONE',
        TRREASND: 'SUBJECT UNWELL',
        VISIT: 'W8',
        TRLNKID: null,
      },
    ])
  })

  it('a partial scan date stays partial and counts no study day', () => {
    const rows = [baseline('T01', { LDIAM: '40' }), at('W8', 'T01', '2024-03', { LDIAM: '38' })]
    const { of } = made([T01], rows, RECIST)
    const own = of('TR', 'VISIT', 'TRTESTCD', 'TRDTC', 'TRDY')
    expect(own.filter(({ VISIT }) => VISIT === 'W8')).toEqual(
      ['ACNSD', 'LDIAM', 'PCBSD', 'PCNSD', 'SUMDIAM'].map((TRTESTCD) => ({
        VISIT: 'W8',
        TRTESTCD,
        TRDTC: '2024-03',
        TRDY: null,
      })),
    )
  })
})
