import { describe, expect, it } from 'vitest'
import type { EndpointDefinition } from '../../../../shared/endpoints/define.ts'
import { adam } from '../../../../shared/exports/adam/family.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import type { Row } from '../../../../shared/trial/trial.ts'
import { assessed, dose, madeSubject, PROTOCOL_5, protocol } from '../../endpoints/made-subject.ts'
import {
  analysisOf,
  parameter,
  recordsOf,
  rules,
  sasDay,
  studyOf,
  type Values,
} from './made-datasets.ts'

type Files = Parameters<typeof madeSubject>[0]

const CUTOFF = '2025-12-31'
const SD = ['2024-03-10', 'SD'] as const
const PD = ['2024-05-05', 'PD'] as const

function time(files: Files, code: string, definition: ProtocolDefinition = PROTOCOL_5): Values {
  return parameter(analysisOf(madeSubject(files), { definition, cutoff: CUTOFF }), 'ADTTE', code)
}

/** Days, censoring number, what ended it and what the date is. */
function ending(files: Files, code: string, definition?: ProtocolDefinition): readonly unknown[] {
  const { AVAL, CNSR, EVNTDESC, CNSDTDSC = null } = time(files, code, definition)
  return [AVAL, CNSR, EVNTDESC, CNSDTDSC]
}

const LAST_SEEN = 'LAST EVALUABLE TUMOR ASSESSMENT'
const therapy = (CMSTDAT: string): Record<string, Row[]> => ({ 'new-therapies': [{ CMSTDAT }] })
const contact = (SSDAT: string, SSORRES: string): Record<string, Row[]> => ({
  survival: [{ SSDAT, SSORRES }],
})

function withConventions(change: Partial<ProtocolDefinition['conventions']>): ProtocolDefinition {
  return { ...PROTOCOL_5, conventions: { ...PROTOCOL_5.conventions, ...change } }
}

