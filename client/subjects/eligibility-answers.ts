import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import type { EligibilityCriterion } from '../../shared/protocol/define.ts'
import { versionOfRecord } from '../../shared/protocol/record-version.ts'
import { numbered, type SubjectScreen } from '../kit/subject-data.ts'

/** A criterion with its answer. `met`: the statement holds; null: not answered. */
export interface EligibilityAnswer {
  readonly criterion: EligibilityCriterion
  readonly met: boolean | null
}

/** Criteria with the answers recorded so far. */
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

/** The stored rows as they are, and a row for each criterion that has none. */
export function rowsFor(
  criteria: readonly EligibilityCriterion[],
  rows: readonly RowValues[],
): readonly RowValues[] {
  const open = criteria.filter(({ key }) => rowOfCriterion(rows, key) < 0)
  return [...rows, ...open.map(({ key }) => ({ IETESTCD: key }))]
}

/** The place of a criterion's row: the last one counts where it was answered twice; -1 without one. */
export function rowOfCriterion(rows: readonly RowValues[], key: string): number {
  return rows.findLastIndex((row) => row['IETESTCD'] === key)
}

/**
 * The criteria by which the answers of a subject are read: those of the version they were given under.
 * Until it is decided on, a subject is also asked what the version in force adds.
 */
export function criteriaFor(
  { study, versions, subject }: Pick<SubjectScreen, 'study' | 'versions' | 'subject'>,
  record: RecordView | null,
): readonly EligibilityCriterion[] {
  const inForce = study.definition.eligibility
  if (record === null) return inForce
  const own = versionOfRecord(versions, numbered(record)).definition.eligibility
  if (subject.state !== 'screening') return own
  const known = new Set(own.map(({ key }) => key))
  return [...own, ...inForce.filter(({ key }) => !known.has(key))]
}
