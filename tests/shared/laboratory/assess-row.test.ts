import { describe, expect, it } from 'vitest'
import { labResults } from '../../../shared/checks/lab-results.ts'
import type { CheckRecord } from '../../../shared/checks/define.ts'
import type { RowValues } from '../../../shared/forms/define.ts'
import { dayOf } from '../../../shared/kernel/dates.ts'
import { assessResult, type AssessedResult } from '../../../shared/laboratory/assess-row.ts'
import { fillRow, isUnitSettled, type FillContext } from '../../../shared/laboratory/fill-row.ts'

const row = (test: string, result: string, unit: string, more: RowValues = {}): RowValues => ({
  ...{ LBTESTCD: test, LBORRES: result, LBORRESU: unit },
  ...more,
})
const record = (visit: string, date: string, rows: readonly RowValues[]): CheckRecord => ({
  ...{ id: visit, form: 'laboratory', visit, rowKey: '' },
  values: { items: {}, rows: rows.map((one) => ({ LBDAT: date, ...one })) },
})
const sampled = { sex: 'M', birth: '1961' }
const alt = {
  ...{ id: 'r', test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
  ...{ low: '9', high: '50', validFrom: '2025-01-01', validTo: null },
}
const central = { code: 'C', name: 'Central', ranges: [alt], units: { ALB: 'g/dL' } }

function assess(records: readonly CheckRecord[], at: string, test: string): AssessedResult {
  const results = labResults(records, 'laboratory', { laboratories: [central], sampled })
  const result = results.find((one) => one.record.visit === at && one.test === test)
  if (result === undefined) throw new Error('no such result')
  const day = dayOf(2026, 1, 15)
  const treatment = { firstDose: { earliest: day, latest: day }, before: new Set(['BASELINE']) }
  return assessResult(result, { results, treatment })
}

describe('E15 a result beside what it is read against', () => {
  it('bears its flag and the CTCAE grade with the rule that gives it', () => {
    const records = [
      record('BASELINE', '2026-01-12', [row('ALT', '40', 'U/L', { LBORNRHI: '50' })]),
      record('W3', '2026-02-03', [row('ALT', '151', 'U/L', { LBORNRHI: '50' })]),
    ]
    const { flag, grades, previous, standard } = assess(records, 'W3', 'ALT')
    expect(flag).toBe('H')
    expect(grades).toMatchObject([{ term: 'Alanine aminotransferase increased', grade: 2 }])
    expect(grades[0]?.trace.rule).toContain('CTCAE 5.0')
    expect(previous).toMatchObject({ text: '40', record: { visit: 'BASELINE' } })
    expect(standard).toBeNull()
  })

  it('is graded against an abnormal baseline by the ranges of its laboratory where it has no limits', () => {
    const own = { LBNAM: 'central' }
    const records = [
      record('BASELINE', '2026-01-12', [row('ALT', '60', 'U/L', own)]),
      record('W3', '2026-02-03', [row('ALT', '130', 'U/L', own)]),
    ]
    const { limits, grades } = assess(records, 'W3', 'ALT')
    expect(limits).toMatchObject({ from: 'range', high: '50', range: alt })
    // 130 is 2.6 times the limit but 2.17 times the baseline of 60.
    expect(grades).toMatchObject([{ grade: 1 }])
    expect(assess(records, 'BASELINE', 'ALT').grades).toMatchObject([{ grade: 1 }])
  })

  it('shows the converted value with its factor, and the one before in whatever unit it was', () => {
    const records = [
      record('BASELINE', '2026-01-12', [row('TBIL', '20.5', 'umol/L')]),
      record('W3', '2026-02-03', [row('TBIL', '1.20', 'mg/dL')]),
    ]
    const { standard, previous, previousText, ungraded, grades } = assess(records, 'W3', 'TBIL')
    expect(standard).toMatchObject({ text: '20.52', unit: 'umol/L', factor: 17.1 })
    expect(previous).toMatchObject({ text: '20.5', unit: 'umol/L' })
    expect(previousText).toBe('20.5 umol/L')
    expect([grades, ungraded]).toEqual([[], 'missing-uln'])
  })

  it('says grade 0 only of a result outside its range', () => {
    const limits = { LBORNRLO: '9', LBORNRHI: '50' }
    const records = [
      record('W3', '2026-02-03', [row('ALT', '5', 'U/L', limits), row('AST', '30', 'U/L', limits)]),
    ]
    expect(assess(records, 'W3', 'ALT').grades).toMatchObject([{ grade: 0 }])
    expect(assess(records, 'W3', 'AST').grades).toEqual([])
  })
})

describe('E14 what a typed test fills in', () => {
  const context: FillContext = {
    ...{ laboratories: [central], laboratory: 'Central', date: '2026-02-03', sampled },
  }
  const bare = { LBTESTCD: 'ALT' }

  it('is the date above, the laboratory, its unit and its limits at that date', () => {
    const filled = { LBDAT: '2026-02-03', LBNAM: 'Central', LBORRESU: 'U/L' }
    // U/L and ukat/L are met: without a remembered unit the choice is the person's.
    expect(fillRow({}, bare, 'LBTESTCD', context)).toEqual({
      LBDAT: '2026-02-03',
      LBNAM: 'Central',
    })
    const known = { ...central, units: { ALT: 'U/L' } }
    expect(fillRow({}, bare, 'LBTESTCD', { ...context, laboratories: [known] })).toEqual({
      ...filled,
      ...{ LBORNRLO: '9', LBORNRHI: '50' },
    })
    const albumin = { LBTESTCD: 'ALB', LBNAM: 'Central', LBDAT: '2026-02-01' }
    expect(fillRow({}, albumin, 'LBTESTCD', context)).toEqual({ LBORRESU: 'g/dL' })
    expect(fillRow({}, { LBTESTCD: 'INR' }, 'LBTESTCD', context)).toMatchObject({
      LBORRESU: 'ratio',
    })
  })

  it('never replaces what was typed, and replaces what the former test was filled with', () => {
    const of = { LBDAT: '2026-02-03', LBNAM: 'Central' }
    const before = { ...of, ...bare, LBORRESU: 'U/L', LBORNRLO: '9', LBORNRHI: '50' }
    const known = { ...context, laboratories: [{ ...central, units: { ALT: 'U/L', ALB: 'g/dL' } }] }
    expect(fillRow(before, { ...before, LBTESTCD: 'ALB' }, 'LBTESTCD', known)).toEqual({
      ...{ LBORRESU: 'g/dL', LBORNRLO: '', LBORNRHI: '' },
    })
    const typed = { ...before, LBORRESU: 'IU/L', LBORNRHI: '45' }
    expect(fillRow(typed, { ...typed, LBTESTCD: 'ALB' }, 'LBTESTCD', known)).toEqual({})
    expect(fillRow(before, { ...before, LBORNRLO: '' }, 'LBORNRLO', known)).toEqual({})
    expect(fillRow(before, { ...before, LBDAT: '2024-02-03' }, 'LBDAT', known)).toEqual({
      ...{ LBORNRLO: '', LBORNRHI: '' },
    })
  })

  it('fills nothing while the test is still being typed', () => {
    expect(fillRow({}, { LBTESTCD: 'AL' }, 'LBTESTCD', context)).toEqual({})
  })

  it('leaves the unit out of the tab order only where there is no choice', () => {
    const settled = (test: string, unit: string, name: string): boolean =>
      isUnitSettled({ LBTESTCD: test, LBORRESU: unit, LBNAM: name }, context)
    expect(settled('INR', 'ratio', '')).toBe(true)
    expect(settled('ALB', 'g/dL', 'Central')).toBe(true)
    expect(settled('ALB', 'g/L', 'Central')).toBe(false)
    expect(settled('ALB', 'g/dL', '')).toBe(false)
    expect(settled('ALB', '', 'Central')).toBe(false)
  })
})
