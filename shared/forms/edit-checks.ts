import { parsePartialDate } from '../kernel/dates.ts'
import { unreachable } from '../kernel/unreachable.ts'
import type { FormCheck, RowValues } from './define.ts'
import { holds } from './show-if.ts'

/** A check that failed: the items it compared, and their values as a message names them. */
export interface FailedCheck {
  readonly check: FormCheck
  readonly items: readonly string[]
  readonly values: string
}

/**
 * The checks that a row fails, in the order of the definition. A check whose values are not
 * recorded, or not known exactly enough to decide, does not fail.
 */
export function failedChecks(
  checks: readonly FormCheck[],
  row: RowValues,
  formItems: RowValues,
): readonly FailedCheck[] {
  const failed: FailedCheck[] = []
  for (const check of checks) {
    const items = failingItems(check, row, formItems)
    if (items !== null) failed.push({ check, items, values: shownValues(items, row) })
  }
  return failed
}

function failingItems(
  check: FormCheck,
  row: RowValues,
  formItems: RowValues,
): readonly string[] | null {
  switch (check.kind) {
    case 'date-order':
      return isBefore(row[check.later], row[check.earlier]) ? [check.later, check.earlier] : null
    case 'agreement':
      return holds(check.when, row, formItems) && !holds(check.then, row, formItems)
        ? [check.then.item, check.when.item]
        : null
    case 'one-of':
      return holds(check.when, row, formItems) && !check.items.some((key) => row[key] === check.is)
        ? [check.when.item, ...check.items]
        : null
    default:
      return unreachable(check)
  }
}

/** Certainly before: even the latest day the first may mean is before the earliest of the second. */
function isBefore(first: string | undefined, second: string | undefined): boolean {
  const a = first === undefined ? null : parsePartialDate(first)
  const b = second === undefined ? null : parsePartialDate(second)
  return a !== null && b !== null && a.latest < b.earliest
}

function shownValues(items: readonly string[], row: RowValues): string {
  return items
    .filter((key) => row[key] !== undefined)
    .map((key) => `${key} ${row[key] ?? ''}`)
    .join(', ')
}
