import { describe, expect, it } from 'vitest'
import { checkConformance } from '../../../../shared/exports/conformance/check.ts'
import { conformanceRules } from '../../../../shared/exports/conformance/registry.ts'
import { describedAs, problemsOf, recordsOf, type Tables, type Values } from './checked-tables.ts'

const ID = { USUBJID: 'S-1-1001' }
const DM = [{ ...ID, RFSTDTC: '2024-03-01', SEX: 'F', DTHDTC: null, DTHFL: null }]

interface Case {
  readonly rule: string
  readonly why: string
  readonly right: Tables
  readonly wrong: Tables
  readonly variable: string | null
}

const ae = (more: Values): Tables => ({ DM, AE: [{ ...ID, AETERM: 'Rash', AESTDTC: '', ...more }] })
const tte = (more: Values): Tables => ({
  DM,
  ADSL: [ID],
  ADTTE: [
    {
      ...ID,
      PARAMCD: 'OS',
      STARTDT: 100,
      ADT: 109,
      AVAL: 10,
      CNSR: 0,
      EVNTDESC: 'death',
      CNSDTDSC: null,
      ...more,
    },
  ],
})

const scans = (TRDTC: string, VISIT: string): readonly Values[] => [
  { ...ID, TRLNKID: 'T01', TRDTC, VISIT },
  { ...ID, TRLNKID: 'T01', TRDTC: '2024-04-30', VISIT: 'W8' },
]

