import { describe, expect, it } from 'vitest'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import type { Row } from '../../../../shared/trial/trial.ts'
import { studyOf, subjectOf, tabulate, type Tabulated } from './tabulated.ts'

const event: Row = {
  ...{ AESTDAT: '2024-02-01', AETERM: 'Liver failure', AEDECOD: 'Hepatic failure' },
  ...{ AEBODSYS: 'Hepatobiliary disorders', AEREL: 'POSSIBLE', AEACN: 'DRUG WITHDRAWN' },
}
const fatal: Row = {
  ...event,
  ...{ AETOXGR: '5', AESER: 'Y', AESDTH: 'Y', AEOUT: 'FATAL', AEENDAT: '2024-03-10' },
}
const deaths = [{ DTHDAT: '2024-03-10', DTHCAUS: 'ADVERSE EVENT' }]

function at(cutoff: string, files: Parameters<typeof subjectOf>[0]): Tabulated {
  const study = studyOf('lenvatinib-toripalimab', { cutoff: cutoff as IsoDate })
  return tabulate(subjectOf(files), study)
}

const STATE = ['AEOUT', 'AETOXGR', 'AESER', 'AESDTH', 'AEENDTC', 'AEENRTPT', 'AEENTPT']

describe('an adverse event at the cut-off', () => {
  it('that became fatal after it was not resolved, of no known grade, and its death unknown', () => {
    const made = at('2024-03-09', { deaths, 'adverse-events': [fatal] })
    expect(made.of('AE', ...STATE)).toEqual([
      {
        ...{ AEOUT: 'NOT RECOVERED/NOT RESOLVED', AETOXGR: null, AESER: 'N', AESDTH: 'N' },
        ...{ AEENDTC: null, AEENRTPT: 'ONGOING', AEENTPT: '2024-03-09' },
      },
    ])
    expect(made.problems.map(({ rule }) => rule)).toEqual(['SDTM-AE-03'])
    expect(made.of('DM', 'DTHDTC', 'DTHFL')).toEqual([{ DTHDTC: null, DTHFL: null }])
    expect([...made.of('DD'), ...made.of('SS')]).toEqual([])
    expect(made.of('DS', 'DSDECOD').map(({ DSDECOD }) => DSDECOD)).not.toContain('DEATH')
  })

  it('is as recorded from the day of the death on', () => {
    const made = at('2024-03-10', { deaths, 'adverse-events': [fatal] })
    expect(made.of('AE', ...STATE)).toEqual([
      {
        ...{ AEOUT: 'FATAL', AETOXGR: '5', AESER: 'Y', AESDTH: 'Y' },
        ...{ AEENDTC: '2024-03-10', AEENRTPT: null, AEENTPT: null },
      },
    ])
    expect(made.problems).toEqual([])
  })

  it.each(['RECOVERED/RESOLVED', 'RECOVERED/RESOLVED WITH SEQUELAE'])(
    '%s later was not resolved at it',
    (AEOUT) => {
      const row = { ...event, AETOXGR: '2', AESER: 'N', AEOUT, AEENDAT: '2024-03-10' }
      expect(at('2024-03-09', { 'adverse-events': [row] }).of('AE', 'AEOUT', 'AEENRTPT')).toEqual([
        { AEOUT: 'NOT RECOVERED/NOT RESOLVED', AEENRTPT: 'ONGOING' },
      ])
      expect(at('2024-03-10', { 'adverse-events': [row] }).of('AE', 'AEOUT', 'AEENRTPT')).toEqual([
        { AEOUT, AEENRTPT: null },
      ])
    },
  )

  it('of a subject who died of it after its recorded end has an unknown outcome', () => {
    const row = { ...fatal, AEENDAT: '2024-02-20' }
    expect(at('2024-03-09', { deaths, 'adverse-events': [row] }).of('AE', 'AEOUT')).toEqual([
      { AEOUT: 'UNKNOWN' },
    ])
  })

  it('was no stay in hospital before the admission, and no toxicity before the decision', () => {
    const row = {
      ...event,
      ...{ AETOXGR: '3', AESER: 'Y', AESHOSP: 'Y', AEHOSDAT: '2024-02-20' },
      ...{ AEDLT: 'Y', AEDLTCM: 'Y', AEDLTCMD: '2024-02-21' },
    }
    const before = at('2024-02-19', { 'adverse-events': [row] })
    expect(before.of('AE', 'AESER', 'AESHOSP')).toEqual([{ AESER: 'N', AESHOSP: 'N' }])
    expect(before.of('SUPPAE', 'QNAM')).toEqual([{ QNAM: 'DLTFL' }])
    const after = at('2024-02-21', { 'adverse-events': [row] })
    expect(after.of('AE', 'AESER', 'AESHOSP')).toEqual([{ AESER: 'Y', AESHOSP: 'Y' }])
    expect(after.of('SUPPAE', 'QNAM').map(({ QNAM }) => QNAM)).toContain('DLTCM')
  })
})

