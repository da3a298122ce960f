import type { Language } from '../kernel/bilingual.ts'
import { shownDate } from '../kernel/shown-date.ts'
import {
  formatMonths,
  formatNumber,
  formatShare,
  formatShareLimits,
  NOTHING,
} from '../kernel/shown-number.ts'
import { unreachable } from '../kernel/unreachable.ts'
import { isWordCell, type EstimateCell, type WordCell } from './cell-kinds.ts'
import type { ReportCell } from './define.ts'

interface Shown {
  readonly language: Language
  readonly monthDays: number
}

/** A cell as a person reads it; the only place where the numbers of a report are rounded. */
export function shownCell(cell: ReportCell, shown: Shown): string {
  return isWordCell(cell) ? shownWords(cell, shown.language) : shownEstimate(cell, shown)
}

function shownWords(cell: WordCell, language: Language): string {
  switch (cell.kind) {
    case 'words':
      return cell.text[language]
    case 'text':
      return cell.text
    case 'date':
      return shownDate(cell.date, language)
    case 'count':
      return shownCount(cell.n, cell.of, language)
    case 'fraction':
      return `${cell.n}/${cell.of}`
    default:
      return unreachable(cell)
  }
}

function shownEstimate(cell: EstimateCell, { monthDays, language }: Shown): string {
  switch (cell.kind) {
    case 'share':
      return formatShare(cell.share, language)
    case 'share-limits':
      return formatShareLimits(cell.lower, cell.upper, language)
    case 'time':
      return reached(cell.days, monthDays)
    case 'time-limits':
      return `${reached(cell.lower, monthDays)} – ${reached(cell.upper, monthDays)}`
    case 'ratio-limits':
      return `${formatNumber(cell.lower, 2)} – ${formatNumber(cell.upper, 2)}`
    case 'p':
      return shownP(cell.p)
    case 'number':
    case 'mean':
    case 'range':
      return shownMeasure(cell)
    default:
      return unreachable(cell)
  }
}

type MeasureCell = Extract<EstimateCell, { kind: 'number' | 'mean' | 'range' }>

function shownMeasure(cell: MeasureCell): string {
  switch (cell.kind) {
    case 'number':
      return formatNumber(cell.value, cell.decimals)
    case 'mean':
      return cell.mean === null ? NOTHING : `${formatNumber(cell.mean)} (${formatNumber(cell.sd)})`
    case 'range':
      return cell.min === null ? NOTHING : `${formatNumber(cell.min)} – ${formatNumber(cell.max)}`
    default:
      return unreachable(cell)
  }
}

/** A p value with three decimals, no smaller than they can say. */
export function shownP(p: number | null): string {
  return p !== null && p < 0.001 ? '< 0.001' : formatNumber(p, 3)
}

/** Zero without a share, and no share of nobody. */
function shownCount(n: number, of: number | null, language: Language): string {
  return of === null || of === 0 || n === 0 ? String(n) : `${n} (${formatShare(n / of, language)})`
}

/** NR: not reached, as figures and papers write it. */
function reached(days: number | null, monthDays: number): string {
  return days === null ? 'NR' : formatMonths(days, monthDays)
}
