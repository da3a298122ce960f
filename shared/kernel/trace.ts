/** Where an input of a derived value came from: a row of a study file, and one of its columns. */
export interface TraceInput {
  readonly name: string
  readonly value: string
  /** File stem, and the identity of the row as a person would look it up; absent for an intermediate value. */
  readonly from?: { readonly file: string; readonly row: string; readonly column: string }
}

/** One step of a derivation: which rule, from which inputs, to which result. Data, not prose. */
export interface Trace {
  /** Rule of the reference, e.g. `T-7`, `O-1`, `B-4`, `PFS-event`. */
  readonly rule: string
  readonly inputs: readonly TraceInput[]
  readonly result: string
}
