import { describe, expect, it } from 'vitest'
import { imputeMissingOnset, imputeOnset } from '../../../shared/endpoints/onset.ts'
import { dayOfEntry, readDate } from '../../../shared/endpoints/known-date.ts'
import type { PartialDate } from '../../../shared/kernel/dates.ts'
import { toIsoDate } from '../../../shared/kernel/dates.ts'
import { adverseEvent, day, derive, dose, madeSubject } from './made-subject.ts'

function read(text: string): PartialDate {
  const date = readDate(text)
  if (date === null) throw new Error(`no date ${text}`)
  return date
}

describe('imputed days', () => {
  const cases: readonly (readonly [string, string | null, string, string])[] = [
    ['2024-05-03', null, '2024-05-03', 'complete'],
    ['2024-05', null, '2024-05-15', 'a missing day is the 15th'],
    ['2024', null, '2024-07-01', 'a missing month and day is 1 July'],
    ['2025', null, '2025-03-31', 'not after the cut-off'],
    ['2025-03', null, '2025-03-15', 'before the cut-off'],
    ['2024-05', '2024-05-10', '2024-05-10', 'not after the death'],
    ['2024-05-20', '2024-05-10', '2024-05-20', 'a complete date stands'],
  ]
  it.each(cases)('%s with death %s is %s: %s', (text, death, expected) => {
    const limits = { cutoff: day('2025-03-31'), death: death === null ? null : day(death) }
    expect(toIsoDate(dayOfEntry(read(text), limits))).toBe(expected)
  })
})

describe('start of an adverse event', () => {
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['2024-01-20', '2024-01-15', '', '2024-01-20', 'complete'],
    ['2024-01-20', '2024-01-15', '2024-01-18', '2024-01-20', 'a complete start is never moved'],
    ['2024-01', '2024-01-15', '', '2024-01-15', 'first dose in the same month'],
    ['2024-01', '2024-02-01', '', '2024-01-01', 'first dose in the next month: the 1st'],
    ['2024-02', '2024-01-15', '', '2024-02-01', 'first dose in the month before: the 1st'],
    ['2024', '2024-03-15', '', '2024-03-15', 'first dose in the same year'],
    ['2025', '2024-03-15', '', '2025-01-01', 'first dose in another year: 1 January'],
    ['2024', '2024-03-15', '2024-02-10', '2024-02-10', 'not after its complete end'],
    ['2024', '2024-03-15', '2024-02', '2024-03-15', 'a partial end holds nothing back'],
    ['', '2024-03-15', '', '2024-03-15', 'no start: the first dose'],
    ['', '2024-03-15', '2024-02-10', '2024-02-10', 'no start: not after its complete end'],
    ['2024', '', '', '2024-01-01', 'no first dose: 1 January'],
  ]
  it.each(cases)('%s, first dose %s, end %s is %s: %s', (text, floor, end, expected) => {
    const limits = { cutoff: day('2025-12-31'), death: null }
    const known = { end: readDate(end), floor: floor === '' ? null : day(floor), limits }
    const onset =
      text === '' ? imputeMissingOnset(known) : imputeOnset({ ...known, date: read(text) })
    expect(onset === null ? null : toIsoDate(onset)).toBe(expected)
  })

  it('is not after the death', () => {
    const limits = { cutoff: day('2025-12-31'), death: day('2024-01-12') }
    const onset = imputeOnset({
      date: read('2024-01'),
      end: null,
      floor: day('2024-01-15'),
      limits,
    })
    expect(toIsoDate(onset)).toBe('2024-01-12')
  })

  it('has no start where there is nothing to raise it to', () => {
    const limits = { cutoff: day('2025-12-31'), death: null }
    expect(imputeMissingOnset({ end: null, floor: null, limits })).toBeNull()
  })
})

