import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import type { Row, TrialSubject } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate } from './tabulated.ts'

const study = studyOf('lenvatinib-toripalimab')
const consent: Row = {
  ...{ SUBJID: '1001', SITEID: '01', SEX: 'F', BRTHDAT: '1960-03-04' },
  ...{ RFICDAT: '2024-01-05', ENRDAT: '2024-01-10' },
}
const with_ = (more: Row, files: TrialSubject['files'] = {}): TrialSubject =>
  subjectOf({ subjects: [{ ...consent, ...more }], ...files })
const untreated = { exposure: [] }

describe('DM', () => {
  it('has the dates of a treated subject, its age at consent and its arm', () => {
    expect(tabulate(subjectOf(), study).of('DM')).toEqual([
      {
        ...{ STUDYID: 'HP1', DOMAIN: 'DM', USUBJID: 'HP1-01-1001', SUBJID: '1001', SITEID: '01' },
        ...{ RFSTDTC: '2024-01-15', RFXSTDTC: '2024-01-15', RFICDTC: '2024-01-05' },
        ...{ RFENDTC: '2024-06-15', RFXENDTC: '2024-06-15', RFPENDTC: '2024-06-15' },
        ...{ BRTHDTC: '1960-03-04', AGE: 63, AGEU: 'YEARS', SEX: 'M', COUNTRY: 'CHN' },
        ...{ ARMCD: 'SINGLE', ARM: 'LENVATINIB + TORIPALIMAB' },
        ...{ ACTARMCD: 'SINGLE', ACTARM: 'LENVATINIB + TORIPALIMAB' },
      },
    ])
  })

  const ARM = ['ARMCD', 'ACTARMCD', 'ARMNRS'] as const
  it.each([
    [
      'failed the screening',
      with_({ ENRDAT: '', SCRNFAIL: 'PHYSICIAN DECISION' }, untreated),
      null,
      null,
      'SCREEN FAILURE',
    ],
    ['is being screened', with_({ ENRDAT: '' }, untreated), null, null, 'NOT ASSIGNED'],
    ['is enrolled and never dosed', with_({}, untreated), 'SINGLE', null, 'ASSIGNED, NOT TREATED'],
    ['is dosed without enrolment', with_({ ENRDAT: '' }), null, null, 'UNPLANNED TREATMENT'],
  ])('a subject who %s', (_who, subject, ARMCD, ACTARMCD, ARMNRS) => {
    expect(tabulate(subject, study).of('DM', ...ARM)).toEqual([{ ARMCD, ACTARMCD, ARMNRS }])
  })

  it('has dose levels as arms; a cohort of nobody names no arm and is kept', () => {
    const phaseOne = studyOf('toripalimab-donafenib')
    const dosed = { exposure: [{ EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-15', EXDOSE: '100' }] }
    const level = tabulate(with_({ COHORT: 'DL1' }, dosed), phaseOne)
    expect(level.of('DM', 'ARMCD', 'ACTARMCD')).toEqual([{ ARMCD: 'DL1', ACTARMCD: 'DL1' }])
    const other = tabulate(with_({ COHORT: 'DL9' }, { exposure: [] }), phaseOne)
    expect(other.of('DM', 'ARMCD', 'ARMNRS')).toEqual([{ ARMCD: null, ARMNRS: 'NOT ASSIGNED' }])
    expect(other.of('SUPPDM', 'QVAL', 'QORIG')).toEqual([{ QVAL: 'DL9', QORIG: 'CRF' }])
    expect(other.problems.map(({ rule }) => rule)).toContain('SDTM-DM-03')
  })

  it('EX-05: keeps a partial birth date as it is, and no age where it may be two', () => {
    const partial = tabulate(with_({ BRTHDAT: '1960' }), study)
    expect(partial.of('DM', 'BRTHDTC', 'AGE', 'AGEU')).toEqual([
      { BRTHDTC: '1960', AGE: null, AGEU: null },
    ])
    expect(partial.problems.map(({ rule }) => rule)).toEqual(['SDTM-DM-02'])
    // Born in the month of consent or later: 1960-07 is 63 whatever the day.
    expect(tabulate(with_({ BRTHDAT: '1960-07' }), study).of('DM', 'AGE')).toEqual([{ AGE: 63 }])
    expect(tabulate(with_({ BRTHDAT: '', AGE: '71' }), study).of('DM', 'AGE')).toEqual([
      { AGE: 71 },
    ])
  })

  it('EX-05: keeps identifiers that begin with 0, and the reason of a missing answer', () => {
    const made = tabulate(
      subjectOf(
        {
          subjects: [{ ...consent, SUBJID: '0007', SITEID: '007', SEX: '', SEX_REASND: 'UNKNOWN' }],
        },
        '0007',
      ),
      study,
    )
    expect(made.of('DM', 'USUBJID', 'SITEID')).toEqual([{ USUBJID: 'HP1-007-0007', SITEID: '007' }])
    expect(made.of('SUPPDM', 'IDVAR', 'IDVARVAL', 'QVAL')).toEqual([
      { IDVAR: null, IDVARVAL: null, QVAL: 'UNKNOWN' },
    ])
  })

  it('names a value that its closed codelist does not have, and does not change it', () => {
    const { problems, of } = tabulate(with_({ SEX: 'X' }), study)
    expect(of('DM', 'SEX')).toEqual([{ SEX: 'X' }])
    expect(problems).toMatchObject([
      { rule: 'SDTM-CT-01', severity: 'error', dataset: 'DM', variable: 'SEX', subjid: '1001' },
    ])
  })

  it('has a death as far as it is known', () => {
    const dead = tabulate(with_({}, { deaths: [{ DTHDAT: '2024-09', DTHCAUS: 'OTHER' }] }), study)
    expect(dead.of('DM', 'DTHDTC', 'DTHFL')).toEqual([{ DTHDTC: '2024-09', DTHFL: 'Y' }])
  })

  it('reports a subject without its form, and still has it in DM', () => {
    const made = tabulate({ subjid: '9', files: { deaths: [{ DTHDAT: '2024-09-01' }] } }, study)
    expect(made.of('DM', 'SUBJID', 'DTHDTC')).toEqual([{ SUBJID: '9', DTHDTC: '2024-09-01' }])
    expect(made.problems.map(({ rule }) => rule)).toContain('SDTM-DM-04')
  })
})

describe('a first dose without a day', () => {
  const made = tabulate(
    subjectOf({
      exposure: [
        { EXTRT: 'LENVATINIB', EXSTDAT: '2024-01', EXENDAT: '2024-06-15', EXDOSE: '8' },
        { EXTRT: 'TORIPALIMAB', EXSTDAT: '2024-01-15', EXENDAT: '2024-06-15', EXDOSE: '240' },
      ],
    }),
    study,
  )

  it('is the reference as entered, without study days, and is named', () => {
    expect(made.of('DM', 'RFSTDTC', 'RFXSTDTC')).toEqual([
      { RFSTDTC: '2024-01', RFXSTDTC: '2024-01' },
    ])
    expect(made.of('EX', 'EXSTDY').map(({ EXSTDY }) => EXSTDY)).toEqual([null, null])
    expect(made.problems).toMatchObject([
      { rule: 'SDTM-DM-06', variable: 'RFSTDTC', source: { file: 'exposure', row: 0 } },
    ])
  })

  it('leaves the elements in their order', () => {
    expect(made.of('SE', 'ETCD', 'TAETORD', 'SESTDTC', 'SEENDTC', 'SESEQ')).toEqual([
      { ETCD: 'SCRN', TAETORD: 1, SESTDTC: '2024-01-05', SEENDTC: '2024-01', SESEQ: 1 },
      { ETCD: 'TRT', TAETORD: 2, SESTDTC: '2024-01', SEENDTC: '2024-06-16', SESEQ: 2 },
      { ETCD: 'FUP', TAETORD: 3, SESTDTC: '2024-06-16', SEENDTC: null, SESEQ: 3 },
    ])
  })
})

describe('whether a visit was held', () => {
  const occurred = (files: TrialSubject['files']): readonly unknown[] =>
    tabulate(subjectOf(files), study)
      .of('SV', 'VISIT', 'SVOCCUR')
      .map(({ SVOCCUR }) => SVOCCUR)
  const vitals = (more: Row): TrialSubject['files'] => ({
    vitals: [{ VISIT: 'W4', VSDAT: '', ...more }],
  })

  it.each([
    [null, 'all of it was not done', vitals({ VSPERF: 'N', VSREASND: 'FORGOTTEN' })],
    ['Y', 'something was done', vitals({ VSPERF: 'Y', SYSBP: '120' })],
    ['Y', 'it has a date', { visits: [{ VISIT: 'W4', SVSTDAT: '2024-02-12' }] }],
    ['N', 'it is said', { visits: [{ VISIT: 'W4', SVSTDAT: '', SVSTDAT_REASND: 'NOT DONE' }] }],
    [
      null,
      'no lesion could be seen',
      { measurements: [{ VISIT: 'W8', TRLNKID: 'T01', TRDAT: '', TRSTAT: 'NOT DONE' }] },
    ],
  ] as const)('%s where %s', (expected, _what, files) => {
    expect(occurred(files)).toEqual([expected])
  })
})

describe('a subject with nothing but consent', () => {
  it('has DM, SE and its milestone, and nothing else', () => {
    const only = { ...consent, ENRDAT: '' }
    const made = tabulate({ subjid: '1001', files: { subjects: [only] } }, study)
    expect([...made.all.keys()]).toEqual(['DM', 'SE', 'DS'])
    expect(made.of('DS', 'DSDECOD', 'DSSTDTC', 'DSSTDY', 'EPOCH')).toEqual([
      {
        ...{ DSDECOD: 'INFORMED CONSENT OBTAINED', DSSTDTC: '2024-01-05', DSSTDY: null },
        EPOCH: 'SCREENING',
      },
    ])
    expect(made.problems).toEqual([])
  })
})

describe('the cut-off', () => {
  const at = (cutoff: string): ReturnType<typeof studyOf> => ({
    ...study,
    cutoff: cutoff as IsoDate,
  })

  it('before consent leaves the subject out, by name', () => {
    const made = tabulate(subjectOf(), at('2024-01-04'))
    expect([...made.all]).toEqual([])
    expect(made.problems).toMatchObject([{ rule: 'SDTM-DM-01', subjid: '1001' }])
  })

  it('between consent and enrolment makes a subject who is not assigned', () => {
    const made = tabulate(subjectOf(), at('2024-01-09'))
    expect(made.of('DM', 'ARMNRS', 'RFSTDTC')).toEqual([{ ARMNRS: 'NOT ASSIGNED', RFSTDTC: null }])
    expect(made.of('EX')).toEqual([])
  })

  it('makes a period that ends after it ongoing, and drops what begins after it', () => {
    const made = tabulate(
      with_(
        {},
        {
          'adverse-events': [
            { AETERM: 'A', AEDECOD: 'Fatigue', AESTDAT: '2024-03-01', AEENDAT: '2024-04-02' },
            { AETERM: 'B', AEDECOD: 'Nausea', AESTDAT: '2024-04' },
            { AETERM: 'C', AEDECOD: 'Nausea', AESTDAT: '2024-04-02' },
          ],
          exposure: [
            { EXTRT: 'LENVATINIB', EXSTDAT: '2024-01-15', EXENDAT: '2024-06-15', EXDOSE: '8' },
          ],
        },
      ),
      at('2024-04-01'),
    )
    expect(made.of('EX', 'EXSTDTC', 'EXENDTC')).toEqual([{ EXSTDTC: '2024-01-15', EXENDTC: null }])
    expect(made.of('AE', 'AETERM', 'AEENDTC', 'AEENRTPT', 'AEENTPT')).toEqual([
      { AETERM: 'A', AEENDTC: null, AEENRTPT: 'ONGOING', AEENTPT: '2024-04-01' },
      { AETERM: 'B', AEENDTC: null, AEENRTPT: 'ONGOING', AEENTPT: '2024-04-01' },
    ])
    expect(made.of('DM', 'RFXENDTC')).toEqual([{ RFXENDTC: null }])
  })

  it('PR-03: a de-identified copy does not say where its own cut-off lies', () => {
    const subject = with_(
      {},
      { 'adverse-events': [{ AETERM: 'C', AEDECOD: 'Nausea', AESTDAT: '2024-03-02' }] },
    )
    const study = { ...at('2024-12-01'), movedDates: true }
    const [event] = tabulate(subject, study).of('AE', 'AEENRTPT', 'AEENTPT')
    expect(event?.['AEENRTPT']).toBe('ONGOING')
    expect(event?.['AEENTPT']).not.toBe('2024-12-01')
    expect(tabulate(subject, at('2024-12-01')).of('AE', 'AEENTPT')).toEqual([
      { AEENTPT: '2024-12-01' },
    ])
  })
})

describe('SE', () => {
  it('has three elements, each ending where the next begins, the last with participation', () => {
    const made = tabulate(
      with_(
        {},
        {
          disposition: [
            { DSSTDAT: '2024-06-20', DSSCAT: 'TREATMENT', DSDECOD: 'PROGRESSIVE DISEASE' },
            { DSSTDAT: '2024-09-01', DSSCAT: 'STUDY', DSDECOD: 'COMPLETED' },
          ],
          exposure: [
            { EXTRT: 'LENVATINIB', EXSTDAT: '2024-01-15', EXENDAT: '2024-06-15', EXDOSE: '8' },
          ],
        },
      ),
      study,
    )
    expect(made.of('SE', 'ETCD', 'SESTDTC', 'SEENDTC', 'SESTDY', 'SESEQ')).toEqual([
      { ETCD: 'SCRN', SESTDTC: '2024-01-05', SEENDTC: '2024-01-15', SESTDY: -10, SESEQ: 1 },
      { ETCD: 'TRT', SESTDTC: '2024-01-15', SEENDTC: '2024-06-21', SESTDY: 1, SESEQ: 2 },
      { ETCD: 'FUP', SESTDTC: '2024-06-21', SEENDTC: '2024-09-01', SESTDY: 159, SESEQ: 3 },
    ])
    expect(made.of('DS', 'DSDECOD', 'EPOCH').slice(2)).toEqual([
      { DSDECOD: 'PROGRESSIVE DISEASE', EPOCH: 'TREATMENT' },
      { DSDECOD: 'COMPLETED', EPOCH: 'FOLLOW-UP' },
    ])
  })
})

describe('SV', () => {
  const visits = [
    { VISIT: 'BASELINE', SVSTDAT: '2024-01-12' },
    { VISIT: 'W4', SVSTDAT: '2024-02-12' },
    { VISIT: 'W8', SVSTDAT_REASND: 'NOT DONE', SVREASOC: 'REFUSED' },
    { VISIT: 'UNS-2024-02-20', SVSTDAT: '2024-02-20', SVUPDES: 'Fever' },
    { VISIT: 'UNS-2024-02-25', SVSTDAT: '2024-02-25' },
    { VISIT: 'W60', SVSTDAT: '2025-03-10' },
  ]
  const made = tabulate(subjectOf({ visits, vitals: [{ VISIT: 'W12', SYSBP: '120' }] }), study)

  it('numbers visits by the schedule, unscheduled ones after the last before them', () => {
    expect(made.of('SV', 'VISITNUM', 'VISIT', 'VISITDY', 'SVSTDTC', 'SVPRESP', 'SVOCCUR')).toEqual([
      ...[{ VISITNUM: 1, VISIT: 'BASELINE', VISITDY: 1, SVSTDTC: '2024-01-12', ...held() }],
      ...[{ VISITNUM: 2, VISIT: 'W4', VISITDY: 29, SVSTDTC: '2024-02-12', ...held() }],
      ...[
        {
          VISITNUM: 2.01,
          VISIT: 'UNSCHEDULED 2.01',
          VISITDY: null,
          SVSTDTC: '2024-02-20',
          ...no(),
        },
      ],
      ...[
        {
          VISITNUM: 2.02,
          VISIT: 'UNSCHEDULED 2.02',
          VISITDY: null,
          SVSTDTC: '2024-02-25',
          ...no(),
        },
      ],
      ...[{ VISITNUM: 3, VISIT: 'W8', VISITDY: 57, SVSTDTC: null, SVPRESP: 'Y', SVOCCUR: 'N' }],
      ...[{ VISITNUM: 4, VISIT: 'W12', VISITDY: 85, SVSTDTC: null, ...held() }],
      ...[{ VISITNUM: 16, VISIT: 'W60', VISITDY: 421, SVSTDTC: '2025-03-10', ...held() }],
    ])
    function held(): object {
      return { SVPRESP: 'Y', SVOCCUR: 'Y' }
    }
    function no(): object {
      return { SVPRESP: null, SVOCCUR: null }
    }
  })

  it('keeps the name of an unscheduled visit, why it was held, and why one was not', () => {
    expect(made.of('SUPPSV', 'IDVARVAL', 'QNAM', 'QVAL')).toEqual([
      { IDVARVAL: '2.01', QNAM: 'VISITNAM', QVAL: 'UNS-2024-02-20' },
      { IDVARVAL: '2.02', QNAM: 'VISITNAM', QVAL: 'UNS-2024-02-25' },
    ])
    expect(
      made
        .of('SV', 'SVUPDES', 'SVREASOC')
        .filter(({ SVUPDES, SVREASOC }) => SVUPDES !== null || SVREASOC !== null),
    ).toEqual([
      { SVUPDES: 'Fever', SVREASOC: null },
      { SVUPDES: null, SVREASOC: 'REFUSED' },
    ])
  })

  it('names a visit that data bear and nobody recorded', () => {
    expect(made.problems.map(({ rule, message }) => `${rule} ${message.en}`)).toEqual([
      'SDTM-SV-01 Data name the visit W12, but the visit itself is not recorded: its date stays empty.',
    ])
  })

  it('has one number for a name in every study of the definition', () => {
    const alone = tabulate(subjectOf({ visits: [{ VISIT: 'W60', SVSTDAT: '2025-03-10' }] }), study)
    expect(alone.of('SV', 'VISITNUM')).toEqual([{ VISITNUM: 16 }])
    expect(builtInFamilies.protocols.get('lenvatinib-toripalimab').schedule.anchor).toBe(
      'firstDose',
    )
  })
})