describe('what ended a time', () => {
  it.each([
    ['progression', assessed([SD, PD]), 'PFS', [112, 0, 'DISEASE PROGRESSION', null]],
    [
      'death',
      { ...assessed([SD]), deaths: [{ DTHDAT: '2024-05-01' }] },
      'PFS',
      [108, 0, 'DEATH', null],
    ],
    ['no event', assessed([SD]), 'PFS', [56, 1, 'NO EVENT BY THE DATA CUT-OFF', LAST_SEEN]],
    [
      'no assessment',
      {},
      'PFS',
      [1, 2, 'NO EVALUABLE BASELINE OR POST-BASELINE ASSESSMENT', 'START OF THE TIME AT RISK'],
    ],
    [
      'only assessments that are not evaluable',
      assessed([['2024-03-10', 'NE']]),
      'PFS',
      [1, 2, 'NO EVALUABLE BASELINE OR POST-BASELINE ASSESSMENT', 'START OF THE TIME AT RISK'],
    ],
    [
      'new anticancer therapy before the progression',
      { ...assessed([SD, PD]), ...therapy('2024-04-01') },
      'PFS',
      [56, 3, 'NEW ANTICANCER THERAPY', LAST_SEEN],
    ],
    [
      'loss to follow-up',
      { ...assessed([SD]), ...contact('2024-06-01', 'LOST') },
      'PFS',
      [56, 5, 'LOST TO FOLLOW-UP', LAST_SEEN],
    ],
    [
      'withdrawal of consent',
      {
        ...assessed([SD]),
        disposition: [{ DSSTDAT: '2024-06-01', DSSCAT: 'STUDY', DSDECOD: 'WITHDRAWAL BY SUBJECT' }],
      },
      'PFS',
      [56, 6, 'WITHDRAWAL OF CONSENT', LAST_SEEN],
    ],
    [
      'a death that is no event of the endpoint',
      { ...assessed([SD]), deaths: [{ DTHDAT: '2024-05-01' }] },
      'TTP',
      [56, 7, 'DEATH WITHOUT PROGRESSION', LAST_SEEN],
    ],
    [
      'being alive',
      { ...assessed([SD]), ...contact('2024-07-01', 'ALIVE') },
      'OS',
      [169, 1, 'NO EVENT BY THE DATA CUT-OFF', 'LAST DATE KNOWN ALIVE'],
    ],
    [
      'loss to follow-up, of survival',
      { ...assessed([SD]), ...contact('2024-07-01', 'LOST') },
      'OS',
      [56, 5, 'LOST TO FOLLOW-UP', 'LAST DATE KNOWN ALIVE'],
    ],
  ] as const)('VA-03: is %s', (_, files, code, expected) => {
    expect(ending(files, code)).toEqual(expected)
  })

  it('is the gap where the protocol does not attribute a late event', () => {
    const late = assessed([SD, ['2024-09-01', 'PD']])
    expect(ending(late, 'PFS', withConventions({ maxGapDays: 126 }))).toEqual([
      ...[56, 4, 'EVENT AFTER MISSED ASSESSMENTS', LAST_SEEN],
    ])
    const never = assessed([['2024-09-01', 'PD']])
    expect(ending(never, 'PFS', withConventions({ maxGapDays: 126 }))).toEqual([
      ...[1, 4, 'EVENT AFTER MISSED ASSESSMENTS', 'START OF THE TIME AT RISK'],
    ])
  })

  it('is the exit where the protocol counts no death after it', () => {
    const files = {
      ...assessed([SD]),
      ...contact('2024-06-01', 'WITHDRAWN'),
      deaths: [{ DTHDAT: '2024-08-01' }],
    }
    const definition = withConventions({ deathAfterExit: 'censor' })
    expect(ending(files, 'OS', definition)).toEqual([
      ...[139, 6, 'WITHDRAWAL OF CONSENT', 'DATE OF LEAVING THE STUDY'],
    ])
    expect(ending(files, 'OS')).toEqual([200, 0, 'DEATH', null])
  })

  it('is the death first where both it and a later exit are known', () => {
    const files = {
      ...assessed([SD]),
      deaths: [{ DTHDAT: '2024-05-01' }],
      disposition: [{ DSSTDAT: '2024-06-01', DSSCAT: 'STUDY', DSDECOD: 'LOST TO FOLLOW-UP' }],
    }
    expect(ending(files, 'TTP')[1]).toBe(7)
  })
})

describe('dates', () => {
  it('are numbers of SAS, the origin day 1', () => {
    const row = time(assessed([SD, PD]), 'PFS')
    expect(row).toMatchObject({
      STARTDT: sasDay('2024-01-15'),
      ADT: sasDay('2024-05-05'),
      ADY: 112,
      AVALU: 'DAYS',
    })
    expect(row).not.toHaveProperty('ADTF')
    expect(row).not.toHaveProperty('STARTDTF')
  })

  it('say what of them was imputed', () => {
    const month = time({ deaths: [{ DTHDAT: '2024-05' }] }, 'OS')
    expect(month).toMatchObject({ ADT: sasDay('2024-05-15'), ADTF: 'D', CNSR: 0 })
    const year = time({ deaths: [{ DTHDAT: '2025' }] }, 'OS')
    expect(year).toMatchObject({ ADT: sasDay('2025-07-01'), ADTF: 'M' })
    const started = time({ exposure: [dose('LENVATINIB', '2024-01', '')] }, 'PFS')
    expect(started).toMatchObject({ STARTDT: sasDay('2024-01-15'), STARTDTF: 'D', ADTF: 'D' })
  })

  it('an imputed date that decides is a note with its entry', () => {
    const { problems } = analysisOf(madeSubject({ deaths: [{ DTHDAT: '2024-05' }] }), {
      ...{ definition: PROTOCOL_5, cutoff: CUTOFF },
    })
    const [note] = problems.filter(({ rule }) => rule === 'ADAM-DT-01')
    expect(note).toMatchObject({
      dataset: 'ADTTE',
      variable: 'ADT',
      severity: 'note',
      source: { file: 'deaths', row: 0, column: 'DTHDAT' },
    })
    expect(note?.message.en).toContain('2024-05 was taken as 2024-05-15')
  })

  it('of a duration of response begin with the response', () => {
    const responded = assessed([
      ['2024-03-10', 'PR'],
      ['2024-05-05', 'PR'],
      ['2024-07-01', 'PD'],
    ])
    expect(time(responded, 'DOR')).toMatchObject({
      STARTDT: sasDay('2024-03-10'),
      ADT: sasDay('2024-07-01'),
      AVAL: 114,
      ADY: 169,
    })
  })
})

