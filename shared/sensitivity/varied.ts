import type { AnalysisConventions, CriterionSetting } from '../protocol/define.ts'
import type { AnalysisPlan } from './define.ts'
import type { OutcomeEndpoint } from './outcomes.ts'

/** A plan with its outcomes changed one by one. */
export function withEndpoints(
  plan: AnalysisPlan,
  change: (endpoint: OutcomeEndpoint) => OutcomeEndpoint,
): AnalysisPlan {
  const endpoints = plan.definition.endpoints.map((one) =>
    one.kind === 'proportion' || one.kind === 'time-to-event' ? change(one) : one,
  )
  return { ...plan, definition: { ...plan.definition, endpoints } }
}

/** A plan with other conventions. */
export function withConventions(
  plan: AnalysisPlan,
  changed: Partial<AnalysisConventions>,
): AnalysisPlan {
  const { definition } = plan
  const conventions = { ...definition.conventions, ...changed }
  return { ...plan, definition: { ...definition, conventions } }
}

/** A plan whose criteria are applied with other settings. */
export function withSettings(
  plan: AnalysisPlan,
  changed: Partial<CriterionSetting['settings']>,
): AnalysisPlan {
  const { definition } = plan
  const criteria = definition.criteria.map(({ key, settings }) => ({
    key,
    settings: { ...settings, ...changed },
  }))
  return { ...plan, definition: { ...definition, criteria } }
}
