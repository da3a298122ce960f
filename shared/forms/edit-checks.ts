import { parsePartialDate } from '../kernel/dates.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { reasonKey, type FormCheck, type RowValues } from './define.ts'
import { holds } from './show-if.ts'

/** A check that failed, and the items it compared, first the one where it shows. */
export interface FailedCheck {
  readonly check: FormCheck
  readonly items: readonly string[]
}

/**
 * The checks that a row fails, in the order of the definition. A check whose values are not
 * recorded, have a reason instead, or are not known exactly enough to decide, does not fail.
 */
export function failedChecks(
  checks: readonly FormCheck[],
  row: RowValues,
  formItems: RowValues,
): readonly FailedCheck[] {
  return checks.flatMap((check) => {
    const items = itemsOf(check)
    const isReasoned = items.some((key) => valueOf(reasonKey(key), row, formItems) !== '')
    return !isReasoned && isFailed(check, row, formItems) ? [{ check, items }] : []
  })
}

/** The items a check compares, first the one where it shows. */
export function itemsOf(check: FormCheck): readonly string[] {
  switch (check.kind) {
    case 'date-order':
      return [check.later, check.earlier]
    case 'agreement':
      return [check.then.item, check.when.item]
    case 'one-of':
      return [check.when.item, ...check.items]
    default:
      return unreachable(check)
  }
}

function isFailed(check: FormCheck, row: RowValues, formItems: RowValues): boolean {
  const isMet = (condition: FormCheckCondition): boolean => holds(condition, row, formItems)
  switch (check.kind) {
    case 'date-order':
      return isBefore(row[check.later], row[check.earlier])
    case 'agreement':
      return (
        isMet(check.when) && valueOf(check.then.item, row, formItems) !== '' && !isMet(check.then)
      )
    case 'one-of':
      return [check.when, ...(check.and ?? [])].every(isMet) && isNoneOf(check, row)
    default:
      return unreachable(check)
  }
}

type FormCheckCondition = Extract<FormCheck, { kind: 'agreement' }>['when']

/** All of the items are answered, and none as it takes one. */
function isNoneOf({ items, is }: Extract<FormCheck, { kind: 'one-of' }>, row: RowValues): boolean {
  const wanted = typeof is === 'string' ? [is] : is
  return items.every((key) => {
    const value = row[key] ?? ''
    return value !== '' && !wanted.includes(value)
  })
}

function valueOf(key: string, row: RowValues, formItems: RowValues): string {
  return row[key] ?? formItems[key] ?? ''
}

/** Certainly before: even the latest day the first may mean is before the earliest of the second. */
function isBefore(first: string | undefined, second: string | undefined): boolean {
  const a = first === undefined ? null : parsePartialDate(first)
  const b = second === undefined ? null : parsePartialDate(second)
  return a !== null && b !== null && a.latest < b.earliest
}