const CASES: readonly Case[] = [
  {
    rule: 'DS-REQUIRED',
    why: 'a required variable is empty',
    right: { DM },
    wrong: { DM, AE: [{ USUBJID: null, AETERM: 'Rash' }] },
    variable: 'USUBJID',
  },
  {
    rule: 'DS-KEYS',
    why: 'one event stands twice',
    right: ae({}),
    wrong: { DM, AE: [...(ae({})['AE'] ?? []), ...(ae({})['AE'] ?? [])] },
    variable: null,
  },
  {
    rule: 'DS-SEQ',
    why: 'a sequence number begins at 0',
    right: ae({ AESEQ: 1 }),
    wrong: ae({ AESEQ: 0 }),
    variable: 'AESEQ',
  },
  {
    rule: 'VAL-ISO8601',
    why: 'month 13',
    right: ae({ AESTDTC: '2024---07' }),
    wrong: ae({ AESTDTC: '2024-13' }),
    variable: 'AESTDTC',
  },
  {
    rule: 'VAL-NUMBER',
    why: 'text in a numeric variable',
    right: { DM, VS: [{ ...ID, VSSTRESN: 71.5 }] },
    wrong: { DM, VS: [{ ...ID, VSSTRESN: '71.5 kg' }] },
    variable: 'VSSTRESN',
  },
  {
    rule: 'VAL-TERM',
    why: 'a sex that the closed codelist does not have',
    right: { DM },
    wrong: { DM: [{ ...DM[0], SEX: 'X' }] },
    variable: 'SEX',
  },
  {
    rule: 'VAL-FLAG',
    why: 'a flag that is neither Y nor N',
    right: { DM, LB: [{ ...ID, LBLOBXFL: 'Y' }] },
    wrong: { DM, LB: [{ ...ID, LBLOBXFL: '1' }] },
    variable: 'LBLOBXFL',
  },
  {
    rule: 'DAY-RFSTDTC',
    why: 'the day before the first dose is day -1, there is no day 0',
    right: { DM, VS: [{ ...ID, VSDTC: '2024-02-29', VSDY: -1 }] },
    wrong: { DM, VS: [{ ...ID, VSDTC: '2024-02-29', VSDY: 0 }] },
    variable: 'VSDY',
  },
  {
    rule: 'DAY-ORDER',
    why: 'an end in the month before the start',
    right: ae({ AESTDTC: '2024-05-17', AEENDTC: '2024-05' }),
    wrong: ae({ AESTDTC: '2024-05-17', AEENDTC: '2024-04' }),
    variable: 'AEENDTC',
  },
  {
    rule: 'MAP-ONE-TO-ONE',
    why: 'one code with two names',
    right: {
      DM,
      VS: ['WEIGHT', 'HEIGHT'].map((code) => ({ ...ID, VSTESTCD: code, VSTEST: `of ${code}` })),
    },
    wrong: {
      DM,
      VS: ['Weight', 'Body Weight'].map((name) => ({ ...ID, VSTESTCD: 'WEIGHT', VSTEST: name })),
    },
    variable: 'VSTESTCD',
  },
  {
    rule: 'LNK-DM',
    why: 'a record of somebody who is not in DM',
    right: ae({}),
    wrong: { DM, AE: [{ USUBJID: 'S-1-1002', AETERM: 'Rash' }] },
    variable: 'USUBJID',
  },
  {
    rule: 'LNK-SUPP',
    why: 'a supplemental value without its parent',
    right: {
      ...ae({ AESEQ: 1 }),
      SUPPAE: [
        {
          ...ID,
          RDOMAIN: 'AE',
          IDVAR: 'AESEQ',
          IDVARVAL: '1',
          QNAM: 'DLTFL',
          QLABEL: 'DLT',
          QVAL: 'Y',
        },
      ],
    },
    wrong: {
      ...ae({ AESEQ: 1 }),
      SUPPAE: [
        {
          ...ID,
          RDOMAIN: 'AE',
          IDVAR: 'AESEQ',
          IDVARVAL: '2',
          QNAM: 'DLTFL',
          QLABEL: 'DLT',
          QVAL: 'Y',
        },
      ],
    },
    variable: 'IDVARVAL',
  },
  {
    rule: 'LNK-RELREC',
    why: 'a relation to a record that does not exist',
    right: {
      ...ae({ AESEQ: 1 }),
      RELREC: [{ ...ID, RDOMAIN: 'AE', IDVAR: 'AESEQ', IDVARVAL: '1', RELID: 'R1' }],
    },
    wrong: {
      ...ae({ AESEQ: 1 }),
      RELREC: [{ ...ID, RDOMAIN: 'CM', IDVAR: 'CMSEQ', IDVARVAL: '1', RELID: 'R1' }],
    },
    variable: 'IDVARVAL',
  },
  {
    rule: 'LNK-TUMOUR',
    why: 'a measurement of a lesion that is not in TU',
    right: { DM, TU: [{ ...ID, TULNKID: 'R-T01' }], TR: [{ ...ID, TRLNKID: 'R-T01' }] },
    wrong: { DM, TU: [{ ...ID, TULNKID: 'R-T01' }], TR: [{ ...ID, TRLNKID: 'R-T02' }] },
    variable: 'TRLNKID',
  },
  {
    rule: 'LNK-SOURCE',
    why: 'an analysis value whose source does not exist',
    right: { ...tte({ SRCDOM: 'RS', SRCSEQ: 1 }), RS: [{ ...ID, RSSEQ: 1 }] },
    wrong: { ...tte({ SRCDOM: 'RS', SRCSEQ: 2 }), RS: [{ ...ID, RSSEQ: 1 }] },
    variable: 'SRCSEQ',
  },
  {
    rule: 'AE-SERIOUS',
    why: 'not serious, but life-threatening',
    right: ae({ AESER: 'Y', AESLIFE: 'Y' }),
    wrong: ae({ AESER: 'N', AESLIFE: 'Y' }),
    variable: 'AESER',
  },
  {
    rule: 'AE-FATAL',
    why: 'grade 5 without a fatal outcome',
    right: {
      ...ae({ AEOUT: 'FATAL', AETOXGR: '5', AESDTH: 'Y' }),
      DM: [{ ...DM[0], DTHDTC: '2024-09', DTHFL: 'Y' }],
    },
    wrong: ae({ AEOUT: 'RECOVERED/RESOLVED', AETOXGR: '5', AESDTH: 'Y' }),
    variable: 'AEOUT',
  },
  {
    rule: 'DTH-DATES',
    why: 'two dates of one death',
    right: { DM: [{ ...DM[0], DTHDTC: '2024-09', DTHFL: 'Y' }], DD: [{ ...ID, DDDTC: '2024-09' }] },
    wrong: { DM: [{ ...DM[0], DTHDTC: '2024-09', DTHFL: 'Y' }], DD: [{ ...ID, DDDTC: '2024-08' }] },
    variable: 'DDDTC',
  },
  ...(
    [
      ['AE', 'AEENDTC', { AETERM: 'Rash', AEOUT: 'FATAL', AETOXGR: '5', AESDTH: 'Y' }],
      ['SS', 'SSDTC', { SSSTRESC: 'DEAD' }],
      ['DS', 'DSSTDTC', { DSCAT: 'OTHER EVENT', DSDECOD: 'DEATH' }],
      ['DS', 'DSSTDTC', { DSSCAT: 'STUDY TREATMENT', DSDECOD: 'DEATH' }],
    ] as const
  ).map(([dataset, date, more]): Case => {
    const of = (text: string): Tables => ({
      DM: [{ ...DM[0], DTHDTC: '2024-09-02', DTHFL: 'Y' }],
      [dataset]: [{ ...ID, ...more, [date]: text }],
    })
    return {
      rule: 'DTH-DATES',
      why: `${dataset} dates the death otherwise`,
      right: of('2024-09-02'),
      wrong: of('2024-09-03'),
      variable: date,
    }
  }),
  {
    rule: 'DTH-DATES',
    why: 'a contact that found the subject dead without a death, not one that found it alive',
    right: { DM, SS: [{ ...ID, SSSTRESC: 'ALIVE', SSDTC: '2024-09-02' }] },
    wrong: { DM, SS: [{ ...ID, SSSTRESC: 'DEAD', SSDTC: '2024-09-02' }] },
    variable: 'SSDTC',
  },
  {
    rule: 'AE-CRITERION',
    why: 'serious without any criterion',
    right: ae({ AESER: 'Y', AESHOSP: 'Y', AESLIFE: 'N' }),
    wrong: ae({ AESER: 'Y', AESHOSP: 'N', AESLIFE: null }),
    variable: 'AESER',
  },
  {
    rule: 'AE-DEATH',
    why: 'a fatal event of who has not died; a death without a fatal event is fine',
    right: {
      ...ae({ AEOUT: 'RECOVERED/RESOLVED' }),
      DM: [{ ...DM[0], DTHDTC: '2024-09', DTHFL: 'Y' }],
    },
    wrong: ae({ AEOUT: 'FATAL', AETOXGR: '5', AESDTH: 'Y' }),
    variable: 'AEOUT',
  },
  {
    rule: 'TR-BASELINE',
    why: 'a baseline scan of the day after the first dose',
    right: { DM, TR: scans('2024-03-01', 'BASELINE'), TU: [{ ...ID, TULNKID: 'T01' }] },
    wrong: { DM, TR: scans('2024-03-02', 'BASELINE'), TU: [{ ...ID, TULNKID: 'T01' }] },
    variable: 'TRDTC',
  },
  {
    rule: 'FND-NOT-DONE',
    why: 'not done, and yet a result',
    right: { DM, LB: [{ ...ID, LBORRES: null, LBSTAT: 'NOT DONE' }] },
    wrong: { DM, LB: [{ ...ID, LBORRES: '12', LBSTAT: 'NOT DONE' }] },
    variable: 'LBSTAT',
  },
  {
    rule: 'FND-BASELINE',
    why: 'two baselines of one test',
    right: {
      DM,
      LB: ['ALT', 'AST'].map((code) => ({ ...ID, LBTESTCD: code, LBLOBXFL: 'Y' })),
    },
    wrong: { DM, LB: ['ALT', 'ALT'].map((code) => ({ ...ID, LBTESTCD: code, LBLOBXFL: 'Y' })) },
    variable: 'LBLOBXFL',
  },
  {
    rule: 'SE-GAPS',
    why: 'a gap between two elements',
    right: {
      DM,
      SE: [
        { ...ID, ETCD: 'SCRN', SESTDTC: '2024-02-20', SEENDTC: '2024-03-01' },
        { ...ID, ETCD: 'TRT', SESTDTC: '2024-03-01', SEENDTC: '' },
      ],
    },
    wrong: {
      DM,
      SE: [
        { ...ID, ETCD: 'SCRN', SESTDTC: '2024-02-20', SEENDTC: '2024-02-28' },
        { ...ID, ETCD: 'TRT', SESTDTC: '2024-03-01', SEENDTC: '' },
      ],
    },
    variable: 'SESTDTC',
  },
  {
    rule: 'TTE-TIME',
    why: 'a time that forgets to count the origin',
    right: tte({}),
    wrong: tte({ AVAL: 9 }),
    variable: 'AVAL',
  },
  {
    rule: 'TTE-CENSOR',
    why: 'an event with a description of its censoring',
    right: tte({ CNSR: 1, CNSDTDSC: 'last assessment' }),
    wrong: tte({ CNSDTDSC: 'last assessment' }),
    variable: 'CNSR',
  },
  {
    rule: 'LNK-ADSL',
    why: 'a subject twice in ADSL',
    right: { DM, ADSL: [ID] },
    wrong: { DM, ADSL: [ID, ID] },
    variable: 'USUBJID',
  },
  {
    rule: 'BDS-CHANGE',
    why: 'a percentage of another baseline',
    right: { DM, ADSL: [ID], ADTR: [{ ...ID, AVAL: 30, BASE: 40, CHG: -10, PCHG: -25 }] },
    wrong: { DM, ADSL: [ID], ADTR: [{ ...ID, AVAL: 30, BASE: 40, CHG: -10, PCHG: -33 }] },
    variable: 'CHG',
  },
]

