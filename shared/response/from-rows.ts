import type { Day } from '../kernel/brand.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { Assessment, Baseline, ResponseCriterion, ResponseSettings } from './define.ts'

export interface ReadOptions {
  /** Laboratory tests (LBTESTCD) used as tumour markers; AFP where nothing is said. */
  readonly markers?: readonly string[]
  /** Date of death: no imputed scan date lies after it. */
  readonly death?: Day | null
}

/** A finding about a lesion at baseline that a person must look at. */
export interface BaselineQuery {
  readonly lesion: string
  readonly code: 'BASELINE_TARGET_NOT_MEASURED' | 'BASELINE_UNREADABLE_DIAMETER'
}

export interface TumourRows {
  readonly baseline: Baseline
  /** In time order, up to the cut-off. */
  readonly assessments: readonly Assessment[]
  readonly baselineQueries: readonly BaselineQuery[]
}

/**
 * One subject's baseline and assessments under one criterion, from the rows of the trial-CSV layout.
 * Records dated after the cut-off do not exist. @source trial CSV, "Tumour rows"
 */
export function readTumourRows(
  subject: TrialSubject,
  criterion: Pick<ResponseCriterion, 'key' | 'columns'>,
  settings: ResponseSettings,
  cutoff: Day,
  options: ReadOptions = {},
): TumourRows {
  throw new Error([subject, criterion, settings, cutoff, options].join())
}
