import type { ProtocolDefinition } from '../../protocol/define.ts'

/** An arm of the study: what a subject is planned to get. */
export interface Arm {
  readonly code: string
  readonly name: string
}

/** The arms of a definition: its cohorts (dose levels too), or the one arm of all subjects. */
export function armsOf({
  cohorts,
  conventions,
  shortTitle,
}: ProtocolDefinition): readonly [Arm, ...Arm[]] {
  const [first, ...others] = cohorts.map(({ key, label }) => ({ code: key, name: label.en }))
  if (first !== undefined) return [first, ...others]
  return [{ code: 'SINGLE', name: conventions.studyDrugs?.join(' + ') ?? shortTitle.en }]
}
