import type { ResponseSource } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Registry } from '../kernel/registry.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { AnalysisPlan, PlanVariant, Variation } from './define.ts'
import { outcomesOf, type Outcome } from './outcomes.ts'
import { variations } from './registry.ts'

/** The protocol's own analysis of its outcomes, and all that differ from it in one respect. */
export interface SensitivityPlans {
  readonly outcomes: readonly Outcome[]
  /** The protocol's own first. */
  readonly variants: readonly PlanVariant[]
  /** Respects in which this protocol cannot be varied. */
  readonly unvaried: readonly { readonly title: Bilingual; readonly reason: Bilingual }[]
}

/** Key of the protocol's own analysis among the variants. */
export const OWN_PLAN = 'protocol'

const OWN_LABEL: Bilingual = { en: "The protocol's analysis", zh: '方案规定的分析' }

export function sensitivityPlans(
  definition: ProtocolDefinition,
  source: ResponseSource,
  family: Registry<Variation> = variations,
): SensitivityPlans {
  const outcomes = outcomesOf(definition)
  const endpoints = outcomes.map(({ endpoint }) => endpoint)
  const own: AnalysisPlan = { definition: { ...definition, endpoints }, source }
  const varied = family.all.map((variation) => ({ variation, found: variation.vary(own) }))
  return {
    outcomes,
    variants: [
      { key: OWN_PLAN, label: OWN_LABEL, plan: own },
      ...varied.flatMap(({ found }) => ('reason' in found ? [] : found)),
    ],
    unvaried: varied.flatMap(({ variation: { title }, found }) =>
      'reason' in found ? [{ title, reason: found.reason }] : [],
    ),
  }
}
