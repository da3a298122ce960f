import { describe, expect, it } from 'vitest'
import { addDays } from '../../../shared/kernel/dates.ts'
import type { BestOverall } from '../../../shared/response/best-overall.ts'
import { bestOverall } from '../../../shared/response/best-overall.ts'
import type { DatedResponse } from '../../../shared/response/dated-response.ts'
import type { OverallResponse, ResponseSettings } from '../../../shared/response/define.ts'
import { durationOfResponse } from '../../../shared/response/duration.ts'
import { RECIST_11_DEFAULTS } from '../../../shared/response/recist11.ts'
import { START } from './subject-builder.ts'

type Visit = readonly [day: number, response: OverallResponse]

interface Options extends Partial<ResponseSettings> {
  readonly newTherapy?: number
  readonly measurable?: boolean
}

function dated(visits: readonly Visit[]): readonly DatedResponse[] {
  return visits.map(([day, response]) => ({ day: addDays(START, day), response }))
}

function best(visits: readonly Visit[], options: Options = {}): BestOverall {
  const { newTherapy, measurable, ...settings } = options
  return bestOverall({
    responses: dated(visits),
    origin: START,
    newTherapy: newTherapy === undefined ? null : addDays(START, newTherapy),
    settings: { ...RECIST_11_DEFAULTS, ...settings },
    confirmation: settings.confirmation ?? true,
    measurableAtBaseline: measurable ?? true,
  })
}

/** BOR with its day and the day the response starts, both from the origin. */
function short(result: BestOverall): readonly (string | number | null)[] {
  const offset = (day: number | null): number | null => (day === null ? null : day - START)
  return [result.bor, offset(result.borDay), offset(result.responseDay)]
}

describe('confirmation', () => {
  it.each([
    { days: 27, expected: ['SD', 56, null] },
    { days: 28, expected: ['PR', 56, 56] },
  ])('of a PR after $days days', ({ days, expected }) => {
    expect(
      short(
        best([
          [56, 'PR'],
          [56 + days, 'PR'],
        ]),
      ),
    ).toEqual(expected)
  })

  it('never comes from SD', () => {
    expect(
      short(
        best([
          [56, 'PR'],
          [112, 'SD'],
        ]),
      ),
    ).toEqual(['SD', 56, null])
  })

  it('of a CR admits NE, nothing else between', () => {
    expect(
      short(
        best([
          [56, 'CR'],
          [84, 'NE'],
          [112, 'CR'],
        ]),
      ),
    ).toEqual(['CR', 56, 56])
    expect(
      short(
        best([
          [56, 'CR'],
          [84, 'NE'],
          [98, 'NE'],
          [112, 'CR'],
        ]),
      ),
    ).toEqual(['SD', 56, null])
    expect(
      short(
        best(
          [
            [56, 'CR'],
            [70, 'SD'],
            [112, 'CR'],
          ],
          { allowOneSdBetween: true },
        ),
      ),
    ).toEqual(['SD', 56, null])
  })

  it('of a PR admits one SD where the setting does, not two', () => {
    const setting = { allowOneSdBetween: true }
    expect(
      short(
        best(
          [
            [56, 'PR'],
            [84, 'SD'],
            [112, 'PR'],
          ],
          setting,
        ),
      ),
    ).toEqual(['PR', 56, 56])
    expect(
      short(
        best(
          [
            [56, 'PR'],
            [84, 'SD'],
            [98, 'SD'],
            [112, 'PR'],
          ],
          setting,
        ),
      ),
    ).toEqual(['SD', 56, null])
  })

  it('of a PR is spoilt by a PR after a CR, also at the confirming visit', () => {
    expect(
      short(
        best([
          [56, 'PR'],
          [70, 'CR'],
          [112, 'PR'],
        ]),
      ),
    ).toEqual(['SD', 56, null])
    expect(
      short(
        best([
          [56, 'PR'],
          [63, 'CR'],
          [70, 'PR'],
          [112, 'CR'],
        ]),
      )[2],
    ).not.toBe(56)
  })

  it('is counted from the first assessment; an early repeat neither confirms nor spoils', () => {
    expect(
      short(
        best([
          [56, 'PR'],
          [70, 'PR'],
          [84, 'PR'],
        ]),
      ),
    ).toEqual(['PR', 56, 56])
  })
})

describe('minimum duration of stable disease', () => {
  it.each([
    { day: 41, expected: 'NE' },
    { day: 42, expected: 'SD' },
  ])('day $day gives $expected', ({ day, expected }) => {
    expect(best([[day, 'SD']]).bor).toBe(expected)
    expect(best([[day, 'PR']]).bor).toBe(expected)
  })

  it('does not apply to a single response without confirmation', () => {
    expect(short(best([[10, 'PR']], { confirmation: false }))).toEqual(['PR', 10, 10])
  })

  it('makes an unconfirmed CR NON-CR/NON-PD where nothing was measurable', () => {
    expect(best([[56, 'CR']], { measurable: false }).bor).toBe('NON-CR/NON-PD')
  })
})

