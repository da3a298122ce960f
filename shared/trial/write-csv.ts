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
  const columns = ['SUBJID', ...layout.fixed, ...usedColumns(layout.further, rows)]
  const lines = rows
    .map((row) => columns.map((column) => row[column] ?? ''))
    .sort(compareFields)
    .map((fields) => fields.map(csvField).join(','))
  return [columns.join(','), ...lines].join('\n') + '\n'
}

function usedColumns(columns: readonly string[], rows: readonly Row[]): readonly string[] {
  return columns.filter((column) => rows.some((row) => (row[column] ?? '') !== ''))
}

function compareFields(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const order = compareCodePoints(a[index] ?? '', b[index] ?? '')
    if (order !== 0) return order
  }
  return 0
}
