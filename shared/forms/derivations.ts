import { createRegistry, type Member } from '../kernel/registry.ts'
import type { Trace } from '../kernel/trace.ts'
import { albi } from './albi.ts'
import { childPugh } from './child-pugh.ts'
import type { RowValues } from './define.ts'

/** A value computed from other items of the same form, with its trace. */
export interface Derived {
  readonly value: string
  readonly trace: Trace
}

/** Computes one item; `null` while an input is missing. */
export interface Derivation extends Member {
  derive(values: RowValues): Derived | null
}

/** The derivations an item can name. */
export const derivations = createRegistry<Derivation>('derivation', [
  {
    key: 'child-pugh-score',
    derive: (values) => {
      const result = childPugh(values)
      return result && { value: String(result.score), trace: result.trace }
    },
  },
  {
    key: 'child-pugh-class',
    derive: (values) => {
      const result = childPugh(values)
      return result && { value: result.grade, trace: result.trace }
    },
  },
  {
    key: 'albi-score',
    derive: (values) => {
      const result = albi(values)
      return result && { value: result.score.toFixed(2), trace: result.trace }
    },
  },
  {
    key: 'albi-grade',
    derive: (values) => {
      const result = albi(values)
      return result && { value: result.grade, trace: result.trace }
    },
  },
])
