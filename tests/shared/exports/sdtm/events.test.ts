import { describe, expect, it } from 'vitest'
import type { Row } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate } from './tabulated.ts'

const study = studyOf('lenvatinib-toripalimab')
const event: Row = {
  ...{ AESTDAT: '2024-02-01', AETERM: 'Tired', AEDECOD: 'Fatigue', AELLTCD: '10016256' },
  ...{ AEBODSYS: 'General disorders', AETOXGR: '2', AESER: 'N', AEREL: 'POSSIBLE' },
  ...{ AEACN: 'DRUG INTERRUPTED', AEOUT: 'RECOVERED/RESOLVED', AEENDAT: '2024-02' },
}

describe('AE', () => {
  it('has an event in the terms of the standard, its partial date as entered', () => {
    const made = tabulate(subjectOf({ 'adverse-events': [event] }), study)
    expect(made.of('AE')).toEqual([
      {
        ...{ STUDYID: 'HP1', DOMAIN: 'AE', USUBJID: 'HP1-01-1001', AESEQ: 1 },
        ...{ AESPID: 'adverse-events:1', AETERM: 'Tired', AEDECOD: 'Fatigue', AELLTCD: 10016256 },
        ...{ AEBODSYS: 'General disorders', AESOC: 'General disorders', AESER: 'N' },
        ...{ AETOXGR: '2', AEREL: 'POSSIBLY RELATED', AEACN: 'DRUG INTERRUPTED' },
        ...{ AEOUT: 'RECOVERED/RESOLVED', EPOCH: 'TREATMENT' },
        ...{ AESTDTC: '2024-02-01', AEENDTC: '2024-02', AESTDY: 18 },
      },
    ])
  })

  it('has the id of its record where there is one', () => {
    const subject = subjectOf({ 'adverse-events': [event] })
    const made = tabulate({ ...subject, records: { 'adverse-events': ['r-17'] } }, study)
    expect(made.of('AE', 'AESPID')).toEqual([{ AESPID: 'r-17' }])
  })

  it('numbers events by date, term and grade, whatever their order; nothing known comes first', () => {
    const made = tabulate(
      subjectOf({
        'adverse-events': [
          { ...event, AESTDAT: '2024-03-01' },
          { ...event, AETOXGR: '3' },
          event,
          { ...event, AESTDAT: '' },
        ],
      }),
      study,
    )
    expect(made.of('AE', 'AESEQ', 'AESTDTC', 'AETOXGR')).toEqual([
      { AESEQ: 1, AESTDTC: null, AETOXGR: '2' },
      { AESEQ: 2, AESTDTC: '2024-02-01', AETOXGR: '2' },
      { AESEQ: 3, AESTDTC: '2024-02-01', AETOXGR: '3' },
      { AESEQ: 4, AESTDTC: '2024-03-01', AETOXGR: '2' },
    ])
  })

  it('keeps relation and action of each treatment in SUPPAE, the drug in the label', () => {
    const more = { AEREL1: 'PROBABLE', AEACN2: 'DRUG WITHDRAWN', AEDLT: 'Y', AEIR: 'N' }
    const made = tabulate(subjectOf({ 'adverse-events': [{ ...event, ...more }] }), study)
    expect(made.of('SUPPAE', 'IDVAR', 'IDVARVAL', 'QNAM', 'QLABEL', 'QVAL', 'QEVAL')).toEqual([
      {
        ...parent(),
        QNAM: 'AEACN2',
        QLABEL: 'Action taken, toripalimab',
        QVAL: 'DRUG WITHDRAWN',
        QEVAL: null,
      },
      { ...parent(), QNAM: 'AEIR', QLABEL: 'Immune-related', QVAL: 'N', QEVAL: null },
      {
        ...parent(),
        QNAM: 'AEREL1',
        QLABEL: 'Relation, lenvatinib',
        QVAL: 'PROBABLE',
        QEVAL: 'INVESTIGATOR',
      },
      {
        ...parent(),
        QNAM: 'DLTFL',
        QLABEL: 'Dose-limiting toxicity',
        QVAL: 'Y',
        QEVAL: 'INVESTIGATOR',
      },
    ])
    function parent(): object {
      return { IDVAR: 'AESEQ', IDVARVAL: '1' }
    }
  })

  it('EX-05: keeps a long narrative in CO, Chinese as written, and leads back to its row', () => {
    const narrative = '受试者于用药后出现乏力。'.repeat(40)
    const made = tabulate(
      subjectOf({ 'adverse-events': [{ ...event, AESER: 'Y', AENARR: narrative }] }),
      study,
    )
    expect(made.of('CO', 'RDOMAIN', 'IDVAR', 'IDVARVAL', 'COVAL', 'COSEQ')).toEqual([
      { RDOMAIN: 'AE', IDVAR: 'AESEQ', IDVARVAL: '1', COVAL: narrative, COSEQ: 1 },
    ])
    expect(made.all.get('CO')?.[0]?.source).toEqual({
      ...{ file: 'adverse-events', row: 0, column: 'AENARR' },
    })
  })

  it('EX-05: a text that a number cannot hold stands in SUPPAE as entered, and is named', () => {
    const made = tabulate(
      subjectOf({ 'adverse-events': [{ ...event, AELLTCD: 'unknown' }] }),
      study,
    )
    expect(made.of('AE', 'AELLTCD')).toEqual([{ AELLTCD: null }])
    expect(made.of('SUPPAE', 'QVAL')).toEqual([{ QVAL: 'unknown' }])
    expect(made.problems).toMatchObject([
      { rule: 'SDTM-TYPE-01', variable: 'AELLTCD', source: { file: 'adverse-events', row: 0 } },
    ])
  })

  it.each([
    ['not serious, and life-threatening', { AESLIFE: 'Y' }, ['SDTM-AE-01']],
    ['fatal of grade 2', { AEOUT: 'FATAL' }, ['SDTM-AE-02']],
    [
      'fatal, grade 5, results in death',
      { AESER: 'Y', AEOUT: 'FATAL', AETOXGR: '5', AESDTH: 'Y' },
      [],
    ],
    ['grade 5 without its question asked', { AESER: 'Y', AEOUT: 'FATAL', AETOXGR: '5' }, []],
  ])('%s', (_what, more, rules) => {
    const { problems } = tabulate(subjectOf({ 'adverse-events': [{ ...event, ...more }] }), study)
    expect(problems.map(({ rule }) => rule)).toEqual(rules)
  })

  it('names an outcome outside its closed codelist', () => {
    const odd = { ...event, AEOUT: 'GONE' }
    const { problems, of } = tabulate(subjectOf({ 'adverse-events': [odd] }), study)
    expect(of('AE', 'AEOUT')).toEqual([{ AEOUT: 'GONE' }])
    expect(problems.map(({ rule, variable }) => [rule, variable])).toEqual([
      ['SDTM-CT-01', 'AEOUT'],
    ])
  })
})