describe('parameters', () => {
  const own = (ids: readonly string[]): ProtocolDefinition => ({
    ...PROTOCOL_5,
    endpoints: [
      ...PROTOCOL_5.endpoints.filter(({ id }) => id !== 'PFS' && id !== 'OS'),
      ...ids.map((id): EndpointDefinition => {
        const pfs = PROTOCOL_5.endpoints.find((one) => one.id === 'PFS')
        if (pfs === undefined) throw new Error('no PFS')
        return { ...pfs, id }
      }),
    ].filter(({ kind }) => kind !== 'landmark'),
  })
  const codesOf = (definition: ProtocolDefinition): readonly unknown[] =>
    recordsOf(
      [analysisOf(madeSubject(assessed([SD])), { definition, cutoff: CUTOFF })],
      'ADTTE',
    ).map(({ PARAMCD }) => PARAMCD)

  it('of two long identifiers alike in front have two codes', () => {
    const definition = own(['PROGRESSION-FREE-1', 'PROGRESSION-FREE-2', 'PROGRESS'])
    const codes = codesOf(definition)
    expect(codes).toEqual(['PROGRES2', 'PROGRES3', 'PROGRESS', 'TTP'])
    const names = recordsOf(
      [analysisOf(madeSubject(assessed([SD])), { definition, cutoff: CUTOFF })],
      'ADTTE',
    ).map(({ PARAM }) => PARAM)
    expect(new Set(names).size).toBe(codes.length)
  })

  it('are told of where the code is not the identifier', () => {
    const study = studyOf({ definition: own(['PROGRESSION-FREE-1']), cutoff: CUTOFF })
    const { problems } = adam.study(study)
    expect(rules(problems)).toEqual(['ADAM-SL-01', 'ADAM-SL-01', 'ADAM-PARAM-01'])
    expect(problems[2]?.message.en).toContain('PROGRESSION-FREE-1')
    expect(rules(adam.study(studyOf({ definition: PROTOCOL_5, cutoff: CUTOFF })).problems)).toEqual(
      [...['ADAM-SL-01', 'ADAM-SL-01']],
    )
  })

  it('of both criteria of one protocol are named by them', () => {
    const definition = protocol('tace-systemic')
    const files = assessed([SD, PD], ['mRECIST', 'RECIST 1.1'])
    const rows = recordsOf(
      [analysisOf(madeSubject(files), { definition, cutoff: CUTOFF })],
      'ADTTE',
    )
    expect(rows.map(({ PARAMCD, PARCAT3 }) => [PARAMCD, PARCAT3])).toEqual([
      ['OS', undefined],
      ['PFS', 'mRECIST'],
      ['PFSRECIS', 'RECIST 1.1'],
    ])
  })
})

it('leaves a subject who was never dosed out where the origin is the first dose', () => {
  const never = madeSubject({ exposure: [] })
  expect(
    recordsOf([analysisOf(never, { definition: PROTOCOL_5, cutoff: CUTOFF })], 'ADTTE'),
  ).toEqual([])
  const fromEnrolment = analysisOf(never, {
    definition: protocol('regorafenib-pd1'),
    cutoff: CUTOFF,
  })
  expect(parameter(fromEnrolment, 'ADTTE', 'OS')).toMatchObject({
    STARTDT: sasDay('2024-01-10'),
    SAFFL: 'N',
    ENRLFL: 'Y',
  })
})
