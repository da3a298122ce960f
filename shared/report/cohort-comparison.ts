import type { EndpointDefinition } from '../endpoints/define.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import type { ReportInput } from './define.ts'
import { endpointsOf, subjectsOf, type EndpointResult } from './endpoint-rows.ts'
import { groupsOf } from './groups.ts'
import { shownP } from './show-cell.ts'

/** Times from the start whose cohorts the protocol compares; none with fewer than two cohorts. */
export function comparedTimes(input: ReportInput): readonly EndpointResult[] {
  if (!input.definition.conventions.compareCohorts) return []
  if (cohortsOf(input).length < 2) return []
  return endpointsOf(input, 'time-to-event').filter(({ definition }) => isFromStart(definition))
}

/** Responders are no group that was there from the start: their cohorts are never compared. */
function isFromStart(definition: EndpointDefinition): boolean {
  return definition.kind === 'time-to-event' && definition.origin !== 'response'
}

/** The cohorts that have a subject, in the protocol's order. */
export function cohortsOf(input: ReportInput): readonly string[] {
  return groupsOf(input).flatMap(({ cohort }) => cohort ?? [])
}

/** Nobody must take a comparison of regimens that were chosen for a trial of them. */
export const NOT_RANDOMISED: Bilingual = {
  en: 'The cohorts were not randomised: subjects came to their regimens by choice, and differ in more than the regimen. A difference between cohorts is no proof of an effect, adjusted or not.',
  zh: '各队列并非随机分组：治疗方案由临床选择决定，受试者之间除方案外还存在其他差异。无论是否校正，队列间差异均不能证明疗效因果关系。',
}

/** The test of the analysis between the cohorts; nothing where they are not compared, or one alone has subjects. */
export function logRankNote(
  input: ReportInput,
  { definition, rows }: EndpointResult,
): readonly Bilingual[] {
  const pooled = rows.find(({ cohort }) => cohort === null)
  if (pooled?.kind !== 'time-to-event' || pooled.logrank === undefined) return []
  if (!isFromStart(definition) || cohortsOf(input).length < 2) return []
  const { chisq, df, p } = pooled.logrank
  if (p === null) {
    return [
      {
        en: 'Log-rank between cohorts: cannot be computed, no event tells them apart.',
        zh: '队列间log-rank检验：无可区分各队列的事件，无法计算。',
      },
    ]
  }
  const shown = shownP(p)
  const square = formatNumber(chisq, 2)
  return [
    {
      en: `Log-rank between cohorts, unadjusted: chi-square ${square}, df ${df}, p ${shown}.`,
      zh: `队列间log-rank检验（未校正）：χ²=${square}，自由度${df}，p值${shown}。`,
    },
  ]
}

/** Subjects at risk whom no cohort has: the curves by cohort and every comparison are without them. */
export function withoutCohortNote(
  input: ReportInput,
  result: EndpointResult,
): readonly Bilingual[] {
  const cohorts = new Set<string | null>(cohortsOf(input))
  const n = subjectsOf(result).filter(({ cohort }) => !cohorts.has(cohort)).length
  if (n === 0) return []
  const one = n === 1
  return [
    {
      en: `${n} ${one ? 'subject has' : 'subjects have'} no cohort and ${one ? 'takes' : 'take'} no part here.`,
      zh: `另有${n}例无队列信息，未纳入按队列的曲线及比较。`,
    },
  ]
}
