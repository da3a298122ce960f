import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { findPlannedVisit, isUnscheduledName } from '../../shared/protocol/schedule.ts'
import { formOfRecord, type SubjectScreen } from '../kit/subject-data.ts'

export interface VisitForm {
  readonly form: FormDefinition
  readonly record: RecordView | null
  readonly state: 'empty' | 'partial' | 'complete'
}

/** Form of the visit itself (its date); it stands first and opens the visit. */
const VISIT_FORM = 'visits'
/** Forms with a screen of their own: the investigator's reviews. */
const ELSEWHERE: ReadonlySet<string> = new Set(['responses'])

/**
 * The forms of a visit in order: the visit itself, those the schedule asks for, and others that
 * hold a record. An unscheduled visit has the forms the definition names for it.
 */
export function visitFormsOf(screen: SubjectScreen, visit: string): readonly VisitForm[] {
  const { study, cells, present } = screen
  const records = present.filter((record) => record.visit === visit)
  const planned = cells.find((cell) => cell.visit === visit)?.forms.map(({ form }) => form)
  const keys = new Set([
    VISIT_FORM,
    ...(planned ?? study.definition.schedule.unscheduledForms),
    ...records.map(({ form }) => form),
  ])
  return [...keys]
    .filter((key) => !ELSEWHERE.has(key))
    .flatMap((key) => {
      const record = records.find((candidate) => candidate.form === key) ?? null
      const form = formOfRecord(screen, key, record)
      if (form?.scope !== 'visit') return []
      return [{ form, record, state: record?.completeness ?? 'empty' }]
    })
}

/**
 * Whether a subject can have a visit: a version of the schedule plans or planned it, it is an
 * unscheduled one of a day, or there are data of it, because imported ones may name visits of their own.
 */
export function isVisitOf({ versions, cells, records }: SubjectScreen, visit: string): boolean {
  return (
    isUnscheduledName(visit) ||
    versions.some(({ definition }) => findPlannedVisit(definition.schedule, visit) !== null) ||
    [...cells, ...records].some((one) => one.visit === visit)
  )
}