describe('rules that datasets are held against', () => {
  it.each(CASES)('$rule: $why', ({ rule, right, wrong, variable: where }) => {
    expect(problemsOf(right)).toEqual([])
    const found = problemsOf(wrong)
    const own = found.filter((problem) => problem.rule === rule)
    expect(own.length).toBeGreaterThan(0)
    expect(own[0]).toMatchObject({ subjid: '1001', variable: where })
    expect(own[0]?.message.en).not.toMatch(/undefined|null/)
    expect(own[0]?.message.zh).not.toMatch(/undefined|null/)
    expect(own[0]?.message.zh).toMatch(/[\u4e00-\u9fff]/)
  })

  it('are all tried above, or named here as those about the package itself', () => {
    const tried = new Set(CASES.map(({ rule }) => rule))
    const left = conformanceRules.keys.filter((key) => !tried.has(key))
    expect(left).toEqual(['DS-DATASET', 'DS-VARIABLE', 'DS-NAMES'])
  })

  it('lead to the row that a problem comes from', () => {
    const [problem] = problemsOf(ae({ AESTDTC: '2024-13' }))
    expect(problem).toMatchObject({ dataset: 'AE', source: { file: 'somewhere', row: 0 } })
  })

  it('find values of datasets and variables that the package does not describe', () => {
    const check = checkConformance(describedAs({ DM }))
    const found = check.part('1001', recordsOf({ DM: [{ ...DM[0], NEW: 'x' }], XX: [ID] }))
    expect(found.map(({ rule, dataset, variable: name }) => [rule, dataset, name])).toEqual([
      ['DS-DATASET', 'XX', null],
      ['DS-VARIABLE', 'DM', 'NEW'],
    ])
  })

  it('find names that a transport file cannot hold, once for the study', () => {
    const long = describedAs({ DM: [{ ...ID, ANAMETOOLONG: 'x' }] })
    const check = checkConformance(long)
    expect(check.part('1001', new Map())).toEqual([])
    expect(check.part(null, new Map())).toMatchObject([
      { rule: 'DS-NAMES', subjid: null, variable: 'ANAMETOOLONG' },
    ])
  })

  it('remember what they saw of other subjects', () => {
    const visits = (name: string): Tables => ({ DM, SV: [{ ...ID, VISITNUM: 3, VISIT: name }] })
    const check = checkConformance(describedAs(visits('W8')))
    expect(check.part('1001', recordsOf(visits('W8')))).toEqual([])
    const found = check.part('1002', recordsOf(visits('W16')))
    expect(found.map(({ rule }) => rule)).toEqual(['MAP-ONE-TO-ONE'])
  })
})
