import type { Trace } from '../kernel/trace.ts'

/** A value computed from other items of the same form, with its trace. */
export interface Derived {
  readonly value: string
  readonly trace: Trace
}