describe('DS', () => {
  it('has milestones, endings with their drug, and a death that ended nothing', () => {
    const made = tabulate(
      subjectOf({
        disposition: [
          {
            DSSTDAT: '2024-06-16',
            DSSCAT: 'TREATMENT',
            DSDECOD: 'OTHER',
            DSTRT: 'LENVATINIB',
            DSTERM: 'Moved away',
          },
          { DSSTDAT: '2024-07-01', DSSCAT: 'STUDY', DSDECOD: 'LOST TO FOLLOW-UP' },
        ],
        deaths: [{ DTHDAT: '2024-08-02', DTHCAUS: 'OTHER' }],
      }),
      study,
    )
    expect(made.of('DS', 'DSSTDTC', 'DSCAT', 'DSSCAT', 'DSTERM', 'DSDECOD')).toEqual([
      line('2024-01-05', 'PROTOCOL MILESTONE', null, 'INFORMED CONSENT OBTAINED'),
      line('2024-01-10', 'PROTOCOL MILESTONE', null, 'ENTERED INTO TRIAL'),
      line('2024-06-16', 'DISPOSITION EVENT', 'STUDY TREATMENT', 'Moved away', 'OTHER'),
      line('2024-07-01', 'DISPOSITION EVENT', 'STUDY PARTICIPATION', 'LOST TO FOLLOW-UP'),
      line('2024-08-02', 'OTHER EVENT', null, 'DEATH'),
    ])
    expect(made.of('SUPPDS', 'IDVARVAL', 'QNAM', 'QVAL')).toEqual([
      { IDVARVAL: '3', QNAM: 'DSTRT', QVAL: 'LENVATINIB' },
    ])
    expect(made.of('DD', 'DDTESTCD', 'DDTEST', 'DDORRES', 'DDSTRESC', 'DDDTC')).toEqual([
      {
        ...{ DDTESTCD: 'PRCDTH', DDTEST: 'Primary Cause of Death', DDORRES: 'OTHER' },
        ...{ DDSTRESC: 'OTHER', DDDTC: '2024-08-02' },
      },
    ])
    function line(
      DSSTDTC: string,
      DSCAT: string,
      DSSCAT: string | null,
      DSTERM: string,
      code = DSTERM,
    ): object {
      return { DSSTDTC, DSCAT, DSSCAT, DSTERM, DSDECOD: code }
    }
  })

  it('has the screening as met only when every criterion is', () => {
    const { eligibility } = study.definition
    const met = eligibility.map(({ key, kind }) => ({
      IETESTCD: key,
      IEORRES: kind === 'inclusion' ? 'Y' : 'N',
    }))
    const terms = (rows: readonly Row[]): readonly unknown[] =>
      tabulate(subjectOf({ eligibility: rows }), study)
        .of('DS', 'DSDECOD')
        .map(({ DSDECOD }) => DSDECOD)
    expect(terms(met)).toContain('ELIGIBILITY CRITERIA MET')
    expect(terms(met.slice(1))).not.toContain('ELIGIBILITY CRITERIA MET')
  })
})

