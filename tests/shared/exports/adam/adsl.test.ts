import { describe, expect, it } from 'vitest'
import { taceSystemic } from '../../../../shared/protocol/tace-systemic.ts'
import type { Row } from '../../../../shared/trial/trial.ts'
import { assessed, dose, madeSubject, PROTOCOL_5, protocol } from '../../endpoints/made-subject.ts'
import {
  analysisOf,
  bothOf,
  recordsOf,
  rules,
  sasDay,
  subjectRecord,
  type Values,
} from './made-datasets.ts'

type Files = Parameters<typeof madeSubject>[0]

const ASKED = { definition: PROTOCOL_5, cutoff: '2025-12-31' } as const

function record(files: Files, cutoff = ASKED.cutoff as string): Values {
  return subjectRecord(analysisOf(madeSubject(files), { ...ASKED, cutoff }))
}

const CONSENT: Row = { SUBJID: '1001', SITEID: '01', SEX: 'M', RFICDAT: '2024-01-05' }
const NOT_IN = { ENRLFL: 'N', SAFFL: 'N', FASFL: 'N', EFFFL: 'N' }

describe('who is in no population', () => {
  it('a screen failure stands in ADSL with flags N, and in no other dataset', () => {
    const failed = madeSubject({
      subjects: [{ ...CONSENT, SCRNFAIL: 'ELIGIBILITY NOT MET' }],
      exposure: [],
    })
    const made = analysisOf(failed, ASKED)
    const row = subjectRecord(made)
    expect(row).toMatchObject({
      ...NOT_IN,
      USUBJID: 'HCC-01-01-1001',
      SUBJID: '1001',
      SITEID: '01',
      SEX: 'M',
      RFICDT: sasDay('2024-01-05'),
    })
    for (const name of ['TRT01P', 'TRT01A', 'TRTSDT', 'ENRLDT', 'EOSSTT', 'EOTSTT']) {
      expect(row, name).not.toHaveProperty(name)
    }
    for (const dataset of ['ADAE', 'ADLB', 'ADRS', 'ADTR', 'ADTTE']) {
      expect(recordsOf([made], dataset), dataset).toEqual([])
    }
  })

  it('a subject with consent only makes a valid record and no problem', () => {
    const made = analysisOf({ subjid: '1001', files: { subjects: [CONSENT] } }, ASKED)
    expect(subjectRecord(made)).toMatchObject(NOT_IN)
    expect(made.problems).toEqual([])
  })

  it('a subject without any row is still one record', () => {
    const made = analysisOf({ subjid: '1001', files: {} }, ASKED)
    expect(subjectRecord(made)).toEqual({
      ...NOT_IN,
      STUDYID: 'HCC-01',
      USUBJID: 'HCC-01--1001',
      SUBJID: '1001',
    })
  })

  it('nobody is enrolled or treated at a cut-off before enrolment', () => {
    const files = { ...assessed([['2024-03-10', 'PR']]), deaths: [{ DTHDAT: '2024-05-01' }] }
    const made = analysisOf(madeSubject(files), { ...ASKED, cutoff: '2024-01-09' })
    expect(subjectRecord(made)).toMatchObject(NOT_IN)
    expect(subjectRecord(made)).not.toHaveProperty('DTHFL')
    for (const dataset of ['ADRS', 'ADTR', 'ADTTE']) {
      expect(recordsOf([made], dataset), dataset).toEqual([])
    }
  })
})

