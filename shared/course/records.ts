import type { FormDefinition, FormValues } from '../forms/define.ts'
import type { MarkSource } from './define.ts'

/** What the course reads of a record. Removed ones are left out by the caller. */
export interface CourseRecord {
  readonly id: string
  readonly form: string
  readonly visit: string | null
  readonly values: FormValues
}

/** The records whose form becomes a file of the layout, in the order they were made. */
export function recordsOf(
  records: readonly CourseRecord[],
  forms: readonly FormDefinition[],
  file: string,
): readonly CourseRecord[] {
  const keys = forms
    .filter((form) => form.file === file || form.group?.file === file)
    .map(({ key }) => key)
  return records.filter(({ form }) => keys.includes(form))
}

export function sourceOf({ id, form, visit, values }: CourseRecord): MarkSource {
  return { record: id, form, visit, values: values.items }
}
