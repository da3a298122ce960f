import type { FormValues } from '../forms/define.ts'
import { SUBJECT_FORM } from '../trial/layout.ts'
import type { Sampled } from './normal-range.ts'

/** What of a subject tells normal ranges apart, as its records say. */
export function sampledIn(
  records: readonly { readonly form: string; readonly values: FormValues }[],
): Sampled {
  const items = records.find(({ form }) => form === SUBJECT_FORM)?.values.items
  return { sex: items?.['SEX'] ?? null, birth: items?.['BRTHDAT'] ?? null }
}
