import type { FormDefinition } from '../../shared/forms/define.ts'
import { rowName } from '../../shared/forms/row-name.ts'
import type { NameRow } from '../audit/field-changes.ts'

/** Rows of a group are named by what identifies them (`T01`), else by their place. */
export function rowNamer(form: FormDefinition | undefined): NameRow | undefined {
  const identity = form?.group?.identity
  if (identity === undefined) return undefined
  return (row, position) => rowName(identity, row, position)
}