describe('IE', () => {
  it('has the criteria that are not met alone; a remark on one that is stands in CO', () => {
    const made = tabulate(
      subjectOf({
        eligibility: [
          { IETESTCD: 'I01', IEORRES: 'Y', IECOMM: 'Read aloud' },
          { IETESTCD: 'I02', IEORRES: 'N' },
          { IETESTCD: 'E01', IEORRES: 'N' },
          { IETESTCD: 'E02', IEORRES: 'Y' },
          { IETESTCD: 'I03', IEORRES: '', IEORRES_REASND: 'UNKNOWN' },
        ],
      }),
      study,
    )
    expect(made.of('IE', 'IETESTCD', 'IECAT', 'IEORRES', 'IESTRESC', 'EPOCH', 'IESEQ')).toEqual([
      {
        IETESTCD: 'E02',
        IECAT: 'EXCLUSION',
        IEORRES: 'Y',
        IESTRESC: 'Y',
        EPOCH: 'SCREENING',
        IESEQ: 1,
      },
      {
        IETESTCD: 'I02',
        IECAT: 'INCLUSION',
        IEORRES: 'N',
        IESTRESC: 'N',
        EPOCH: 'SCREENING',
        IESEQ: 2,
      },
    ])
    const text = study.definition.eligibility.find(({ key }) => key === 'I02')?.text.en
    expect(made.of('IE', 'IETEST')[1]).toEqual({ IETEST: text })
    expect(made.of('CO', 'RDOMAIN', 'IDVAR', 'COVAL')).toEqual([
      { RDOMAIN: 'IE', IDVAR: null, COVAL: 'Criterion: I03' },
      { RDOMAIN: 'IE', IDVAR: null, COVAL: 'Met: UNKNOWN' },
      { RDOMAIN: 'IE', IDVAR: null, COVAL: 'Read aloud' },
    ])
  })
})