describe('other records at the cut-off', () => {
  it('a condition that ended after it was ongoing; one that ended after consent ended after', () => {
    const row = { MHTERM: 'Gout', MHCAT: 'GENERAL', MHONGO: 'N', MHENDAT: '2024-03-10' }
    const end = (cutoff: string) => at(cutoff, { history: [row] }).of('MH', 'MHENRTPT', 'MHENDTC')
    expect(end('2024-03-09')).toEqual([{ MHENRTPT: 'ONGOING', MHENDTC: null }])
    expect(end('2024-03-10')).toEqual([{ MHENRTPT: 'AFTER', MHENDTC: '2024-03-10' }])
  })

  it('a lesion without a date is there from its first scan on', () => {
    const lesions = [
      { TULNKID: 'NEW01', TUGRPID: 'NEW', TULOC: 'LIVER', TUNODE: 'N', TUDAT: '' },
      { TULNKID: 'NEW02', TUGRPID: 'NEW', TULOC: 'LIVER', TUNODE: 'N' },
    ]
    const measurements = [
      { TRLNKID: 'NEW01', VISIT: 'W16', TRDAT: '2024-05-01', TUMSTATE: 'PRESENT' },
      { TRLNKID: 'NEW01', VISIT: 'W8', TRDAT: '2024-03-10', TUMSTATE: 'EQUIVOCAL' },
      { TRLNKID: 'NEW02', VISIT: 'W24', TUMSTATE: 'UNEQUIVOCAL' },
    ]
    const visits = [{ VISIT: 'W24', SVSTDAT: '2024-07-01' }]
    const seen = (cutoff: string) =>
      at(cutoff, { lesions, measurements, visits }).of('TU', 'TUSPID', 'TUDTC')
    const of = (TUSPID: string, TUDTC: string | null) => ({ TUSPID, TUDTC })
    expect(seen('2024-03-09')).toEqual([])
    const first = studyOf('lenvatinib-toripalimab').definition.criteria.map(() =>
      of('NEW01', '2024-03-10'),
    )
    expect(seen('2024-03-10')).toEqual(first)
    expect(seen('2024-07-01')).toContainEqual(of('NEW02', null))
  })

  it('a screening that failed later went on', () => {
    const subjects = [
      { SUBJID: '1001', SITEID: '01', RFICDAT: '2024-01-05', SCRNFAIL: 'PHYSICIAN DECISION' },
    ]
    const disposition = [{ DSSTDAT: '2024-01-20', DSSCAT: 'STUDY', DSDECOD: 'SCREEN FAILURE' }]
    const reason = (cutoff: string) =>
      at(cutoff, { subjects, disposition, exposure: [] }).of('DM', 'ARMNRS')
    expect(reason('2024-01-19')).toEqual([{ ARMNRS: 'NOT ASSIGNED' }])
    expect(reason('2024-01-20')).toEqual([{ ARMNRS: 'SCREEN FAILURE' }])
    expect(at('2024-01-19', { subjects, disposition, exposure: [] }).of('SUPPDM')).toEqual([])
  })

  it('the cohort of a later enrolment, and the reason of a later stop, are not known', () => {
    const therapy = { CMTRT: 'X', CMSTDAT: '2023', CMENDAT: '2024-03-10', CMRSDISC: 'OTHER' }
    const made = at('2024-01-09', { 'prior-therapies': [therapy], exposure: [] })
    expect(made.of('CM', 'CMRSDISC', 'CMENDTC')).toEqual([{ CMRSDISC: null, CMENDTC: null }])
  })
})

describe('ongoing of who left before the cut-off', () => {
  const row = { ...event, AETOXGR: '2', AESER: 'N', AEOUT: 'NOT RECOVERED/NOT RESOLVED' }
  it.each<[string, Parameters<typeof subjectOf>[0], string]>([
    ['2024-12-31', {}, 'who goes on: at the cut-off'],
    [
      '2024-07-01',
      { disposition: [{ DSSTDAT: '2024-07-01', DSSCAT: 'STUDY', DSDECOD: 'COMPLETED' }] },
      'the end of the study',
    ],
    ['2024-08-02', { deaths: [{ DTHDAT: '2024-08-02', DTHCAUS: 'OTHER' }] }, 'the death'],
    ['2024-06-15', { survival: [{ SSDAT: '2024-07-09', SSORRES: 'LOST' }] }, 'the last contact'],
  ])('%s: %j: %s', (expected, files) => {
    expect(at('2024-12-31', { ...files, 'adverse-events': [row] }).of('AE', 'AEENTPT')).toEqual([
      { AEENTPT: expected },
    ])
  })

  it('is never before its start', () => {
    const late = { ...row, AESTDAT: '2024-07-20' }
    const disposition = [{ DSSTDAT: '2024-07-01', DSSCAT: 'STUDY', DSDECOD: 'COMPLETED' }]
    const made = at('2024-12-31', { disposition, 'adverse-events': [late] })
    expect(made.of('AE', 'AEENTPT')).toEqual([{ AEENTPT: '2024-07-20' }])
  })
})