describe('date of death', () => {
  const death = (files: Parameters<typeof madeSubject>[0], cutoff = '2025-12-31') =>
    derive(madeSubject(files), { cutoff }).dates.death

  const entries: readonly (readonly [string, string | null, string])[] = [
    ['2024-05-03', '2024-05-03', 'complete'],
    ['2024-05', '2024-05-15', 'the 15th'],
    ['2024', '2024-07-01', '1 July'],
    ['', null, 'none recorded'],
  ]
  it.each(entries)('DTHDAT %s is %s: %s', (DTHDAT, expected) => {
    expect(death({ deaths: [{ DTHDAT }] })).toBe(expected)
  })

  it.each([
    ['2024-05', '2024-05-20', '2024-05-20', 'raised to the last date known alive'],
    ['2024-05', '2024-05-10', '2024-05-15', 'the 15th is later'],
    ['2024-05', '2024-06-03', '2024-05-31', 'as far as its month allows'],
    ['2024', '2025-02-01', '2024-12-31', 'as far as its year allows'],
  ])('DTHDAT %s, alive on %s is %s: %s', (DTHDAT, SSDAT, expected) => {
    expect(death({ deaths: [{ DTHDAT }], survival: [{ SSDAT, SSORRES: 'ALIVE' }] })).toBe(expected)
  })

  it('is raised by complete dates only', () => {
    const survival = [{ SSDAT: '2024-05', SSORRES: 'ALIVE' }]
    expect(death({ deaths: [{ DTHDAT: '2024-05' }], survival })).toBe('2024-05-15')
  })

  it('is not raised by a contact after the cut-off, nor put after the cut-off', () => {
    const survival = [{ SSDAT: '2024-05-30', SSORRES: 'ALIVE' }]
    expect(death({ deaths: [{ DTHDAT: '2024-05' }], survival }, '2024-05-20')).toBe('2024-05-15')
    expect(death({ deaths: [{ DTHDAT: '2024-05' }] }, '2024-05-10')).toBe('2024-05-10')
  })

  it('exists when its first possible day is on or before the cut-off', () => {
    expect(death({ deaths: [{ DTHDAT: '2024-05' }] }, '2024-05-01')).toBe('2024-05-01')
    expect(death({ deaths: [{ DTHDAT: '2024-05' }] }, '2024-04-30')).toBeNull()
    expect(death({ deaths: [{ DTHDAT: '2024-05-02' }] }, '2024-05-01')).toBeNull()
  })

  it('comes from the contact where the death form has none', () => {
    const survival = [{ SSDAT: '2024-05-03', SSORRES: 'DEAD' }]
    expect(death({ survival })).toBe('2024-05-03')
    expect(death({ survival, deaths: [{ DTHDAT: '' }] })).toBe('2024-05-03')
    expect(death({ survival, deaths: [{ DTHDAT: '2024-05-01' }] })).toBe('2024-05-01')
  })
})

describe('doses', () => {
  const dates = (exposure: Parameters<typeof madeSubject>[0], cutoff = '2025-12-31') =>
    derive(madeSubject(exposure), { cutoff }).dates

  it('a dose of 0 is no dose, neither first nor last', () => {
    const exposure = [
      dose('LENVATINIB', '2024-01-12', '2024-01-13', '0'),
      dose('LENVATINIB', '2024-01-15', '2024-02-15'),
      dose('LENVATINIB', '2024-02-16', '2024-03-01', '0.0'),
    ]
    expect(dates({ exposure })).toMatchObject({ firstDose: '2024-01-15', lastDose: '2024-02-15' })
  })

  it('a period without an end, or ending after the cut-off, is ongoing', () => {
    const ended = dose('LENVATINIB', '2024-01-15', '2024-02-15')
    const open = dose('TORIPALIMAB', '2024-01-15', '')
    expect(dates({ exposure: [ended, open] }).lastDose).toBeNull()
    expect(dates({ exposure: [ended] }, '2024-02-14').lastDose).toBeNull()
    expect(dates({ exposure: [ended] }, '2024-02-15').lastDose).toBe('2024-02-15')
  })

  it('a drug that is not study drug opens nothing', () => {
    const exposure = [
      dose('CAMRELIZUMAB', '2023-12-01', ''),
      dose('LENVATINIB', '2024-01-20', '2024-02-15'),
    ]
    expect(dates({ exposure })).toMatchObject({ firstDose: '2024-01-20', lastDose: '2024-02-15' })
  })

  it('dosing after the cut-off has not begun', () => {
    expect(dates({}, '2024-01-14').firstDose).toBeNull()
    expect(dates({}, '2024-01-15').firstDose).toBe('2024-01-15')
  })
})

