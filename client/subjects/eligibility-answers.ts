import type { RowValues } from '../../shared/forms/define.ts'
import type { EligibilityCriterion } from '../../shared/protocol/define.ts'

/** A criterion with its answer. `met`: the statement holds; null: not answered. */
export interface EligibilityAnswer {
  readonly criterion: EligibilityCriterion
  readonly met: boolean | null
}

/** The protocol's criteria with the answers recorded so far. */
export function answersOf(
  criteria: readonly EligibilityCriterion[],
  rows: readonly RowValues[],
): readonly EligibilityAnswer[] {
  const answers = new Map(rows.map((row) => [row['IETESTCD'] ?? '', row['IEORRES'] ?? '']))
  return criteria.map((criterion) => {
    const answer = answers.get(criterion.key) ?? ''
    return { criterion, met: answer === '' ? null : answer === 'Y' }
  })
}

/** Whether the answer speaks against enrolment: an inclusion not met, an exclusion met. */
export function speaksAgainst({ criterion, met }: EligibilityAnswer): boolean {
  if (met === null) return false
  return criterion.kind === 'inclusion' ? !met : met
}

/** Rows for the form: one for each criterion in the protocol's order, with the answers so far. */
export function rowsFor(
  criteria: readonly EligibilityCriterion[],
  rows: readonly RowValues[],
): RowValues[] {
  const known = new Map(rows.map((row) => [row['IETESTCD'] ?? '', row]))
  return criteria.map(({ key }) => known.get(key) ?? { IETESTCD: key })
}
