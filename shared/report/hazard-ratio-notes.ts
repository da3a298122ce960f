import type { TimeToEventSubject } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { formatNumber } from '../kernel/shown-number.ts'
import { coxEfron, type CoxCoefficient } from '../statistics/cox.ts'
import type { ReportInput } from './define.ts'

/**
 * Hazard ratios of cohorts against the first, where the protocol compares its cohorts: of the very
 * times that its curves and its log-rank test rest on. Nothing without two cohorts.
 */
export function hazardRatioNotes(
  { definition: { conventions, cohorts } }: ReportInput,
  subjects: readonly TimeToEventSubject[],
): readonly Bilingual[] {
  const grouped = subjects.flatMap(({ cohort, days, event }) =>
    cohort === null ? [] : [{ cohort, days, event }],
  )
  // The order of the protocol, which is not that of the names.
  const place = (key: string): string => String(cohorts.findIndex((one) => one.key === key) + 1)
  const nameAt = (at: string): string => cohorts[Number(at) - 1]?.key ?? at
  if (!conventions.compareCohorts) return []
  const { reference, coefficients } = coxEfron({
    time: grouped.map(({ days }) => days),
    event: grouped.map(({ event }) => event),
    group: grouped.map(({ cohort }) => place(cohort).padStart(3, '0')),
    level: conventions.confidenceLevel,
  })
  if (reference === null || coefficients.length === 0) return []
  const level = conventions.confidenceLevel * 100
  return [
    ...coefficients.map((one) =>
      ratioNote({ ...one, level: nameAt(one.level) }, nameAt(reference), level),
    ),
    {
      en: 'Cox regression on the cohort alone (ties as of Efron, Wald limits), unadjusted. Subjects were not allocated to cohorts at random: a difference may be one of the subjects.',
      zh: '仅含队列的Cox回归（Efron法处理结，Wald置信区间），未校正。受试者并非随机分入队列，差异可能源于受试者本身。',
    },
  ]
}

function ratioNote(one: CoxCoefficient, reference: string, level: number): Bilingual {
  const of = {
    en: `Hazard ratio ${one.level} to ${reference}`,
    zh: `风险比（${one.level}比${reference}）`,
  }
  switch (one.kind) {
    case 'finite': {
      const limits = `${formatNumber(one.lower, 2)} – ${formatNumber(one.upper, 2)}`
      const hr = formatNumber(one.hr, 2)
      const p = one.p < 0.001 ? '< 0.001' : formatNumber(one.p, 3)
      return {
        en: `${of.en}: ${hr} (${level} % limits ${limits}), p ${p}.`,
        zh: `${of.zh}：${hr}（${level}%置信区间${limits}），p值${p}。`,
      }
    }
    case 'infinitely-lower':
    case 'infinitely-higher':
    case 'unknown':
      return {
        en: `${of.en}: cannot be estimated, as a cohort has no events while the other is at risk.`,
        zh: `${of.zh}：无法估计，其中一队列在另一队列处于风险期间无事件。`,
      }
  }
}
