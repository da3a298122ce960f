import { compareCodePoints } from '../kernel/code-points.ts'
import type { FileLayout } from './layout.ts'
import type { Row } from './trial.ts'

const NEEDS_QUOTES = /[",\r\n]/

/** One field as RFC 4180 writes it: quoted only where it must be. */
export function csvField(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/**
 * A file of the trial-CSV layout: fixed columns, then the further ones that hold a value somewhere;
 * rows by SUBJID and then by every column from left to right, as text by code point; LF.
 */
export function writeCsv(layout: FileLayout, rows: readonly Row[]): string {
  const columns = csvColumns(layout, rows)
  const sorted = [...rows].sort((a, b) => compareRows(columns, a, b))
  const lines = sorted.map((row) => lineOf(columns, row))
  return [columns.join(','), ...lines].join('\n') + '\n'
}

/** The columns that a file is written with. */
export function csvColumns(layout: FileLayout, rows: readonly Row[]): readonly string[] {
  return ['SUBJID', ...layout.fixed, ...usedColumns(layout.further, rows)]
}

function usedColumns(columns: readonly string[], rows: readonly Row[]): readonly string[] {
  const used = new Set<string>()
  for (const row of rows) {
    for (const column in row) if ((row[column] ?? '') !== '') used.add(column)
  }
  return columns.filter((column) => used.has(column))
}

function compareRows(columns: readonly string[], a: Row, b: Row): number {
  for (const column of columns) {
    const order = compareCodePoints(a[column] ?? '', b[column] ?? '')
    if (order !== 0) return order
  }
  return 0
}

function lineOf(columns: readonly string[], row: Row): string {
  let line = csvField(row['SUBJID'] ?? '')
  for (let index = 1; index < columns.length; index += 1) {
    line += `,${csvField(row[columns[index] ?? ''] ?? '')}`
  }
  return line
}
