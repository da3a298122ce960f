import { gradedResults } from '../../laboratory/graded-results.ts'
import { rowsOf } from '../../trial/trial.ts'
import type { AnalysedResult } from './analysed-result.ts'
import { limitsOf } from './assessments.ts'
import type { AdamContext } from './define.ts'
import { analysisValue } from './lab-values.ts'

type Of = Pick<AdamContext, 'study' | 'subject' | 'derivation'>

/** The graded results of a subject with their analysis values, in time order. */
export function analysedResults(of: Of): readonly AnalysedResult[] {
  const { study, subject, derivation } = of
  const { definition } = study
  const site = rowsOf(subject, 'subjects')[0]?.['SITEID'] ?? ''
  const laboratories = study.laboratoriesOf?.(site) ?? []
  const limits = limitsOf(of)
  return gradedResults({ subject, derivation, definition, limits, laboratories }).map((graded) => ({
    ...graded,
    value: analysisValue(graded.result),
  }))
}
