import { describe, expect, it } from 'vitest'
import type { RowValues } from '../../../shared/forms/define.ts'
import {
  subjectResults,
  subjectTrend,
  trendTests,
} from '../../../shared/course/laboratory-trend.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

const definition = protocols.get('donafenib-switch')
const form = definition.forms.find(({ group }) => group?.file === 'labs')?.key ?? ''
const row = (test: string, date: string, value: string, more: RowValues = {}): RowValues => ({
  ...{ LBTESTCD: test, LBDAT: date, LBORRES: value, LBORRESU: 'U/L' },
  ...{ LBORNRLO: '7', LBORNRHI: '40', ...more },
})
const inputOf = (rows: readonly RowValues[], firstDose: string | null = '2024-01-15') => ({
  ...{ subject: '1001', forms: definition.forms, definition, firstDose },
  records: [{ id: 'r1', form, visit: null, values: { items: {}, rows } }],
  sources: { laboratories: [], sampled: { sex: null, birth: null } },
})
const trendOf = (rows: readonly RowValues[], test: string, firstDose?: string | null) => {
  const input = inputOf(rows, firstDose)
  return subjectTrend(input, subjectResults(input), test)
}

describe('the course of one test of a subject', () => {
  it('counts days from the first dose, itself day 1, by date', () => {
    const rows = [row('ALT', '2024-01-20', '90'), row('ALT', '2024-01-10', '30')]
    expect(trendOf(rows, 'ALT')?.plot.lines).toEqual([
      {
        ...{ subject: '1001', cohort: null },
        points: [
          { day: -4, value: 30 },
          { day: 6, value: 90 },
        ],
      },
    ])
  })

  it('without a first dose from the first result', () => {
    expect(trendOf([row('ALT', '2024-01-10', '30')], 'ALT', null)?.plot.lines[0]?.points).toEqual([
      { day: 1, value: 30 },
    ])
  })

  it('is in the unit of the last result, its limits too, and says what it leaves out', () => {
    const mg = { LBORRESU: 'mg/dL', LBORNRLO: '0', LBORNRHI: '1.2' }
    const rows = [
      row('TBIL', '2024-01-10', '17.103', { LBORRESU: 'umol/L', LBORNRHI: '21' }),
      row('TBIL', '2024-02-10', '2', mg),
      row('TBIL', '2024-02-11', 'haemolysed', mg),
      row('TBIL', '', '3', mg),
    ]
    const trend = trendOf(rows, 'TBIL')
    expect(trend?.plot).toMatchObject({ unit: 'mg/dL', high: 1.2, low: null })
    expect(trend?.plot.lines[0]?.points.map(({ value }) => Number(value.toFixed(3)))).toEqual([
      1, 2,
    ])
    expect(trend?.left).toBe(2)
  })

  it('has the bands of the limits and the baseline of the subject', () => {
    const raised = [row('ALT', '2024-01-10', '100'), row('ALT', '2024-02-10', '160')]
    expect(trendOf(raised, 'ALT')?.plot.bands[0]).toEqual({ grade: 1, from: 150, to: 300 })
    const normal = [row('ALT', '2024-01-10', '20'), row('ALT', '2024-02-10', '160')]
    expect(trendOf(normal, 'ALT')?.plot.bands[0]).toEqual({ grade: 1, from: 40, to: 120 })
    const without = { LBORNRLO: '', LBORNRHI: '' }
    expect(trendOf([row('ALT', '2024-02-10', '160', without)], 'ALT')?.plot).toMatchObject({
      ...{ bands: [], low: null, high: null },
    })
  })

  it('is none of a test without a dated number', () => {
    expect(trendOf([row('ALT', '2024-01-10', 'not done')], 'ALT')).toBeNull()
    expect(trendOf([], 'ALT')).toBeNull()
  })

  it('offers tests in the order of the panel, those that are not known at the end', () => {
    const rows = [
      row('ZZZ', '2024-01-10', '1'),
      row('ALT', '2024-01-10', '30'),
      row('PLT', '2024-01-10', '130'),
      row('AST', '', '30'),
    ]
    expect(trendTests(subjectResults(inputOf(rows)))).toEqual(['PLT', 'ALT', 'ZZZ'])
  })
})
