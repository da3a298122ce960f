import type { Tenths } from '../kernel/brand.ts'

/** A lesion as selected at baseline. `null` = not recorded. */
export interface BaselineLesion {
  readonly id: string
  /** Organ as written (`LIVER S5`, `left lung`); nodes count as one organ wherever they lie. */
  readonly organ: string
  /** `LESION`, `LYMPH_NODE`, `PORTA_HEPATIS_NODE`, `EFFUSION_OR_ASCITES`, `INFILTRATIVE_HCC`, … */
  readonly kind: string
  readonly nodal: boolean
  /** Longest diameter, of a node the short axis, of a liver lesion under mRECIST the viable part. */
  readonly tenths: Tenths | null
  readonly modality: 'CT' | 'MRI' | 'CALIPER' | 'CHEST_XRAY' | null
  readonly sliceThicknessMm: number | null
  readonly selectedAs: 'TARGET' | 'NON_TARGET'
  readonly priorLocalTherapy: boolean | null
  readonly grownSinceLocalTherapy: boolean | null
  readonly arterialEnhancement: boolean | null
  readonly wellDelineated: boolean | null
}

export type BaselineViolationCode =
  | 'BELOW_MINIMUM_SIZE'
  | 'NODE_BELOW_15_MM'
  | 'NODE_NOT_PATHOLOGICAL'
  | 'PORTA_HEPATIS_NODE_BELOW_20_MM'
  | 'NOT_MEASURABLE'
  | 'PRIOR_LOCAL_THERAPY'
  | 'ILL_DEFINED'
  | 'NO_ARTERIAL_ENHANCEMENT'
  | 'TOO_MANY_TARGETS'
  | 'TOO_MANY_TARGETS_IN_ORGAN'
  | 'BASELINE_IMAGING_TOO_OLD'
  | 'BASELINE_IMAGING_AFTER_TREATMENT_START'
