import type { GradedResult } from '../../laboratory/graded-results.ts'
import type { AnalysisValue } from './lab-values.ts'

/** A graded result with its value as it is analysed. */
export interface AnalysedResult extends GradedResult {
  readonly value: AnalysisValue
}
