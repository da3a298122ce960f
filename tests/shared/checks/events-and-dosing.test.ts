import { describe, expect, it } from 'vitest'
import {
  dose,
  ENROLLED,
  event,
  FIRST_DOSES,
  result,
  sample,
} from '../../../shared/checks/catalogue/example-records.ts'
import type { ExampleRecord } from '../../../shared/checks/define.ts'
import { firedIn } from './example-input.ts'

type Items = Readonly<Record<string, string>>

/** Items at which a check fires. */
const firedAt = (protocol: string, check: string, ...records: readonly ExampleRecord[]) =>
  firedIn(protocol, records)
    .filter((one) => one.check === check)
    .map(({ place }) => place.item)

const lenvatinib = (EXDOSE: string, EXSTDAT: string, EXENDAT = '') =>
  dose('LENVATINIB', { EXDOSE, EXSTDAT, ...(EXENDAT === '' ? {} : { EXENDAT }) })
const infusion = (day: string, items: Items = {}) =>
  dose('TORIPALIMAB', { EXSTDAT: day, EXENDAT: day, EXDOSE: '240', EXDOSFRQ: 'Q3W', ...items })
const ended = (DSTRT: string) => ({
  form: 'disposition',
  items: { DSSCAT: 'TREATMENT', DSSTDAT: '2024-05-01', DSTRT },
})

describe('AE-03: an action with one treatment shows in the records of this one', () => {
  const LENTO = 'lenvatinib-toripalimab'
  const both = [lenvatinib('12', '2024-01-10'), infusion('2024-01-10'), infusion('2024-01-31')]
  const reduced = [lenvatinib('12', '2024-01-10', '2024-02-12'), lenvatinib('8', '2024-02-13')]

  it.each<[string, Items, readonly ExampleRecord[], readonly string[]]>([
    ['lower dose of it', { AEACN1: 'DOSE REDUCED' }, reduced, []],
    ['no lower dose of it', { AEACN1: 'DOSE REDUCED' }, both, ['AEACN1']],
    ['lower dose of the other', { AEACN2: 'DOSE REDUCED' }, [...both, ...reduced], ['AEACN2']],
    [
      'the other given on',
      { AEACN1: 'DRUG INTERRUPTED' },
      [...both, infusion('2024-02-21')],
      ['AEACN1'],
    ],
    ['next infusion not given', { AEACN2: 'DRUG INTERRUPTED' }, both, []],
    [
      'next infusions given on their days',
      { AEACN2: 'DRUG INTERRUPTED' },
      [...both, infusion('2024-02-21'), infusion('2024-03-13')],
      ['AEACN2'],
    ],
    [
      'an infusion a week late',
      { AEACN2: 'DRUG INTERRUPTED' },
      [...both, infusion('2024-02-28'), infusion('2024-03-20')],
      [],
    ],
    [
      'single infusions, which plan no next one',
      { AEACN2: 'DRUG INTERRUPTED' },
      ['2024-01-10', '2024-02-20'].map((day) => infusion(day, { EXDOSFRQ: 'ONCE' })),
      [],
    ],
    [
      'end of the other drug',
      { AEACN: 'DRUG WITHDRAWN', AEACN1: 'DRUG WITHDRAWN' },
      [...both, ended('TORIPALIMAB')],
      ['AEACN1'],
    ],
    [
      'end of both',
      { AEACN: 'DRUG WITHDRAWN', AEACN1: 'DRUG WITHDRAWN' },
      [...both, ended('')],
      [],
    ],
    ['end of it', { AEACN2: 'DRUG WITHDRAWN' }, [...both, ended('TORIPALIMAB')], []],
    ['a dose without a start', { AEACN1: 'DOSE REDUCED' }, [...both, lenvatinib('8', '')], []],
    ['no such action', { AEACN1: 'DOSE NOT CHANGED', AEACN: 'UNKNOWN' }, both, []],
  ])('%s', (_what, actions, records, expected) => {
    expect(firedAt(LENTO, 'AE-03', ...records, event(actions))).toEqual(expected)
  })

  it('of a class, any drug of the class and any that no treatment names counts', () => {
    const donafenib = dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXDOSE: '200' })
    const fired = (drug: string) =>
      firedAt(
        'donafenib-switch',
        'AE-03',
        donafenib,
        event({ AEACN2: 'DRUG WITHDRAWN' }),
        ended(drug),
      )
    expect(fired('CAMRELIZUMAB')).toEqual([])
    expect(fired('PENPULIMAB')).toEqual([])
    expect(fired('DONAFENIB')).toEqual(['AEACN2'])
  })
})

