import type { Cell } from '../datasets/define.ts'
import { carry } from './carry.ts'
import type { AdamContext } from './define.ts'

/**
 * Arm and treatment. Arms are as DM has them. The planned treatment is the cohort planned at enrolment,
 * or that of the only arm; the actual one is the same once a dose of study drug was given. Subjects who
 * were never enrolled have neither.
 */
export function treatmentColumns(
  { derivation, study }: Pick<AdamContext, 'derivation' | 'study'>,
  dm: Readonly<Record<string, Cell>> | null,
): Record<string, Cell> {
  const { cohorts } = study.definition
  const at = cohorts.findIndex(({ key }) => key === derivation.cohort)
  const planned = derivation.enrolled ? plannedOf(study.definition, at) : null
  const arms = carry(dm, ['ARMCD', 'ARM', 'ACTARM'])
  if (planned === null) return arms
  const { name, number } = planned
  const given = derivation.populations.SAF ? { TRT01A: name, TRT01AN: number } : {}
  return { ...arms, TRT01P: name, TRT01PN: number, ...given }
}

function plannedOf(
  { cohorts, shortTitle }: AdamContext['study']['definition'],
  at: number,
): { readonly name: string; readonly number: number } | null {
  if (cohorts.length === 0) return { name: shortTitle.en, number: 1 }
  const cohort = cohorts[at]
  return cohort === undefined ? null : { name: cohort.label.en, number: at + 1 }
}
