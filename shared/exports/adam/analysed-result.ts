import type { LabResult } from '../../checks/lab-results.ts'
import type { DatedEntry } from '../../endpoints/derivation.ts'
import type { Day } from '../../kernel/brand.ts'
import type { RangeFlag } from '../../laboratory/normal-range.ts'
import type { ToxicityGrades } from '../../laboratory/toxicity-grades.ts'
import type { LabEntry } from './lab-entries.ts'
import type { AnalysisValue } from './lab-values.ts'

/** A result with everything that the analysis says of it. */
export interface AnalysedResult {
  readonly entry: LabEntry
  readonly result: LabResult
  readonly value: AnalysisValue
  /** Null where no date is recorded. */
  readonly day: Day | null
  readonly imputed: DatedEntry['imputed']
  readonly phase: 'before' | 'on' | null
  readonly isBaseline: boolean
  readonly flag: RangeFlag | null
  readonly grades: ToxicityGrades
}
