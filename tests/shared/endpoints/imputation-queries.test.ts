import { describe, expect, it } from 'vitest'
import { adverseEvent, assessed, derive, dose, madeSubject } from './made-subject.ts'

function queries(files: Parameters<typeof madeSubject>[0]) {
  return derive(madeSubject(files)).queries.map(({ decides, endpoints, value, imputed, from }) => ({
    decides,
    endpoints,
    value,
    imputed,
    file: from.file,
  }))
}

describe('queries about imputed dates', () => {
  it('none where every date is complete', () => {
    expect(
      queries({ ...assessed([['2024-03-10', 'SD']]), deaths: [{ DTHDAT: '2024-05-01' }] }),
    ).toEqual([])
  })

  it('a death known to the month decides the event', () => {
    expect(queries({ deaths: [{ DTHDAT: '2024-05' }] })).toEqual([
      {
        decides: 'event',
        endpoints: ['PFS', 'OS'],
        value: '2024-05',
        imputed: '2024-05-15',
        file: 'deaths',
      },
    ])
  })

  it('a death that decides nothing asks nothing of PFS', () => {
    const files = { ...assessed([['2024-03-10', 'PD']]), deaths: [{ DTHDAT: '2024-05' }] }
    expect(queries(files).map(({ endpoints }) => endpoints)).toEqual([['OS']])
  })

  it('a scan known to the month decides the event or the censoring', () => {
    expect(queries(assessed([['2024-05', 'PD']]))).toMatchObject([
      { decides: 'event', endpoints: ['PFS', 'TTP'], imputed: '2024-05-15', file: 'measurements' },
      { decides: 'censoring', endpoints: ['OS'] },
    ])
  })

  it('new therapy asks where an assessment or the death lies among its days', () => {
    const therapy = { 'new-therapies': [{ CMSTDAT: '2024-05' }] }
    const found = (date: string) =>
      queries({ ...assessed([[date, 'SD']]), ...therapy }).filter(
        ({ file, endpoints }) => file === 'new-therapies' && endpoints.includes('PFS'),
      ).length
    expect(found('2024-05-02')).toBe(1)
    expect(found('2024-05-31')).toBe(1)
    expect(found('2024-05-01')).toBe(0)
    expect(found('2024-06-01')).toBe(0)
  })

  it('an onset asks where another of its days would not emerge alike', () => {
    const exposure = [dose('LENVATINIB', '2024-01-15', '2024-02-10')]
    const asked = (row: Record<string, string>) =>
      queries({ exposure, 'adverse-events': [adverseEvent(row)] }).filter(
        ({ decides }) => decides === 'emergence',
      )
    expect(asked({ AESTDAT: '2024-01' })).toEqual([
      {
        decides: 'emergence',
        endpoints: ['AE', 'ADR'],
        value: '2024-01',
        imputed: '2024-01-15',
        file: 'adverse-events',
      },
    ])
    expect(asked({ AESTDAT: '2024-02' })).toEqual([])
    expect(asked({ AESTDAT: '2024-03' })).toHaveLength(1)
    expect(asked({ AESTDAT: '2024-04' })).toEqual([])
    expect(asked({ AESTDAT: '2024-01', AEENDAT: '2024-01-14' })).toEqual([])
    expect(asked({ AESTDAT: '' })).toHaveLength(1)
    expect(asked({ AESTDAT: '2024-01-20' })).toEqual([])
  })
})