describe('AE-09: related to what was not given yet', () => {
  it('is asked of each drug by its own first dose, and once where none was given', () => {
    const fired = (AESTDAT: string, items: Items) =>
      firedAt(
        'lenvatinib-toripalimab',
        'AE-09',
        ENROLLED,
        lenvatinib('12', '2024-01-10'),
        infusion('2024-01-31'),
        event({ AESTDAT, ...items }),
      )
    const related = { AEREL: 'DEFINITE', AEREL1: 'DEFINITE', AEREL2: 'POSSIBLE' }
    expect(fired('2024-01-20', related)).toEqual(['AEREL2'])
    expect(fired('2024-01-31', related)).toEqual([])
    expect(fired('2024-01-04', related)).toEqual(['AEREL'])
  })
})

describe('AE-04: a worsening is a row of its own', () => {
  const term = 'Alanine aminotransferase increased'
  const samples = [
    sample('W4', '2024-02-10', result('ALT', '100', 'U/L', '40')),
    sample('W8', '2024-03-01', result('ALT', '250', 'U/L', '40')),
  ]
  const rows = (end: string, second: string, group = '') =>
    [
      { AESTDAT: '2024-02-10', AEENDAT: end, AETOXGR: '1' },
      { AESTDAT: '2024-03-01', AETOXGR: second },
    ].map((items) => event({ AEDECOD: term, AEGRPID: group, ...items }))

  it.each<[string, readonly ExampleRecord[], number]>([
    ['the day of the worsening belongs to it', rows('2024-03-01', '3'), 0],
    ['so with an end known in part', rows('2024-03', '3'), 0],
    ['so with no end, and with a mark of both', rows('', '3', '1'), 0],
    ['a wrong grade of the worsening is asked of it alone', rows('2024-03-01', '2', '1'), 1],
  ])('%s', (_what, events, expected) => {
    const records = [ENROLLED, ...FIRST_DOSES, ...samples, ...events]
    expect(firedAt('lenvatinib-toripalimab', 'AE-04', ...records)).toHaveLength(expected)
  })
})

describe('one fault, one query', () => {
  const keys = (items: Items) =>
    firedIn('lenvatinib-toripalimab', [ENROLLED, ...FIRST_DOSES, event(items)])
      .map(({ check }) => check)
      .filter((check) => /^(AE|ae)-/.test(check))

  it.each<[Items, readonly string[]]>([
    [{ AETOXGR: '5', AEOUT: 'RECOVERED/RESOLVED', AEENDAT: '2024-02-20' }, ['AE-08']],
    [{ AEOUT: 'FATAL', AETOXGR: '3' }, ['AE-08']],
    [
      { AEREL: 'DEFINITE', AEREL1: 'NOT RELATED', AEREL2: 'NOT RELATED' },
      ['ae-relation-agrees-any'],
    ],
    [{ AEDLT: 'Y', AEREL1: 'NOT RELATED', AEREL2: 'UNLIKELY' }, ['ae-dlt-agrees-any']],
    [{ AEDLT: 'Y', AEREL: 'UNLIKELY', AEREL1: 'NOT RELATED' }, ['ae-dlt-is-related']],
    [{ AETOXGR: '4', AESER: 'N', AEOUT: 'UNKNOWN' }, []],
  ])('%j', (items, expected) => {
    expect(keys(items)).toEqual(expected)
  })
})