describe('treatment', () => {
  it('never dosed: enrolled, planned and not given', () => {
    const row = record({ exposure: [] })
    expect(row).toMatchObject({
      ...{ ENRLFL: 'Y', SAFFL: 'N', EFFFL: 'N', EOSSTT: 'ONGOING' },
      TRT01P: 'LENVATINIB + TORIPALIMAB',
      TRT01PN: 1,
    })
    expect(row).not.toHaveProperty('TRT01A')
    expect(row).not.toHaveProperty('EOTSTT')
    expect(row).not.toHaveProperty('TRTSDT')
  })

  it('an interruption (dose 0) is no dose', () => {
    const row = record({
      exposure: [
        dose('LENVATINIB', '2024-01-15', '2024-01-20', '0'),
        dose('LENVATINIB', '2024-01-21', '2024-03-01'),
        dose('LENVATINIB', '2024-03-02', '2024-04-01', '0'),
      ],
    })
    expect(row).toMatchObject({
      TRTSDT: sasDay('2024-01-21'),
      TRTEDT: sasDay('2024-03-01'),
      TRTDURD: 41,
    })
  })

  it('dosing that is ongoing at the cut-off has no end', () => {
    const row = record({ exposure: [dose('LENVATINIB', '2024-01-15', '2026-03-01')] })
    expect(row).toMatchObject({ SAFFL: 'Y', EOTSTT: 'ONGOING' })
    expect(row).not.toHaveProperty('TRTEDT')
    expect(row).not.toHaveProperty('TRTDURD')
  })

  it('imputed doses are flagged', () => {
    expect(record({ exposure: [dose('LENVATINIB', '2024-02', '2024')] })).toMatchObject({
      TRTSDT: sasDay('2024-02-15'),
      TRTSDTF: 'D',
      TRTEDT: sasDay('2024-07-01'),
      TRTEDTF: 'M',
    })
  })

  it('is the cohort planned at enrolment; a cohort that is missing or unknown is a problem', () => {
    const asked = { definition: taceSystemic, cutoff: '2025-12-31' }
    const planned = (COHORT: string) =>
      analysisOf(madeSubject({ subjects: [{ ...CONSENT, ENRDAT: '2024-01-10', COHORT }] }), asked)
    expect(subjectRecord(planned('TACE+ICI'))).toMatchObject({
      TRT01P: 'TACE + immune checkpoint inhibitor',
      TRT01PN: 2,
      TRT01A: 'TACE + immune checkpoint inhibitor',
    })
    for (const cohort of ['', 'TACE+X']) {
      const made = planned(cohort)
      expect(subjectRecord(made)).not.toHaveProperty('TRT01P')
      expect(rules(made.problems)).toEqual(['ADAM-TRT-01'])
      expect(made.problems[0]).toMatchObject({ source: { file: 'subjects', column: 'COHORT' } })
    }
  })
})

describe('the full analysis set', () => {
  it('is that of the first efficacy endpoint over all enrolled or all treated', () => {
    const never = madeSubject({ exposure: [] })
    const flag = (key: string): unknown =>
      subjectRecord(analysisOf(never, { definition: protocol(key), cutoff: '2025-12-31' }))['FASFL']
    expect(flag('donafenib-switch')).toBe('Y')
    expect(flag('tace-systemic')).toBe('Y')
    expect(flag('toripalimab-donafenib')).toBe('N')
    expect(flag('regorafenib-pd1')).toBe('N')
    expect(flag('lenvatinib-toripalimab')).toBe('N')
  })
})

describe('the end', () => {
  const ended = (DSSTDAT: string, DSSCAT: string, DSDECOD: string, DSTRT = ''): Row => ({
    ...{ DSSTDAT, DSSCAT, DSDECOD, DSTRT },
  })

  it('of the study is the latest one recorded by the cut-off', () => {
    const disposition = [
      ended('2024-06-01', 'STUDY', 'COMPLETED'),
      ended('2026-02-01', 'STUDY', 'DEATH'),
    ]
    expect(record({ disposition })).toMatchObject({
      EOSSTT: 'COMPLETED',
      EOSDT: sasDay('2024-06-01'),
    })
    const lost = [ended('2024-06-01', 'STUDY', 'LOST TO FOLLOW-UP')]
    expect(record({ disposition: lost })).toMatchObject({
      EOSSTT: 'DISCONTINUED',
      DCSREAS: 'LOST TO FOLLOW-UP',
    })
  })

  it('of the study is the death where no other is recorded', () => {
    const row = record({ deaths: [{ DTHDAT: '2024-05', DTHCAUS: 'HEPATIC FAILURE' }] })
    expect(row).toMatchObject({
      ...{ EOSSTT: 'DISCONTINUED', DCSREAS: 'DEATH', DTHFL: 'Y', DTHCAUS: 'HEPATIC FAILURE' },
      DTHDT: sasDay('2024-05-15'),
      DTHDTF: 'D',
    })
  })

  it('of treatment needs every drug ended, or one end for all', () => {
    const exposure = [
      dose('LENVATINIB', '2024-01-15', '2024-03-01'),
      dose('TORIPALIMAB', '2024-01-15', ''),
    ]
    const one = [ended('2024-03-01', 'TREATMENT', 'ADVERSE EVENT', 'LENVATINIB')]
    expect(record({ exposure, disposition: one })).toMatchObject({ EOTSTT: 'ONGOING' })
    const all = [ended('2024-03-01', 'TREATMENT', 'ADVERSE EVENT')]
    expect(record({ exposure, disposition: all })).toMatchObject({
      EOTSTT: 'DISCONTINUED',
      DCTREAS: 'ADVERSE EVENT',
    })
    const done = [ended('2024-03-01', 'TREATMENT', 'COMPLETED')]
    expect(record({ exposure, disposition: done })).toMatchObject({ EOTSTT: 'COMPLETED' })
  })
})

