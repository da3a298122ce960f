import { deriveTimeline, type Timeline } from '../endpoints/timeline.ts'
import { dayOf } from '../kernel/dates.ts'
import { treatmentStart, type TreatmentStart } from '../laboratory/treatment-start.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { toTrialSubject } from '../trial/from-records.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { CheckRecord } from './define.ts'

const END_OF_TIME = dayOf(9999, 12, 31)

/** The timeline of all that is recorded. */
export function wholeTimeline(
  { conventions }: Pick<ProtocolDefinition, 'conventions'>,
  trial: TrialSubject,
): Timeline {
  return deriveTimeline(trial, conventions, END_OF_TIME)
}

/** When a subject's treatment began, as its records say. */
export function treatmentIn(
  definition: ProtocolDefinition,
  records: readonly CheckRecord[],
): TreatmentStart {
  const forms = new Map(definition.forms.map((form) => [form.key, form]))
  const trial = toTrialSubject({ subjid: '', site: '' }, records, forms)
  return treatmentStart(definition.schedule, wholeTimeline(definition, trial).firstDose)
}
