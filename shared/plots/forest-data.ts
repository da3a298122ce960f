import type { Bilingual } from '../kernel/bilingual.ts'

/** One line of a forest plot. */
export interface ForestRow {
  readonly key: string
  readonly label: Bilingual
  /** 0: all subjects, or what the lines below divide; 1: a part of them. */
  readonly level: 0 | 1
  /** Names the lines below it and has no estimate. */
  readonly heading: boolean
  /** Weight of its mark. */
  readonly n: number
  /** Who stands behind it, as shown. */
  readonly counts: string
  /** Null: not estimable, or nobody. */
  readonly estimate: number | null
  readonly lower: number | null
  readonly upper: number | null
  /** Said in the place of an estimate, or beside a heading. */
  readonly note: Bilingual | null
}

/** Estimates with their limits one below the other. */
export interface ForestData {
  readonly kind: 'forest'
  /** Ratios stand on a logarithmic axis about 1; shares on one from 0 to 1. */
  readonly scale: 'ratio' | 'share'
  readonly axis: Bilingual
  readonly countsHead: Bilingual
  readonly estimateHead: Bilingual
  /** What lies at either side of a ratio of 1; null for shares. */
  readonly sides: { readonly below: Bilingual; readonly above: Bilingual } | null
  readonly rows: readonly ForestRow[]
}
