import type { RecordRow } from '../../db/rows.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { completenessOf } from '../../shared/forms/findings.ts'

/** A form that is stored for the first time. */
interface FirstVersion extends Pick<
  RecordRow,
  'id' | 'studyId' | 'subjectId' | 'visit' | 'rowKey' | 'definitionVersion' | 'derivation'
> {
  readonly form: FormDefinition
  readonly values: FormValues
}

/** What a stored record becomes with the content of another row. */
export function nextVersion(before: RecordRow, content: RecordRow): RecordRow {
  const { values, completeness, definitionVersion, derivation } = content
  const next = { values, completeness, definitionVersion, derivation }
  return { ...before, ...next, version: before.version + 1 }
}

/** Its row, before the trail has an entry of it. */
export function firstVersion({ form, values, ...rest }: FirstVersion): RecordRow {
  return {
    ...rest,
    form: form.key,
    values: JSON.stringify(values),
    completeness: completenessOf(form, values),
    version: 1,
    removed: false,
    createdSeq: 0,
    updatedSeq: 0,
  }
}
