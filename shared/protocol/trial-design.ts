import { z } from 'zod'

const INTERVENTION_MODELS = [
  'SINGLE GROUP',
  'PARALLEL',
  'SEQUENTIAL',
  'CROSS-OVER',
  'FACTORIAL',
] as const

/** What registers and reviewers ask of a design. @source CDISC terminology, codelist INTMODEL (C99076) */
export interface TrialDesignSettings {
  /** The studied treatment is added to one that goes on. */
  readonly addOn: boolean
  readonly interventionModel: (typeof INTERVENTION_MODELS)[number]
}

export const trialDesignSchema: z.ZodType<TrialDesignSettings> = z.strictObject({
  addOn: z.boolean(),
  interventionModel: z.enum(INTERVENTION_MODELS),
})

/** A design as its definition says; else one group, given the studied treatment alone. */
export function trialDesignOf(definition: {
  readonly trialDesign?: TrialDesignSettings
}): TrialDesignSettings {
  return definition.trialDesign ?? { addOn: false, interventionModel: 'SINGLE GROUP' }
}
