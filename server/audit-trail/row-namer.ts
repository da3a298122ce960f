import type { FormDefinition } from '../../shared/forms/define.ts'
import type { NameRow } from '../audit/field-changes.ts'

/** Rows of a group are named by what identifies them (`T01`), else by their place. */
export function rowNamer(form: FormDefinition | undefined): NameRow | undefined {
  const identity = form?.group?.identity
  if (identity === undefined) return undefined
  return (row, position) => {
    const parts = identity.map((key) => row[key])
    return parts.every((part): part is string => typeof part === 'string')
      ? parts.join(' ')
      : String(position + 1)
  }
}