describe('what counts', () => {
  it('stops at the first PD', () => {
    const result = best([
      [56, 'SD'],
      [112, 'PD'],
      [168, 'PR'],
      [224, 'PR'],
    ])
    expect(short(result)).toEqual(['SD', 56, null])
    expect(result.counted).toHaveLength(2)
    expect(result.firstPdDay).toBe(addDays(START, 112))
  })

  it.each([
    { same: true, expected: 'PR' },
    { same: false, expected: 'NE' },
  ])('the day of new therapy itself: $same', ({ same, expected }) => {
    const options = { newTherapy: 56, confirmation: false, newTherapySameDayCounts: same }
    expect(best([[56, 'PR']], options).bor).toBe(expected)
    expect(best([[57, 'PR']], options).bor).toBe('NE')
  })

  it('starts at the origin', () => {
    expect(best([[-1, 'CR']], { confirmation: false }).bor).toBe('NE')
    expect(best([[0, 'CR']], { confirmation: false }).bor).toBe('CR')
    const never = bestOverall({
      responses: dated([[56, 'CR']]),
      origin: null,
      newTherapy: null,
      settings: RECIST_11_DEFAULTS,
      confirmation: false,
      measurableAtBaseline: true,
    })
    expect(never).toMatchObject({ bor: 'NE', borDay: null, responseDay: null, counted: [] })
  })

  it('names a subject without any assessment as the setting says', () => {
    expect(best([], { missingAs: 'MISSING' }).bor).toBe('MISSING')
    expect(best([], { missingAs: 'NE' }).bor).toBe('NE')
  })
})

// Eisenhauer 2009, table 3 and its footnote; rule B-8.
describe('CR followed by disease', () => {
  it('is always warned of', () => {
    expect(
      best([
        [56, 'CR'],
        [84, 'NE'],
        [112, 'SD'],
      ]).queries,
    ).toEqual(['CR_THEN_PR'])
    expect(
      best([
        [56, 'CR'],
        [112, 'PD'],
      ]).queries,
    ).toEqual([])
  })

  it('is progression under DISEASE_IS_PD, dated at the first scan of its visit', () => {
    const options = { crFollowedByDisease: 'DISEASE_IS_PD', confirmation: false } as const
    const result = bestOverall({
      responses: [
        { day: addDays(START, 56), response: 'CR' },
        { day: addDays(START, 112), earliest: addDays(START, 110), response: 'NON-CR/NON-PD' },
      ],
      origin: START,
      newTherapy: null,
      settings: { ...RECIST_11_DEFAULTS, ...options },
      confirmation: false,
      measurableAtBaseline: true,
    })
    expect(result.firstPdDay).toBe(addDays(START, 110))
  })

  it('turns unconfirmed CR into PR under CR_WAS_PR, but no confirmed one', () => {
    const options = { crFollowedByDisease: 'CR_WAS_PR' } as const
    expect(
      short(
        best(
          [
            [56, 'CR'],
            [84, 'NE'],
            [112, 'PR'],
          ],
          options,
        ),
      ),
    ).toEqual(['PR', 56, 56])
    expect(
      short(
        best(
          [
            [56, 'CR'],
            [112, 'CR'],
            [168, 'PR'],
          ],
          options,
        ),
      ),
    ).toEqual(['CR', 56, 56])
    expect(
      short(
        best(
          [
            [56, 'CR'],
            [70, 'CR'],
            [112, 'PR'],
          ],
          options,
        ),
      ),
    ).toEqual(['PR', 56, 56])
    expect(
      short(
        best(
          [
            [56, 'CR'],
            [112, 'SD'],
          ],
          options,
        ),
      ),
    ).toEqual(['SD', 56, null])
  })
})

describe('duration of response', () => {
  const confirmed: readonly Visit[] = [
    [56, 'PR'],
    [112, 'PR'],
  ]
  const at = (day: number | null): ReturnType<typeof addDays> | null =>
    day === null ? null : addDays(START, day)
  const dor = (
    visits: readonly Visit[],
    death: number | null,
    newTherapy: number | null,
  ): readonly unknown[] => {
    const result = durationOfResponse({
      best: best(visits, newTherapy === null ? {} : { newTherapy }),
      death: at(death),
      newTherapy: at(newTherapy),
    })
    return result === null ? [] : [result.event, result.endDay - START, result.days]
  }

  it.each([
    {
      visits: [...confirmed, [168, 'PD'] as const],
      death: 200,
      therapy: null,
      expected: ['PD', 168, 113],
    },
    {
      visits: [...confirmed, [168, 'PD'] as const],
      death: 150,
      therapy: null,
      expected: ['DEATH', 150, 95],
    },
    {
      visits: [...confirmed, [168, 'NE'] as const],
      death: null,
      therapy: null,
      expected: ['CENSORED', 112, 57],
    },
    { visits: confirmed, death: 130, therapy: 130, expected: ['DEATH', 130, 75] },
    { visits: confirmed, death: 131, therapy: 130, expected: ['CENSORED', 112, 57] },
    { visits: [[56, 'SD'] as const], death: null, therapy: null, expected: [] },
  ])('death $death, new therapy $therapy: $expected', ({ visits, death, therapy, expected }) => {
    expect(dor(visits, death, therapy)).toEqual(expected)
  })
})
