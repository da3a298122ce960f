import { parseDay } from '../kernel/dates.ts'
import { reasonKey, type ItemDefinition, type RowValues } from './define.ts'
import { parseDateEntry, type DateEntryContext } from './date-entry.ts'
import { entryCheckOf } from './entry-faults.ts'
import { codeOfPasted, findCode } from './find-code.ts'
import { normaliseEntry } from './normalise-entry.ts'
import type { TableText } from './table-text.ts'

/** Where a table is pasted: the columns of the grid, its rows, and the cell it begins at. */
export interface PasteTarget {
  readonly items: readonly ItemDefinition[]
  readonly rows: readonly RowValues[]
  /** Keys of the items that tell one row from another. */
  readonly identity: readonly string[]
  readonly row: number
  readonly column: number
  readonly dates: Omit<DateEntryContext, 'previous'>
}

/** A pasted cell that is not in the grid, or is there as text that cannot be stored. */
export interface PasteTrouble {
  /** Counted from 1, in the grid. */
  readonly row: number
  /** The label's column, or the place behind the last one. */
  readonly item: ItemDefinition | null
  readonly text: string
  readonly why: 'no-column' | 'computed' | 'not-read'
}

export interface PastePlan {
  readonly rows: readonly RowValues[]
  readonly cells: number
  readonly addedRows: number
  readonly trouble: readonly PasteTrouble[]
}

/**
 * The rows of a grid after a table was pasted into it, to the right of and below a cell; missing rows
 * are added. Where the table says itself which row is meant (the test of a result, the lesion of a
 * diameter), that row is filled wherever it stands. Nothing pasted is lost: what has no column is
 * listed with its text, and what cannot be read stays in its cell as text, and is listed too. Empty
 * cells leave what stands there; a value takes away the reason for its absence. A first row that names the columns is taken as such.
 */
export function planPaste(table: TableText, target: PasteTarget): PastePlan {
  const { columns, body } = columnsOf(table, target)
  const { identity } = target
  const identified =
    identity.length > 0 && identity.every((key) => columns.some((item) => item?.key === key))
  const rows = [...target.rows]
  const written = new Set<number>()
  const trouble: PasteTrouble[] = []
  let cells = 0
  const free = (from: number): number => (identified ? freeRow(rows, from, identity) : from)
  let next = free(target.row)
  for (const texts of body) {
    const pasted = pastedCells(texts, columns)
    const same = identified ? sameRow(rows, pasted, target) : null
    // A second row of the same test is a row of its own: neither overwrites the other.
    const at = same === null || written.has(same) ? next : same
    if (at === next) next = free(next + 1)
    const filled = fillRow(rows[at] ?? {}, pasted, target)
    rows[at] = filled.row
    written.add(at)
    cells += filled.cells
    trouble.push(...filled.trouble.map((one) => ({ ...one, row: at + 1 })))
  }
  const addedRows = Math.max(0, rows.length - target.rows.length)
  return { rows, cells, addedRows, trouble }
}

interface FilledRow {
  readonly row: RowValues
  readonly cells: number
  readonly trouble: readonly Omit<PasteTrouble, 'row'>[]
}

function fillRow(before: RowValues, pasted: readonly PastedCell[], target: PasteTarget): FilledRow {
  const trouble: Omit<PasteTrouble, 'row'>[] = []
  let row = before
  let cells = 0
  for (const { item, text } of pasted) {
    if (item?.derivation !== undefined || item === null) {
      trouble.push({ item, text, why: item === null ? 'no-column' : 'computed' })
      continue
    }
    const value = readPasted(item, text, row, target)
    if (entryCheckOf(item)(value) !== null) trouble.push({ item, text, why: 'not-read' })
    row = { ...withoutReason(row, item), [item.key]: value }
    cells += 1
  }
  return { row, cells, trouble }
}

/** A value that is there needs no reason for its absence. */
function withoutReason(row: RowValues, { key }: ItemDefinition): RowValues {
  const reason = reasonKey(key)
  return Object.fromEntries(Object.entries(row).filter(([held]) => held !== reason))
}

interface PastedCell {
  readonly item: ItemDefinition | null
  readonly text: string
}

function pastedCells(
  texts: readonly string[],
  columns: readonly (ItemDefinition | null)[],
): readonly PastedCell[] {
  return texts
    .map((text, right) => ({ item: columns[right] ?? null, text: text.trim() }))
    .filter(({ text }) => text !== '')
}

/** The row that holds what a pasted row says of itself; null where it says nothing, or none does. */
function sameRow(
  rows: readonly RowValues[],
  pasted: readonly PastedCell[],
  target: PasteTarget,
): number | null {
  const wanted: Record<string, string> = {}
  for (const { item, text } of pasted) {
    if (item !== null) wanted[item.key] = readPasted(item, text, {}, target)
  }
  if (target.identity.some((key) => wanted[key] === undefined)) return null
  const found = rows.findIndex((row) => target.identity.every((key) => row[key] === wanted[key]))
  return found === -1 ? null : found
}

/** The first row from a place on that does not say yet what it is of; else below the last one. */
function freeRow(rows: readonly RowValues[], from: number, identity: readonly string[]): number {
  const free = rows.findIndex((row, at) => at >= from && identity.every((key) => isEmpty(row[key])))
  return free === -1 ? Math.max(rows.length, from) : free
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text === ''
}

interface Columns {
  readonly columns: readonly (ItemDefinition | null)[]
  readonly body: TableText
}

/** The item of each pasted column: by its name in the first row, else from the cell to the right. */
function columnsOf(table: TableText, { items, column }: PasteTarget): Columns {
  const [head = [], ...body] = table
  const named = head.map((name) => items.find((item) => isNamed(item, name)) ?? null)
  const isHead = head.length > 1 && named.filter((item) => item !== null).length > head.length / 2
  return isHead && body.length > 0
    ? { columns: named, body }
    : { columns: items.slice(column), body: table }
}

/** By its key or a label, with the unit in brackets as the grid shows it, or without. */
function isNamed({ key, label }: ItemDefinition, name: string): boolean {
  const wanted = nameOf(name)
  return wanted !== '' && [key, label.en, label.zh].some((own) => nameOf(own) === wanted)
}

function nameOf(name: string): string {
  const plain = normaliseEntry('code', name).toLowerCase()
  return plain.replace(/\s*\*$/, '').replace(/\s*\([^()]*\)$/, '')
}

/** A pasted text as it is stored: dates, codes and numbers by what they mean, anything else as it is. */
function readPasted(
  item: ItemDefinition,
  text: string,
  row: RowValues,
  { items, dates }: PasteTarget,
): string {
  const plain = normaliseEntry(item.kind, text)
  if (item.kind === 'code') return codeValue(item, plain)
  if (item.kind !== 'date') return plain
  const before = items.slice(0, items.indexOf(item)).filter(({ kind }) => kind === 'date')
  const previous = before.map(({ key }) => row[key] ?? '').findLast((date) => date !== '')
  return parseDateEntry(plain, { ...dates, previous: parseDay(previous ?? '') }) ?? plain
}

type CodeItem = Extract<ItemDefinition, { kind: 'code' }>

function codeValue(item: CodeItem, text: string): string {
  // Where any other text is taken, a short text is not bent into a code that begins like it.
  if (item.open === true) return findCode(item.codes, text)?.value ?? text
  if (item.multiple !== true) return codeOfPasted(item.codes, text)?.value ?? text
  const parts = text.split(/[;,、]/).map((part) => part.trim())
  return parts.map((part) => codeOfPasted(item.codes, part)?.value ?? part).join(';')
}
