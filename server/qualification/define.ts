import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Member } from '../../shared/kernel/registry.ts'
import type { Workbench } from './workbench.ts'

/** Installation (IQ), operation (OQ) and performance (PQ). */
export type Part = 'installation' | 'operation' | 'performance'

/**
 * How a line stands: a fact without a limit, as required, not as required, or a figure that misses what
 * the product aims at.
 */
export type LineState = 'fact' | 'right' | 'wrong' | 'below'

/** One thing that a check found. */
export interface Line {
  readonly label: Bilingual
  readonly found: Bilingual
  /** What it had to be, or the aim; null for a fact. */
  readonly expected: Bilingual | null
  readonly state: LineState
}

/** Lines, or why the check does not apply here. */
export type CheckFindings =
  { readonly lines: readonly Line[] } | { readonly notApplicable: Bilingual }

/** One check. What it does to data it does on the workbench alone. */
export interface Check extends Member {
  readonly part: Part
  readonly title: Bilingual
  /** What is looked at, and what has to be so. */
  readonly about: Bilingual
  /** What it throws makes the check fail. */
  readonly run: (bench: Workbench) => Promise<CheckFindings>
}

/** A text that is the same in every language: a number, a name, a path. */
export function same(text: string | number): Bilingual {
  return { en: String(text), zh: String(text) }
}

/** Something that is told and judged by nobody. */
export function fact(label: Bilingual, found: string | number | Bilingual): Line {
  return { label, found: toBilingual(found), expected: null, state: 'fact' }
}

/** Something that has to be so. */
export function required(
  label: Bilingual,
  found: string | number | Bilingual,
  expected: string | number | Bilingual,
  holds: boolean = JSON.stringify(toBilingual(found)) === JSON.stringify(toBilingual(expected)),
): Line {
  const state = holds ? 'right' : 'wrong'
  return { label, found: toBilingual(found), expected: toBilingual(expected), state }
}

/** A figure beside the product's aim. */
export function figure(
  label: Bilingual,
  found: string | Bilingual,
  aim: string | Bilingual,
  isMet: boolean,
): Line {
  return {
    label,
    found: toBilingual(found),
    expected: toBilingual(aim),
    state: isMet ? 'right' : 'below',
  }
}

function toBilingual(value: string | number | Bilingual): Bilingual {
  return typeof value === 'object' ? value : same(value)
}
