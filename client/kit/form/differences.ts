import {
  reasonKey,
  type FormDefinition,
  type FormValues,
  type ItemDefinition,
  type RowValues,
} from '../../../shared/forms/define.ts'
import { groupRowOf } from '../../../shared/forms/verified-content.ts'

/** Which of two values of a field stands. */
export type Side = 'stored' | 'mine'

/** One field in which two sets of values differ, or one row that only one of them has. */
export interface Difference {
  readonly id: string
  /** The item; null: the whole row, or an item the form does not have. */
  readonly item: ItemDefinition | null
  /** Key of the item; null: the whole row. */
  readonly key: string | null
  /** Name of the row of the group; null: an item of the form itself. */
  readonly row: string | null
  /** The row that holds the item, of each side; empty where that side has none. */
  readonly stored: RowValues
  readonly mine: RowValues
  /** What only one of the two changed since the values both began with stands without asking. */
  readonly preset: Side | null
}

export interface TwoSides {
  readonly stored: FormValues
  readonly mine: FormValues
  /** What both began with; null: not known, and nothing is preset. */
  readonly basis: FormValues | null
}

/** The fields in which what is stored differs from what is in the boxes. Rows are matched by identity. */
export function differencesOf(form: FormDefinition, sides: TwoSides): readonly Difference[] {
  const { stored, mine, basis } = sides
  const ofItems = fieldDifferences(form.items, null, {
    stored: stored.items,
    mine: mine.items,
    basis: basis?.items ?? null,
  })
  const ofRows = pairedRows(form, sides).flatMap((pair) => rowDifferences(form, pair, basis))
  return [...ofItems, ...ofRows]
}

/** The values that stand after each difference was decided; what is not decided stays as in the boxes. */
export function mergedValues(
  form: FormDefinition,
  sides: TwoSides,
  choices: ReadonlyMap<string, Side>,
): FormValues {
  const chosen = (id: string): Side => choices.get(id) ?? 'mine'
  const items = mergedRow(null, sides.stored.items, sides.mine.items, chosen)
  const rows = pairedRows(form, sides).flatMap(({ name, stored, mine }) => {
    if (stored !== null && mine !== null) return [mergedRow(name, stored, mine, chosen)]
    const row = chosen(idOf(name, null)) === 'stored' ? stored : mine
    return row === null ? [] : [row]
  })
  return { items, rows }
}

function mergedRow(
  name: string | null,
  stored: RowValues,
  mine: RowValues,
  chosen: (id: string) => Side,
): RowValues {
  const merged = keysOf(stored, mine).flatMap((key) => {
    const value = chosen(idOf(name, itemKeyOf(key))) === 'stored' ? stored[key] : mine[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  return Object.fromEntries(merged)
}

interface RowPair {
  readonly name: string
  readonly stored: RowValues | null
  readonly mine: RowValues | null
}

/** Rows of both sides by their names: those in the boxes in their order, then those only stored. */
function pairedRows(form: FormDefinition, { stored, mine }: TwoSides): readonly RowPair[] {
  const storedRows = named(form, stored.rows)
  const mineRows = named(form, mine.rows)
  const both = [...mineRows].map(([name, row]) => ({
    name,
    mine: row,
    stored: storedRows.get(name) ?? null,
  }))
  const onlyStored = [...storedRows]
    .filter(([name]) => !mineRows.has(name))
    .map(([name, row]) => ({ name, mine: null, stored: row }))
  return [...both, ...onlyStored]
}

/** Rows by identity; by number where that is empty or not the row's alone. */
function named(form: FormDefinition, rows: readonly RowValues[]): ReadonlyMap<string, RowValues> {
  const byName = new Map<string, RowValues>()
  for (const [at, row] of rows.entries()) {
    const identity = groupRowOf(form.group?.identity ?? [], row)
    const isName = identity.replaceAll('|', '') !== '' && !byName.has(identity)
    byName.set(isName ? identity : `#${at + 1}`, row)
  }
  return byName
}

function rowDifferences(
  form: FormDefinition,
  { name, stored, mine }: RowPair,
  basis: FormValues | null,
): readonly Difference[] {
  const before = basis === null ? null : (named(form, basis.rows).get(name) ?? {})
  const sides = { stored: stored ?? {}, mine: mine ?? {}, basis: before }
  if (stored !== null && mine !== null)
    return fieldDifferences(form.group?.items ?? [], name, sides)
  const whole = { id: idOf(name, null), item: null, key: null, row: name }
  return [{ ...whole, stored: sides.stored, mine: sides.mine, preset: presetOf(sides, sameRow) }]
}

interface RowSides {
  readonly stored: RowValues
  readonly mine: RowValues
  readonly basis: RowValues | null
}

function fieldDifferences(
  items: readonly ItemDefinition[],
  row: string | null,
  { stored, mine, basis }: RowSides,
): readonly Difference[] {
  const order = (key: string): number => {
    const at = items.findIndex((item) => item.key === key)
    return at < 0 ? items.length : at
  }
  const keys = [...new Set(keysOf(stored, mine).map(itemKeyOf))]
  return keys
    .filter((key) => !sameItem(key, stored, mine))
    .sort((a, b) => order(a) - order(b))
    .map((key) => ({
      id: idOf(row, key),
      item: items.find((item) => item.key === key) ?? null,
      key,
      row,
      stored,
      mine,
      preset: presetOf({ stored, mine, basis }, (a, b) => sameItem(key, a, b)),
    }))
}

/** The item that a value belongs to: its own, or that whose absence it explains. */
function itemKeyOf(key: string): string {
  const suffix = reasonKey('')
  return key.endsWith(suffix) ? key.slice(0, -suffix.length) : key
}

/** Value and reason of an item stand together: one cannot be taken without the other. */
function sameItem(item: string, a: RowValues, b: RowValues): boolean {
  return [item, reasonKey(item)].every((key) => (a[key] ?? '') === (b[key] ?? ''))
}

function presetOf(
  { stored, mine, basis }: RowSides,
  same: (a: RowValues, b: RowValues) => boolean,
): Side | null {
  if (basis === null) return null
  if (same(mine, basis)) return 'stored'
  return same(stored, basis) ? 'mine' : null
}

function sameRow(a: RowValues, b: RowValues): boolean {
  return keysOf(a, b).every((key) => (a[key] ?? '') === (b[key] ?? ''))
}

function keysOf(a: RowValues, b: RowValues): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
}

function idOf(row: string | null, key: string | null): string {
  return JSON.stringify([row, key])
}
