import type { CheckRecord } from '../define.ts'
import type { CheckSubject } from '../subject.ts'

/** The measurements of a visit; where there are none, the visit's review. */
export function assessmentRecord(
  { records, forms }: CheckSubject,
  visit: string,
): CheckRecord | null {
  const own = records.filter((record) => record.visit === visit)
  const measured = own.find(({ form }) => forms.get(form)?.group?.file === 'measurements')
  return measured ?? own.find(({ form }) => forms.get(form)?.file === 'responses') ?? null
}
