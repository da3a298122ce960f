/** A cell of a study file: the file's stem, its row and its column. */
export interface TraceSource {
  readonly file: string
  /** Identity of the row as a person would look it up. */
  readonly row: string
  readonly column: string
  /** The row counted from 0 within the subject's file. */
  readonly at?: number
}

/** What a number of a trace counts. */
export type TraceUnit = 'mm' | '%' | 'd' | 'month'

/**
 * One value that went into a step. Exactly one of the four says where it is from: `from` a cell that
 * was entered, `of` another step, `constant` nothing that was entered, `absent` that the file has no
 * such row. Without any of them the value was given by hand (unsaved typing, a calculation by itself).
 */
export interface TraceInput {
  readonly name: string
  /** As entered or as derived; numbers unrounded. */
  readonly value: string
  readonly unit?: TraceUnit
  readonly from?: TraceSource
  /** Name of the step (`Trace.fact`) of the same subject that derived it. */
  readonly of?: string
  /**
   * Given by the study's definition, by the question (the cut-off, whose responses count), by the range
   * of the laboratory, or by the standard that the rule is from.
   */
  readonly constant?: 'definition' | 'question' | 'laboratory' | 'standard'
  /** File in which no row says it. */
  readonly absent?: string
}

/** One step of a derivation: which rule, from which inputs, to which result. Data, not prose. */
export interface Trace {
  /** Name of what was derived, by which the inputs of other steps refer to it. */
  readonly fact?: string
  /** Rule of the reference, e.g. `T-7`, `O-1`, `B-4`. Its words are the text `rule.T-7`. */
  readonly rule: string
  /** The response criterion under which the rule was applied, where one was. */
  readonly under?: string
  readonly inputs: readonly TraceInput[]
  readonly result: string
  readonly unit?: TraceUnit
}
