import type { ReportMember } from './define.ts'
import { endpointPopulation, endpointsOf } from './endpoint-rows.ts'
import { groupColumns } from './groups.ts'
import { table } from './part.ts'
import { rateRows } from './response-tables.ts'

/** Dose-limiting toxicity by cohort, where the protocol looks for a dose. */
export const doseLimitingTable: ReportMember = {
  key: 'dose-limiting-toxicity',
  section: '14.3',
  parts(input) {
    const results = endpointsOf(input, 'dose-limiting-toxicity')
    const [leading] = results
    if (leading?.definition.kind !== 'dose-limiting-toxicity') return []
    const { windowDays } = leading.definition
    return [
      table({
        key: 'dose-limiting-toxicity',
        title: { en: 'Dose-limiting toxicity', zh: '剂量限制性毒性（DLT）' },
        population: endpointPopulation(leading),
        basis: { en: 'Adverse events; study treatment', zh: '不良事件；研究用药' },
        columns: groupColumns(input, { en: 'Toxicity', zh: '毒性' }, null),
        rows: results.flatMap((result) => rateRows(input, result)),
        footnotes: [
          {
            en: `Subjects of dose-finding cohorts with a toxicity in the first ${windowDays} days, of those who had one or were followed through these days.`,
            zh: `剂量探索队列中，在最初${windowDays}天内发生DLT的受试者；分母为发生DLT或完成该观察期的受试者。`,
          },
        ],
      }),
    ]
  },
}
