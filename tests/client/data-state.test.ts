import { describe, expect, it } from 'vitest'
import { agesPlot, enrolmentPlot, lagPlot } from '../../client/data-state/state-plots.ts'

const limits = { entryDays: 14, changeDays: 30 }
const lag = {
  ...{ count: 4, shortest: 0, lower: 1, median: 2, upper: 5, ninetieth: 9, longest: 20, late: 1 },
}
const none = {
  ...{ count: 0, shortest: null, lower: null, median: null, upper: null, ninetieth: null },
  ...{ longest: null, late: 0 },
}
const ages = (young: number, old: number) => ({
  ...{ '0-7': young, '8-14': 0, '15-28': 0, 'over-28': old },
})
const row = (group: 'all' | 'site' | 'form', key: string, young: number, old: number) => ({
  ...{ group, key, ages: ages(young, old), unsettled: young + old },
  ...{ medianToAnswer: null, medianToClose: null },
})

describe('the figures of the data state', () => {
  it('add up who was enrolled day by day, up to the cut-off', () => {
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

  it('have a box for each site with an entry, as the lag report counts it', () => {
    const sites = [
      { site: 'S1', entry: lag, change: none },
      { site: 'S2', entry: none, change: none },
    ]
    const plot = lagPlot({ sites, limits })
    expect(plot?.boxes).toMatchObject([{ key: 'S1', count: 4, lower: 1, median: 2, longest: 20 }])
    expect(plot?.lateDays).toBe(14)
    expect(lagPlot({ sites: [], limits })).toBeNull()
  })

  it('have a bar for all sites and for each with a query that stands', () => {
    const rows = [row('all', '', 3, 2), row('site', 'S1', 3, 2), row('site', 'S2', 0, 0)]
    const plot = agesPlot({ asOf: '', rows: [...rows, row('form', 'labs', 3, 2)] })
    expect(plot?.bars).toEqual([
      { key: '', counts: [3, 0, 0, 2] },
      { key: 'S1', counts: [3, 0, 0, 2] },
    ])
    expect(agesPlot({ asOf: '', rows: [row('all', '', 0, 0)] })).toBeNull()
  })
})
