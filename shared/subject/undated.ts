import {
  reasonKey,
  type FormDefinition,
  type FormValues,
  type GroupDefinition,
  type ItemDefinition,
  type RowValues,
} from '../forms/define.ts'
import { NOT_OF_SUBJECT } from './withdrawal.ts'

/**
 * Whether a filled form leaves open when it was: it must tell a day on which something befell the
 * subject, and neither tells one anywhere nor says why it cannot.
 */
export function isUndated(form: FormDefinition, { items, rows }: FormValues): boolean {
  const asked = mustTell(form.items)
  const askedInRows = mustTell(form.group?.items ?? [])
  if (asked.length === 0 && askedInRows.length === 0) return false
  return !tells(asked, items) && !rows.some((row) => tells(askedInRows, row))
}

/**
 * Whether a filled form has a row, other than those that were held before, that leaves open when it
 * was while the form does, too. A row that was corrected, its date included, was held before; one that
 * says nothing but which row it is counts not.
 */
export function addsUndatedRow(
  form: FormDefinition,
  { items, rows }: FormValues,
  held: readonly RowValues[],
): boolean {
  const { group } = form
  const asked = mustTell(group?.items ?? [])
  if (group === undefined || asked.length === 0 || tells(mustTell(form.items), items)) return false
  const isDated = (row: RowValues): boolean => tells(asked, row)
  const bare = new Set(group.identity)
  const says = (row: RowValues): boolean => Object.keys(row).some((key) => !bare.has(key))
  const added = addedRows(rows, held, { group, isDated })
  return added.some((row) => says(row) && !isDated(row))
}

interface RowsOf {
  readonly group: GroupDefinition
  readonly isDated: (row: RowValues) => boolean
}

/**
 * The rows that go on from none that was held: each of those goes on in one row at most, in one equal
 * to it before one of the same name, and in a dated one before an undated.
 */
function addedRows(
  rows: readonly RowValues[],
  held: readonly RowValues[],
  { group, isDated }: RowsOf,
): readonly RowValues[] {
  const own = group.items.map(({ key }) => key)
  const dates = mustTell(group.items)
  const name = group.identity.filter((key) => !dates.includes(key))
  const continues: readonly ((row: RowValues, former: RowValues) => boolean)[] = [
    (row, former) => isSame(row, former, [...own, ...own.map(reasonKey)]),
    (row, former) => isSame(row, former, group.identity),
    (row, former) => isSame(row, former, name),
    (row, former) => !isDated(row) && !isDated(former),
  ]
  const left = [...held]
  let pending = [...rows.filter(isDated), ...rows.filter((row) => !isDated(row))]
  for (const isOf of continues) {
    pending = pending.filter((row) => {
      const at = left.findIndex((former) => isOf(row, former))
      if (at !== -1) left.splice(at, 1)
      return at === -1
    })
  }
  return pending
}

function isSame(one: RowValues, other: RowValues, keys: readonly string[]): boolean {
  return keys.every((key) => (one[key] ?? '') === (other[key] ?? ''))
}

function tells(keys: readonly string[], row: RowValues): boolean {
  return keys.some((key) => row[key] !== undefined || row[reasonKey(key)] !== undefined)
}

function mustTell(items: readonly ItemDefinition[]): readonly string[] {
  return items
    .filter(({ key, kind, required }) => kind === 'date' && required && !NOT_OF_SUBJECT.has(key))
    .map(({ key }) => key)
}