describe('last known alive', () => {
  const alive = (files: Parameters<typeof madeSubject>[0], cutoff = '2025-12-31') =>
    derive(madeSubject(files), { cutoff }).dates.lastKnownAlive

  it.each([
    ['visits', { VISIT: 'W8', SVSTDAT: '2024-03-01' }],
    ['exposure', dose('LENVATINIB', '2024-01-15', '2024-03-01')],
    ['exposure', dose('LENVATINIB', '2024-03-01', '', '0')],
    ['procedures', { PRSTDAT: '2024-03-01' }],
    ['measurements', { VISIT: 'W8', TRLNKID: 'T01', TRDAT: '2024-03-01' }],
    ['labs', { LBDAT: '2024-03-01', LBTESTCD: 'ALT' }],
    ['antibodies', { ISDAT: '2024-03-01' }],
    ['new-therapies', { CMSTDAT: '2024-03-01' }],
    ['adverse-events', { AESTDAT: '2024-03-01' }],
    ['survival', { SSDAT: '2024-03-01', SSORRES: 'ALIVE' }],
  ])('counts %s', (file, row) => {
    expect(alive({ [file]: [row] })).toBe('2024-03-01')
    const before = alive({ [file]: [row] }, '2024-02-29')
    expect(before === '2024-01-15' || before === '2024-01-10').toBe(true)
  })

  it.each([
    ['survival', { SSDAT: '2024-03-01', SSORRES: 'LOST' }],
    ['survival', { SSDAT: '2024-03-01', SSORRES: 'WITHDRAWN' }],
    ['disposition', { DSSTDAT: '2024-03-01', DSSCAT: 'STUDY' }],
    ['adverse-events', { AESTDAT: '2024-01-12', AEENDAT: '2024-03-01' }],
    ['responses', { VISIT: 'W8', RSCAT: 'RECIST 1.1', RSDAT: '2024-03-01' }],
  ])('does not count %s', (file, row) => {
    expect(alive({ [file]: [row] })).toBe('2024-01-15')
  })

  it('imputes partial dates, those of adverse events as their starts', () => {
    expect(alive({ visits: [{ VISIT: 'W8', SVSTDAT: '2024-03' }] })).toBe('2024-03-15')
    expect(alive({ 'adverse-events': [{ AESTDAT: '2024-03' }] })).toBe('2024-03-01')
    expect(alive({ visits: [{ VISIT: 'W8', SVSTDAT: '2024-03' }] }, '2024-03-04')).toBe(
      '2024-03-04',
    )
  })

  it('passes over what is no date', () => {
    const visits = [
      { VISIT: 'W8', SVSTDAT: '2024-02-31' },
      { VISIT: 'W16', SVSTDAT: 'UNKNOWN' },
    ]
    expect(alive({ visits })).toBe('2024-01-15')
  })
})

describe('adverse events at the cut-off', () => {
  it.each([
    ['2024-05-02', '2024-05-01', 0, 'after it: does not exist'],
    ['2024-05-01', '2024-05-01', 1, 'on it'],
    ['2024-05', '2024-05-01', 1, 'first possible day on it'],
    ['2024-05', '2024-04-30', 0, 'first possible day after it'],
    ['', '2024-04-30', 1, 'without a start'],
  ])('start %s, cut-off %s: %i', (AESTDAT, cutoff, expected) => {
    const subject = madeSubject({ 'adverse-events': [adverseEvent({ AESTDAT })] })
    expect(derive(subject, { cutoff }).adverseEvents).toHaveLength(expected)
  })
})
