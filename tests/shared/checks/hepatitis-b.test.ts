import { describe, expect, it } from 'vitest'
import {
  ENROLLED,
  FIRST_DOSES,
  result,
  sample,
  virology,
} from '../../../shared/checks/catalogue/example-records.ts'
import type { ExampleRecord } from '../../../shared/checks/define.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { inputOf } from './example-input.ts'

const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
const BASE = [ENROLLED, ...FIRST_DOSES]

type Records = readonly ExampleRecord[]

const firings = (check: string, records: Records) =>
  evaluateChecks(definition, inputOf({ records }), builtInFamilies).filter(
    (one) => one.check === check,
  )

describe('LB-03 one series of hepatitis B virus DNA', () => {
  const lab = (visit: string, date: string, load: string, unit = 'IU/mL') =>
    sample(visit, date, result('HBDNA', load, unit))
  const fired = (...records: Records) =>
    firings('LB-03', [...BASE, ...records]).map(({ place, compared }) => [
      place.form,
      place.item,
      compared['result'],
      compared['former'],
      compared['baseline'],
    ])

  it('stands at the form that has the risen value', () => {
    expect(
      fired(virology('BASELINE', '2024-01-05', '200'), virology('W24', '2024-06-26', '2000000')),
    ).toEqual([['virology', 'VIHBDNA', '2000000 IU/mL', '200 IU/mL', '200 IU/mL']])
  })

  it('is told once while it stays, again when it rises tenfold more or falls and returns', () => {
    const loads = ['500', '<20', '40000', '50000', '390000', '400000', '<20', '100']
    const months = loads.map((load, at) => lab(`W${at * 4}`, `2024-0${at + 1}-20`, load))
    const found = fired(lab('BASELINE', '2024-01-05', '500'), ...months)
    expect(found.map((one) => one[2])).toEqual(['40000 IU/mL', '400000 IU/mL', '100 IU/mL'])
  })

  it.each([
    {
      of: [lab('BASELINE', '2024-01-05', '1.1'), lab('W4', '2024-02-07', '11')],
      count: 1,
      why: 'exactly tenfold',
    },
    {
      of: [lab('BASELINE', '2024-01-05', '1.1'), lab('W4', '2024-02-07', '10.9')],
      count: 0,
      why: 'below',
    },
    {
      of: [lab('BASELINE', '2024-01-05', '<20'), lab('W4', '2024-02-07', '<100')],
      count: 0,
      why: 'not found by another assay',
    },
    {
      of: [lab('BASELINE', '2024-01-05', '>1000'), lab('W4', '2024-02-07', '50000')],
      count: 0,
      why: 'baseline beyond a limit',
    },
    {
      of: [lab('BASELINE', '2024-01-05', '200'), lab('W4', '2024-01', '5000')],
      count: 0,
      why: 'perhaps earlier',
    },
    {
      of: [lab('BASELINE', '2024-01-05', '200'), lab('W4', '2024-02-07', '9000', 'copies/mL')],
      count: 0,
      why: 'another unit, by no fixed factor',
    },
    {
      of: [lab('W4', '2024-02-07', '200'), lab('W8', '2024-03-06', '5000')],
      count: 1,
      why: 'no baseline, a rise on treatment',
    },
    {
      of: [lab('BASELINE', '2023-12-20', '200'), lab('BASELINE', '2024-01-05', '5000')],
      count: 0,
      why: 'before treatment',
    },
  ])('$count by $why', ({ of, count }) => {
    expect(fired(...of)).toHaveLength(count)
  })
})

describe('LB-03 a limit between values', () => {
  const load = (text: string, at: number) =>
    sample(`W${at * 4}`, `2024-0${at + 1}-20`, result('HBDNA', text, 'IU/mL'))

  it.each([
    { loads: ['100', '<2000', '1500'], former: ['100'], why: 'above the lowest value' },
    { loads: ['100', '<2000', '999'], former: [], why: 'above it, and no tenfold rise' },
    { loads: ['1000', '<2000', '2500'], former: [], why: 'above it, and the value beyond' },
    { loads: ['100', '<100', '101'], former: ['<100'], why: 'at the lowest value' },
    { loads: ['100', '<101', '110'], former: [], why: 'just above the lowest value' },
    { loads: ['100', '<20', '35'], former: ['<20'], why: 'below it' },
    { loads: ['<2000', '100', '1500'], former: ['100'], why: 'far above a later value' },
    { loads: ['<50', '30', '60'], former: ['<50'], why: 'little above a later value' },
    { loads: ['100', '0', '35'], former: ['0'], why: 'none: not found at all' },
  ])('$loads: $why', ({ loads, former }) => {
    const fired = firings('LB-03', [...BASE, ...loads.map((text, at) => load(text, at))])
    expect(fired.map(({ compared }) => compared['former'])).toEqual(
      former.map((text) => `${text} IU/mL`),
    )
  })
})
