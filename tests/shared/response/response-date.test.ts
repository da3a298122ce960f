import { describe, expect, it } from 'vitest'
import { addDays } from '../../../shared/kernel/dates.ts'
import { responseDate, spanOf } from '../../../shared/response/response-date.ts'
import { derive, START } from './subject-builder.ts'

const FIRST = addDays(START, 56)
const LAST = addDays(START, 63)

describe('response date', () => {
  it.each([
    { response: 'PD' as const, latest: FIRST, earliest: FIRST },
    { response: 'SD' as const, latest: LAST, earliest: FIRST },
    { response: 'NON-CR/NON-PD' as const, latest: LAST, earliest: FIRST },
    { response: 'PR' as const, latest: LAST, earliest: LAST },
    { response: 'CR' as const, latest: LAST, earliest: LAST },
    { response: 'NE' as const, latest: LAST, earliest: LAST },
  ])('of $response under both values of stableDate', ({ response, latest, earliest }) => {
    const span = spanOf([LAST, FIRST])
    expect(responseDate(response, span, 'LATEST')).toBe(latest)
    expect(responseDate(response, span, 'EARLIEST')).toBe(earliest)
  })

  it('follows the response in force, not the derived one', () => {
    const visits = [{ targets: [50], dates: [FIRST, LAST], recorded: 'PD' as const }]
    const [investigator] = derive({ baseline: [50], visits, source: 'investigator' })
    const [derived] = derive({ baseline: [50], visits, source: 'derived' })
    expect(investigator).toMatchObject({ overall: 'SD', inForce: 'PD', date: FIRST })
    expect(derived).toMatchObject({ overall: 'SD', inForce: 'SD', date: LAST })
  })

  it('needs a scan date', () => {
    expect(() => spanOf([])).toThrow(RangeError)
  })
})
