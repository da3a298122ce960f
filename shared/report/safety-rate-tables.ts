import type { EndpointDefinition } from '../endpoints/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { ReportMember } from './define.ts'
import { endpointPopulation, endpointsOf } from './endpoint-rows.ts'
import { groupColumns } from './groups.ts'
import { table } from './part.ts'
import { rateRows } from './response-tables.ts'

/** Dose-limiting toxicity by cohort, where the protocol looks for a dose. */
export const doseLimitingTable = rateTable('dose-limiting-toxicity', {
  key: 'dose-limiting-toxicity',
  title: { en: 'Dose-limiting toxicity', zh: '剂量限制性毒性（DLT）' },
  basis: { en: 'Adverse events; study treatment', zh: '不良事件；研究用药' },
  head: { en: 'Toxicity', zh: '毒性' },
  footnote: (endpoint) => {
    const days = endpoint.kind === 'dose-limiting-toxicity' ? endpoint.windowDays : 0
    return {
      en: `Subjects of dose-finding cohorts with a toxicity in the first ${days} days, of those who had one or were followed through these days.`,
      zh: `剂量探索队列中，在最初${days}天内发生DLT的受试者；分母为发生DLT或完成该观察期的受试者。`,
    }
  },
})

/** Rates of antibodies against a drug. */
export const antibodyTable = rateTable('antibody', {
  key: 'antibodies',
  title: { en: 'Anti-drug antibodies', zh: '抗药抗体' },
  basis: { en: 'Antibody samples; study treatment', zh: '抗体样本；研究用药' },
  head: { en: 'Antibodies', zh: '抗体' },
  footnote: () => ({
    en: 'N: subjects of the population with the samples that the endpoint asks for.',
    zh: 'N：该人群中有该终点所需样本的受试者。',
  }),
})

interface Words {
  readonly key: string
  readonly title: Bilingual
  readonly basis: Bilingual
  /** Above the names of the endpoints. */
  readonly head: Bilingual
  readonly footnote: (leading: EndpointDefinition) => Bilingual
}

/** The rates of all endpoints of a kind by cohort; no table where there is none. */
function rateTable(
  kind: 'dose-limiting-toxicity' | 'antibody',
  { key, title, basis, head, footnote }: Words,
): ReportMember {
  return {
    key,
    section: '14.3',
    parts(input) {
      const results = endpointsOf(input, kind)
      const [leading] = results
      if (leading === undefined) return []
      return [
        table({
          ...{ key, title, basis },
          population: endpointPopulation(leading),
          columns: groupColumns(input, head, null),
          rows: results.flatMap((result) => rateRows(input, result)),
          footnotes: [footnote(leading.definition)],
        }),
      ]
    },
  }
}
