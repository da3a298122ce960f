import type { RecordSource } from '../../shared/exports/datasets/define.ts'
import type { ProblemCount, FoundProblem } from '../../shared/api/routes/export-runs.ts'
import { compareCodePoints } from '../../shared/kernel/code-points.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { rowsOf, type TrialSubject } from '../../shared/trial/trial.ts'
import type { findProblems, Found } from '../exporting/service.ts'

/** Looks through the datasets of a study for what they cannot say as their standard asks. */
export type FindProblems = typeof findProblems

/** The problems with the form, visit and item to repair, where they rest on a row that came from one. */
export function* placed(
  { problems, subject }: Found,
  definition: ProtocolDefinition,
): Generator<FoundProblem> {
  for (const { rule, severity, dataset, variable, subjid, source, message } of problems) {
    const place = subject === null || source === null ? null : placeOf(source, subject, definition)
    yield { rule, severity, dataset, variable, subjid, message, place }
  }
}

/** The way back from a row of a study file to the form that it was made from; null where none is known. */
export function placeOf(
  { file, row, column }: RecordSource,
  subject: TrialSubject,
  { forms }: Pick<ProtocolDefinition, 'forms'>,
): FoundProblem['place'] {
  const record = subject.records?.[file]?.[row]
  const form = forms.find((one) => one.file === file || one.group?.file === file)
  if (record === undefined || record === '' || form === undefined) return null
  const visit = rowsOf(subject, file)[row]?.['VISIT'] ?? null
  return { form: form.key, visit, record, item: column ?? null }
}

/** Counts problems by rule, severity and dataset. */
export interface ProblemTally {
  add(problem: Pick<FoundProblem, 'rule' | 'severity' | 'dataset'>): void
  counts(): readonly ProblemCount[]
}

const SEVERITIES = ['error', 'warning', 'note'] as const

export function problemTally(): ProblemTally {
  const known = new Map<string, ProblemCount>()
  return {
    add({ rule, severity, dataset }) {
      const key = JSON.stringify([SEVERITIES.indexOf(severity), rule, dataset])
      const count = (known.get(key)?.count ?? 0) + 1
      known.set(key, { rule, severity, dataset, count })
    },
    counts: () =>
      [...known].sort(([a], [b]) => compareCodePoints(a, b)).map(([, counted]) => counted),
  }
}
