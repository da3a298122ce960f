import type { FormDefinition } from '../../shared/forms/define.ts'

/** Items of the subject form that the decision on enrolment fills, not the person who screens. */
const DECIDED_LATER: ReadonlySet<string> = new Set(['ENRDAT', 'COHORT', 'SCRNFAIL'])

/** The subject form as it is asked at screening: consent and demography only. */
export function atScreening(form: FormDefinition): FormDefinition {
  const items = form.items.map((item) =>
    DECIDED_LATER.has(item.key) ? { ...item, hidden: true } : item,
  )
  return { ...form, items }
}
