import type { Cell } from '../datasets/define.ts'
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
  const given = derivation.populations.SAF
  return {
    ARMCD: dm?.['ARMCD'] ?? null,
    ARM: dm?.['ARM'] ?? null,
    ACTARM: dm?.['ACTARM'] ?? null,
    TRT01P: planned?.name ?? null,
    TRT01PN: planned?.number ?? null,
    TRT01A: given ? (planned?.name ?? null) : null,
    TRT01AN: given ? (planned?.number ?? null) : null,
  }
}

function plannedOf(
  { cohorts, shortTitle }: AdamContext['study']['definition'],
  at: number,
): { readonly name: string; readonly number: number } | null {
  if (cohorts.length === 0) return { name: shortTitle.en, number: 1 }
  const cohort = cohorts[at]
  return cohort === undefined ? null : { name: cohort.label.en, number: at + 1 }
}