describe('MH, DV, SS', () => {
  it('has history with what goes on, the diagnosis, and what was asked at baseline', () => {
    const made = tabulate(
      subjectOf({
        history: [
          { MHTERM: 'HCC', MHCAT: 'PRIMARY DIAGNOSIS', MHSTDAT: '2022', MHONGO: 'Y' },
          { MHTERM: 'Appendicitis', MHCAT: 'SURGERY', MHENDAT: '2001-05', MHONGO: 'N' },
        ],
        baseline: [{ BLDAT: '2024-01-08', AETIOL: 'HEPATITIS B;ALCOHOL', CIRRHOS: 'N' }],
      }),
      study,
    )
    expect(
      made.of('MH', 'MHTERM', 'MHCAT', 'MHEVDTYP', 'MHENRTPT', 'MHENTPT', 'MHPRESP', 'MHOCCUR'),
    ).toEqual([
      line('ALCOHOL', 'AETIOLOGY'),
      line('HEPATITIS B', 'AETIOLOGY'),
      line('CIRRHOSIS', 'LIVER DISEASE', { MHPRESP: 'Y', MHOCCUR: 'N' }),
      line('HCC', 'PRIMARY DIAGNOSIS', {
        MHEVDTYP: 'DIAGNOSIS',
        MHENRTPT: 'ONGOING',
        MHENTPT: '2024-01-05',
      }),
      line('Appendicitis', 'SURGERY', { MHENRTPT: 'BEFORE', MHENTPT: '2024-01-05' }),
    ])
    expect(made.of('MH', 'MHDTC', 'MHSTDTC', 'MHENDTC').slice(2)).toEqual([
      { MHDTC: '2024-01-08', MHSTDTC: null, MHENDTC: null },
      { MHDTC: null, MHSTDTC: '2022', MHENDTC: null },
      { MHDTC: null, MHSTDTC: null, MHENDTC: '2001-05' },
    ])
    function line(MHTERM: string, MHCAT: string, more: object = {}): object {
      const none = { MHEVDTYP: null, MHENRTPT: null, MHENTPT: null, MHPRESP: null, MHOCCUR: null }
      return { MHTERM, MHCAT, ...none, ...more }
    }
  })

  it('has deviations with their weight, and what was done in SUPPDV', () => {
    const made = tabulate(
      subjectOf({
        deviations: [{ DVSTDAT: '2024-02-02', DVTERM: 'Late', DVCAT: 'MINOR', DVACT: 'Told' }],
      }),
      study,
    )
    expect(made.of('DV', 'DVTERM', 'DVCAT', 'DVSTDY')).toEqual([
      { DVTERM: 'Late', DVCAT: 'MINOR', DVSTDY: 19 },
    ])
    expect(made.of('SUPPDV', 'QNAM', 'QVAL')).toEqual([{ QNAM: 'DVACT', QVAL: 'Told' }])
  })

  it('has contacts as survival status: who was not found is unknown', () => {
    const made = tabulate(
      subjectOf({
        survival: [
          { SSDAT: '2024-08-01', SSORRES: 'ALIVE', SSMETHOD: 'TELEPHONE' },
          { SSDAT: '2024-11-01', SSORRES: 'LOST' },
        ],
      }),
      study,
    )
    expect(made.of('SS', 'SSTESTCD', 'SSTEST', 'SSORRES', 'SSSTRESC', 'SSDTC', 'SSSEQ')).toEqual([
      { ...test(), SSORRES: 'ALIVE', SSSTRESC: 'ALIVE', SSDTC: '2024-08-01', SSSEQ: 1 },
      { ...test(), SSORRES: 'LOST', SSSTRESC: 'UNKNOWN', SSDTC: '2024-11-01', SSSEQ: 2 },
    ])
    expect(made.of('SUPPSS', 'QNAM', 'QVAL')).toEqual([{ QNAM: 'SSMETHOD', QVAL: 'TELEPHONE' }])
    function test(): object {
      return { SSTESTCD: 'SURVSTAT', SSTEST: 'Survival Status' }
    }
  })
})
