import type { FormDefinition } from '../../shared/forms/define.ts'
import { rowNames } from '../../shared/forms/row-name.ts'
import type { NameRows } from '../audit/field-changes.ts'

/** Rows of a group are named by what identifies them (`T01`), else by their place. */
export function rowNamer(form: FormDefinition | undefined): NameRows | undefined {
  const identity = form?.group?.identity
  if (identity === undefined) return undefined
  return (rows) => rowNames(identity, rows)
}
