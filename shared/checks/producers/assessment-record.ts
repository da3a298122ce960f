import type { CheckRecord } from '../define.ts'
import type { CheckSubject } from '../subject.ts'

/** The measurements of a visit; where there are none, the visit's review. */
export function assessmentRecord(
  { recordsFeeding, forms }: CheckSubject,
  visit: string,
): CheckRecord | null {
  const measured = recordsFeeding('measurements').find(
    (one) => one.visit === visit && forms.get(one.form)?.group?.file === 'measurements',
  )
  if (measured !== undefined) return measured
  const reviewed = recordsFeeding('responses').find(
    (one) => one.visit === visit && forms.get(one.form)?.file === 'responses',
  )
  return reviewed ?? null
}
