/** The outcome of one golden case. `message` says what was compared, or what differed. */
export interface CaseResult {
  readonly id: string
  readonly passed: boolean
  readonly message: string
}

/** Runs one case; whatever it throws makes it fail. A case that compared nothing fails too. */
export function runCase(id: string, compare: () => Comparison): CaseResult {
  try {
    const { compared, differences } = compare()
    if (compared === 0) return { id, passed: false, message: 'nothing was compared' }
    if (differences.length === 0) return { id, passed: true, message: `${compared} values agree` }
    const shown = differences.slice(0, 5).join('; ')
    return { id, passed: false, message: `${differences.length} of ${compared} differ: ${shown}` }
  } catch (error) {
    return { id, passed: false, message: error instanceof Error ? error.message : String(error) }
  }
}

export interface Comparison {
  /** Numbers, texts, nulls and list lengths that were looked at. */
  readonly compared: number
  readonly differences: readonly string[]
}
