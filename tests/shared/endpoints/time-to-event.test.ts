import { describe, expect, it } from 'vitest'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import { added, assessed, derive, madeSubject, PROTOCOL_5, protocol } from './made-subject.ts'

const SD = ['2024-03-10', 'SD'] as const
const PD = ['2024-05-05', 'PD'] as const
const started = (CMSTDAT: string): Record<string, Row[]> => ({ 'new-therapies': [{ CMSTDAT }] })
const died = (DTHDAT: string): Record<string, Row[]> => ({ deaths: [{ DTHDAT }] })

function time(
  files: Parameters<typeof madeSubject>[0],
  id: string,
  definition: ProtocolDefinition = PROTOCOL_5,
) {
  const value = added(derive(madeSubject(files), { definition }), id)
  if (value?.kind !== 'time') return value?.kind ?? null
  return [value.days, value.event, value.date]
}

function withConventions(change: Partial<ProtocolDefinition['conventions']>): ProtocolDefinition {
  return { ...PROTOCOL_5, conventions: { ...PROTOCOL_5.conventions, ...change } }
}

describe('PFS', () => {
  it('ends at the first PD; the origin is day 1', () => {
    expect(time(assessed([SD, PD]), 'PFS')).toEqual([112, true, '2024-05-05'])
  })

  it('ends at the death where that is first', () => {
    expect(time({ ...assessed([SD, PD]), ...died('2024-05-04') }, 'PFS')).toEqual([
      111,
      true,
      '2024-05-04',
    ])
    expect(time({ ...assessed([SD, PD]), ...died('2024-05-06') }, 'PFS')).toEqual([
      112,
      true,
      '2024-05-05',
    ])
  })

  it('is censored at the last evaluable assessment', () => {
    const points = assessed([SD, ['2024-05-05', 'NE']])
    expect(time(points, 'PFS')).toEqual([56, false, '2024-03-10'])
  })

  it('is censored on the origin, day 1, without an evaluable assessment', () => {
    expect(time({}, 'PFS')).toEqual([1, false, '2024-01-15'])
    expect(time(assessed([['2024-03-10', 'NE']]), 'PFS')).toEqual([1, false, '2024-01-15'])
  })

  it('does not look at assessments before the origin', () => {
    expect(time(assessed([['2024-01-14', 'PD']]), 'PFS')).toEqual([1, false, '2024-01-15'])
    expect(time(assessed([['2024-01-15', 'PD']]), 'PFS')).toEqual([1, true, '2024-01-15'])
  })

  it('counts an assessment on the day of new therapy, none after it', () => {
    const points = assessed([SD, PD])
    expect(time({ ...points, ...started('2024-05-05') }, 'PFS')).toEqual([112, true, '2024-05-05'])
    expect(time({ ...points, ...started('2024-05-04') }, 'PFS')).toEqual([56, false, '2024-03-10'])
  })

  it('counts a death on the day of new therapy, none after it', () => {
    const both = { ...assessed([SD]), ...died('2024-05-05') }
    expect(time({ ...both, ...started('2024-05-05') }, 'PFS')).toEqual([112, true, '2024-05-05'])
    expect(time({ ...both, ...started('2024-05-04') }, 'PFS')).toEqual([56, false, '2024-03-10'])
  })

  it('takes the earliest new therapy', () => {
    const therapies = [{ CMSTDAT: '2024-06-01' }, { CMSTDAT: '2024-04-01' }]
    const files = { ...assessed([SD, PD]), 'new-therapies': therapies }
    expect(time(files, 'PFS')).toEqual([56, false, '2024-03-10'])
  })

  it('is not censored by new therapy where the protocol ignores it', () => {
    const definition = protocol('tace-systemic')
    const files = {
      ...assessed([SD, PD], ['mRECIST', 'RECIST 1.1']),
      ...started('2024-02-01'),
    }
    expect(time(files, 'PFS', definition)).toEqual([117, true, '2024-05-05'])
    expect(derive(madeSubject(files), { definition }).responses[0]?.row.newTherapy).toBe(
      '2024-02-01',
    )
  })

  it('counts a recorded death after withdrawal, or not where the protocol says so', () => {
    const survival = [{ SSDAT: '2024-04-01', SSORRES: 'WITHDRAWN' }]
    const files = { ...assessed([SD]), ...died('2024-06-01'), survival }
    expect(time(files, 'PFS')).toEqual([139, true, '2024-06-01'])
    expect(time(files, 'OS')).toEqual([139, true, '2024-06-01'])
    const censored = withConventions({ deathAfterExit: 'censor' })
    expect(time(files, 'PFS', censored)).toEqual([56, false, '2024-03-10'])
    expect(time(files, 'OS', censored)).toEqual([78, false, '2024-04-01'])
    const onExit = { ...files, ...died('2024-04-01') }
    expect(time(onExit, 'OS', censored)).toEqual([78, true, '2024-04-01'])
  })

  it('has no gap rule, unless the protocol sets one', () => {
    const files = { ...assessed([SD]), ...died('2024-06-18') }
    expect(time(files, 'PFS')).toEqual([156, true, '2024-06-18'])
    expect(time(files, 'PFS', withConventions({ maxGapDays: 100 }))).toEqual([
      156,
      true,
      '2024-06-18',
    ])
    expect(time(files, 'PFS', withConventions({ maxGapDays: 99 }))).toEqual([
      56,
      false,
      '2024-03-10',
    ])
  })

  it('is of no subject that was never dosed', () => {
    expect(time({ ...assessed([SD]), exposure: [] }, 'PFS')).toBeNull()
  })

  it('ignores a PD after the first one and death after PD', () => {
    const points = assessed([SD, PD, ['2024-07-01', 'PR']])
    expect(time({ ...points, ...died('2024-08-01') }, 'PFS')).toEqual([112, true, '2024-05-05'])
  })
})

