import type { Cell } from '../datasets/define.ts'
import { armsOf } from '../sdtm/arms.ts'
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
  const planned = derivation.enrolled ? plannedOf(study.definition, derivation.cohort) : null
  const arms = carry(dm, ['ARMCD', 'ARM', 'ACTARM'])
  if (planned === null) return arms
  const { name, number } = planned
  const given = derivation.populations.SAF ? { TRT01A: name, TRT01AN: number } : {}
  return { ...arms, TRT01P: name, TRT01PN: number, ...given }
}

function plannedOf(
  definition: AdamContext['study']['definition'],
  cohort: string | null,
): { readonly name: string; readonly number: number } | null {
  const arms = armsOf(definition)
  const at = definition.cohorts.length === 0 ? 0 : arms.findIndex(({ code }) => code === cohort)
  const arm = arms[at]
  return arm === undefined ? null : { name: arm.name, number: at + 1 }
}
