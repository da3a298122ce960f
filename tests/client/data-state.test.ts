import { describe, expect, it } from 'vitest'
import { enrolmentPlot } from '../../client/data-state/state-plots.ts'

describe('the figure of enrolment', () => {
  it('adds up who was enrolled day by day, up to the cut-off', () => {
    const home = {
      ...{ planned: 9, screened: 5, enrolled: 3, screenFailures: 0, bySite: [], byMonth: [] },
      ...{ visits: { due: 0, overdue: 0, partial: 0 }, reviewsToDo: 0, headline: [] },
      cutoff: '2024-05-01',
      byDay: [
        { date: '2024-01-03', enrolled: 2 },
        { date: '2024-02-03', enrolled: 1 },
      ],
    }
    const plot = enrolmentPlot(home)
    expect(plot).toMatchObject({ planned: 9, cutoff: '2024-05-01' })
    expect(plot?.days.map(({ total }) => total)).toEqual([2, 3])
    expect(enrolmentPlot({ ...home, byDay: [] })).toBeNull()
  })
})