describe('OS', () => {
  it('is not censored by new therapy', () => {
    expect(time({ ...died('2024-06-01'), ...started('2024-02-01') }, 'OS')).toEqual([
      139,
      true,
      '2024-06-01',
    ])
  })

  it('is censored on the last date known alive', () => {
    const survival = [{ SSDAT: '2024-06-01', SSORRES: 'ALIVE' }]
    expect(time({ survival }, 'OS')).toEqual([139, false, '2024-06-01'])
    expect(time({}, 'OS')).toEqual([1, false, '2024-01-15'])
  })

  it('begins at enrolment in protocol 3, also for a subject never dosed', () => {
    const definition = protocol('regorafenib-pd1')
    const files = { exposure: [], ...died('2024-06-01') }
    expect(time(files, 'OS', definition)).toEqual([144, true, '2024-06-01'])
    expect(time(files, 'PFS', definition)).toBeNull()
  })
})

describe('TTP', () => {
  it('ends at progression; a death without it is censored at the last evaluable assessment', () => {
    expect(time(assessed([SD, PD]), 'TTP')).toEqual([112, true, '2024-05-05'])
    expect(time({ ...assessed([SD]), ...died('2024-05-05') }, 'TTP')).toEqual([
      56,
      false,
      '2024-03-10',
    ])
    expect(time(died('2024-05-05'), 'TTP')).toEqual([1, false, '2024-01-15'])
  })
})

describe('DOR', () => {
  it('runs from the first confirmed response, of confirmed responders alone', () => {
    const response = [
      ['2024-03-10', 'PR'],
      ['2024-04-07', 'PR'],
      ['2024-05-05', 'PD'],
    ] as const
    expect(time(assessed(response), 'DOR')).toEqual([57, true, '2024-05-05'])
    const tooSoon = [
      ['2024-03-10', 'PR'],
      ['2024-04-06', 'PR'],
      ['2024-05-05', 'PD'],
    ] as const
    expect(time(assessed(tooSoon), 'DOR')).toBeNull()
  })

  it('is censored as PFS is', () => {
    const points = assessed([
      ['2024-03-10', 'PR'],
      ['2024-05-05', 'PR'],
      ['2024-07-01', 'PR'],
    ])
    expect(time(points, 'DOR')).toEqual([114, false, '2024-07-01'])
    const therapy = { ...points, ...started('2024-06-01'), ...died('2024-06-02') }
    expect(time(therapy, 'DOR')).toEqual([57, false, '2024-05-05'])
    const death = { ...points, ...started('2024-06-02'), ...died('2024-06-02') }
    expect(time(death, 'DOR')).toEqual([85, true, '2024-06-02'])
  })

  it('is of responders by the ORR of the protocol: in protocol 3 those in EVAL', () => {
    const definition = protocol('regorafenib-pd1')
    const responded = assessed([
      ['2024-03-10', 'PR'],
      ['2024-05-05', 'PR'],
    ])
    expect(time(responded, 'DOR', definition)).toEqual([57, false, '2024-05-05'])
    const lesions = [{ TULNKID: 'T01', TUGRPID: 'NON-TARGET', TULOC: 'LIVER', TUNODE: 'N' }]
    expect(time({ ...responded, lesions }, 'DOR', definition)).toBeNull()
  })
})
