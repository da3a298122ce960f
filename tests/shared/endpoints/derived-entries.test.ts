import { describe, expect, it } from 'vitest'
import { adverseEvent, assessed, derive, dose, madeSubject, protocol } from './made-subject.ts'

describe('the entries behind the dates', () => {
  const { dates, endpoints } = derive(
    madeSubject({
      exposure: [
        dose('LENVATINIB', '2024-01-10', '2024-01-12', '0'),
        dose('LENVATINIB', '2024-01', '2024-06-01'),
      ],
      deaths: [{ DTHDAT: '2024' }],
    }),
  )

  it('say which row they are, and what was imputed', () => {
    expect(dates.entries.firstDose).toEqual({
      date: '2024-01-15',
      imputed: 'D',
      text: '2024-01',
      source: { file: 'exposure', row: 1, column: 'EXSTDAT' },
    })
    expect(dates.entries.lastDose).toMatchObject({ imputed: null, source: { row: 1 } })
    expect(dates.entries.death).toMatchObject({ date: '2024-07-01', imputed: 'M' })
  })

  it('are those of each time', () => {
    const { span } = endpoints.find(({ id }) => id === 'OS') ?? {}
    expect(span).toEqual({
      start: dates.entries.firstDose,
      end: dates.entries.death,
      cause: 'death',
      censoredAt: null,
    })
    expect(endpoints.find(({ id }) => id === 'ORR')?.span).toBeNull()
  })
})

it('an assessment says whether it counts, and what each target adds', () => {
  const { timepoints, responses } = derive(
    madeSubject(
      assessed([
        ['2024-01-14', 'PR'],
        ['2024-03-10', 'PD'],
        ['2024-05-05', 'PD'],
      ]),
    ),
  )
  expect(timepoints.map(({ counts, diameters, nadir }) => [counts, diameters, nadir])).toEqual([
    [false, [50], 50],
    [true, [50], 50],
    [false, [50], 50],
  ])
  expect(responses[0]).toMatchObject({
    ...{ measurable: true, baselineSum: 50, baselineDate: '2024-01-05', borDate: '2024-03-10' },
    targets: [{ id: 'T01', baseline: 50, column: 'LDIAM' }],
  })
})

it('an end of an event is imputed, never before its start', () => {
  const ends = [
    { AESTDAT: '2024-03-20', AEENDAT: '2024-03' },
    { AESTDAT: '2024-03-01', AEENDAT: '' },
  ]
  const { adverseEvents } = derive(madeSubject({ 'adverse-events': ends.map(adverseEvent) }))
  expect(
    adverseEvents.map(({ row, onsetDay, endDay }) => [row, onsetDay === endDay, endDay]),
  ).toEqual([
    [0, true, adverseEvents[0]?.onsetDay],
    [1, false, null],
  ])
})

it('dose-limiting toxicities count in a window of days, where there is one', () => {
  const both = [dose('TORIPALIMAB', '2024-01-15', ''), dose('DONAFENIB', '2024-01-20', '')]
  const definition = protocol('toripalimab-donafenib')
  expect(derive(madeSubject({ exposure: both }), { definition }).doseLimitingWindow).toEqual({
    first: '2024-01-20',
    last: '2024-02-16',
  })
  expect(derive(madeSubject({ exposure: both })).doseLimitingWindow).toBeNull()
})
