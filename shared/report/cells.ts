import type { Bilingual } from '../kernel/bilingual.ts'
import type { ReportCell, ReportColumn, ReportRow } from './define.ts'

export const NO_VALUE: ReportCell = { kind: 'text', text: '' }

export function words(text: Bilingual): ReportCell {
  return { kind: 'words', text }
}

export function text(of: string | null | undefined): ReportCell {
  return { kind: 'text', text: of ?? '' }
}

export function date(of: string | null | undefined): ReportCell {
  return of === null || of === undefined || of === '' ? NO_VALUE : { kind: 'date', date: of }
}

/** Subjects; with a share where they are some of N. */
export function count(n: number, of: number | null = null): ReportCell {
  return { kind: 'count', n, of }
}

export function number(value: number | null, decimals = 1): ReportCell {
  return { kind: 'number', value, decimals }
}

export function column(
  key: string,
  label: Bilingual,
  { align = 'start', width = 1 }: Partial<Pick<ReportColumn, 'align' | 'width'>> = {},
): ReportColumn {
  return { key, label, align, width }
}

/** A row of a table under its label. */
export function row(label: Bilingual, cells: readonly ReportCell[], level = 0): ReportRow {
  return { level, heading: false, cells: [words(label), ...cells] }
}

/** A row that names those below it. */
export function heading(label: Bilingual, level = 0): ReportRow {
  return { level, heading: true, cells: [words(label)] }
}

/** Text that is the same in both languages. */
export function same(of: string): Bilingual {
  return { en: of, zh: of }
}