describe('state and stage before treatment', () => {
  const consented = { subjects: [{ ...CONSENT, ENRDAT: '2024-01-10' }] }
  const baselineOf = (files: Files, cutoff = ASKED.cutoff as string): Values =>
    subjectRecord(bothOf(madeSubject({ ...consented, ...files }), { ...ASKED, cutoff }))
  const FORM: Row = {
    ...{ BLDAT: '2024-01-08', ECOG101: '1', CPS0106: '6', CPS0107: 'A', BCLC: 'C', PVTT: 'VP3' },
    ...{ EXTRAHEP: 'N', HBSAG: 'POSITIVE', HCVAB: 'NEGATIVE', AFP: '>12100' },
  }
  const NAMES = ['ECOGBL', 'CHILDPSB', 'CHILDPBL', 'BCLCBL', 'MVIFL', 'EHSFL', 'HBVFL', 'HCVFL']

  it('are those of the baseline form', () => {
    const row = baselineOf({ baseline: [FORM] })
    expect(NAMES.map((name) => row[name])).toEqual([1, 6, 'A', 'C', 'Y', 'N', 'Y', 'N'])
    expect(row).not.toHaveProperty('AFPBL')
    const measured = [{ BLDAT: '2024-01-08', AFP: '271.05', PVTT: 'NONE', AETIOL: 'HEPATITIS C' }]
    expect(baselineOf({ baseline: measured })).toMatchObject({
      ...{ AFPBL: 271.05, MVIFL: 'N', HCVFL: 'Y' },
    })
  })

  it('are the last before the first dose, whatever form has them', () => {
    const virology = [
      { VISIT: 'BASELINE', VIDAT: '2024-01-12', VIHBSAG: 'NEGATIVE', VIHCVAB: 'POSITIVE' },
    ]
    const vitals = [
      { VISIT: 'BASELINE', VSDAT: '2024-01-14', ECOG101: '0' },
      { VISIT: 'W8', VSDAT: '2024-03-10', ECOG101: '2' },
    ]
    expect(baselineOf({ virology, vitals })).toMatchObject({ ECOGBL: 0, HBVFL: 'N', HCVFL: 'Y' })
    expect(baselineOf({ virology, vitals, baseline: [FORM] })).toMatchObject({
      ...{ ECOGBL: 0, HBVFL: 'N', HCVFL: 'Y', BCLCBL: 'C' },
    })
  })

  it('are not what was found after the first dose, or after the cut-off', () => {
    const late = { baseline: [{ ...FORM, BLDAT: '2024-01-16' }] }
    const early = { baseline: [FORM] }
    for (const name of NAMES) {
      expect(baselineOf(late)).not.toHaveProperty(name)
      expect(baselineOf(early, '2024-01-07')).not.toHaveProperty(name)
      expect(baselineOf(early, '2024-01-08')).toHaveProperty(name)
    }
  })

  it('of a subject without a dose are the last ones', () => {
    expect(baselineOf({ exposure: [], baseline: [FORM] })).toMatchObject({ ECOGBL: 1, BCLCBL: 'C' })
  })
})

describe('a death', () => {
  const deaths = [{ DTHDAT: '2024-05-01', DTHCAUS: 'INFECTION' }]

  it('after the cut-off has no cause yet, whatever else says that the subject died', () => {
    expect(record({ deaths }, '2024-04-30')).not.toHaveProperty('DTHCAUS')
    const survival = [{ SSDAT: '2024-04-20', SSORRES: 'DEAD' }]
    const row = record({ deaths, survival }, '2024-04-30')
    expect(row).toMatchObject({ DTHFL: 'Y', EOSSTT: 'DISCONTINUED' })
    expect(row).not.toHaveProperty('DTHCAUS')
  })

  it('ends study and treatment where no end is recorded', () => {
    const exposure = [dose('LENVATINIB', '2024-01-15', '2024-03-01')]
    expect(record({ deaths, exposure })).toMatchObject({
      ...{ EOSSTT: 'DISCONTINUED', DCSREAS: 'DEATH', EOSDT: sasDay('2024-05-01') },
      ...{ EOTSTT: 'DISCONTINUED', DCTREAS: 'DEATH' },
    })
    expect(record({ deaths, exposure }, '2024-04-30')).toMatchObject({
      ...{ EOSSTT: 'ONGOING', EOTSTT: 'ONGOING' },
    })
  })
})

it('treatment ends with the study where nothing else says so', () => {
  const disposition = [{ DSSTDAT: '2024-06-01', DSSCAT: 'STUDY', DSDECOD: 'LOST TO FOLLOW-UP' }]
  expect(record({ disposition })).toMatchObject({
    ...{ EOTSTT: 'DISCONTINUED', DCTREAS: 'LOST TO FOLLOW-UP' },
  })
})

it('says when the subject was last known alive', () => {
  const survival = [{ SSDAT: '2024-09-01', SSORRES: 'ALIVE' }]
  expect(record({ survival })).toMatchObject({ LSTALVDT: sasDay('2024-09-01') })
})
