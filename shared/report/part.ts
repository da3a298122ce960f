import type { Bilingual } from '../kernel/bilingual.ts'
import type { ReportFigure, ReportTable } from './define.ts'

const NOTHING_RECORDED: Bilingual = { en: 'Nothing is recorded.', zh: '无记录。' }

type Optional = 'criteria' | 'usesResponses' | 'empty' | 'footnotes'
type Given<P extends ReportTable | ReportFigure, Own extends keyof P = never> = Omit<
  P,
  Optional | Own | 'kind'
> &
  Partial<Pick<P, Optional | Own>>

/** A table from what differs between tables. */
export function table(given: Given<ReportTable>): ReportTable {
  return { kind: 'table', ...USUAL, ...given }
}

export function listing(given: Given<ReportTable>): ReportTable {
  return { kind: 'listing', ...USUAL, ...given }
}

export function figure(given: Given<ReportFigure, 'subtitle' | 'showsCohorts'>): ReportFigure {
  return { kind: 'figure', ...USUAL, subtitle: [], showsCohorts: false, ...given }
}

const USUAL = {
  criteria: null,
  usesResponses: false,
  empty: NOTHING_RECORDED,
  footnotes: [],
} as const
