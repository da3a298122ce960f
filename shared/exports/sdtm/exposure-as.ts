import type { Cell } from '../datasets/define.ts'
import { SDTM_STANDARD } from '../standard/standard.ts'
import type { DomainRow, Draft, Supplemental } from './define.ts'
import { withRowQualifiers } from './findings-drafts.ts'
import { rowValues, textQualifier } from './row-values.ts'
import { namesOfStandard } from './variables-of.ts'

/**
 * The record of a row in another domain of its class: each variable under the other's letters, and what
 * that domain has no variable for as a supplemental qualifier.
 */
export function exposureAs(row: DomainRow, domain: string): readonly Draft[] {
  const { values, supplementals } = rowValues(row)
  const table = namesOfStandard(domain)
  const moved: Record<string, Cell> = {}
  const left: Supplemental[] = []
  for (const [variable, value] of row.values) {
    const name = `${domain}${variable.slice(2)}`
    const cell = values[variable] ?? null
    if (cell === null) continue
    if (table.has(name)) moved[name] = cell
    else left.push({ ...textQualifier(value, row.part.layout.form), ...asNamed(row, variable) })
  }
  return withRowQualifiers([{ values: moved, row }], row, [...supplementals, ...left])
}

/** Name and label of a variable as a qualifier of the other domain: its own. */
function asNamed(row: DomainRow, variable: string): Pick<Supplemental, 'name' | 'label'> {
  const standard = SDTM_STANDARD.get(row.domain)?.find(({ name }) => name === variable)
  return { name: variable, label: standard?.label ?? variable }
}
