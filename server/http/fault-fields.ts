/** What the log keeps of a fault. */
export interface FaultFields {
  readonly type: string
  readonly message: string
  readonly code?: string
  /** Where it happened, innermost first. */
  readonly at: readonly string[]
  readonly cause?: FaultFields
}

/**
 * An error as it is logged: kind, sentence, code and place, and the same of its cause. Nothing else:
 * drivers hang the statement's values and whole rows on their errors, clinical values and password
 * hashes among them.
 */
export function faultFields(error: unknown): FaultFields {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'thrown, but no error', at: [] }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: faultFields(error.cause) }
  const at = framesOf(error)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
  return { type: error.name, message: withoutValues(error), ...code, at, ...cause }
}

/** The stack behind the error's own sentence, whose lines may look like places. */
function framesOf({ stack = '', message }: Error): string {
  const start = stack.indexOf(message)
  return start === -1 ? stack : stack.slice(start + message.length)
}

/**
 * The query builder ends its sentence with the values of the statement, and Node.js with what was rejected
 * in place of an error. What is no JSON is cited in that sentence, and what PostgreSQL cannot read as a
 * number or a date in its own.
 */
function withoutValues({ name, message }: Error): string {
  const end = message.search(/\nparams:|The promise rejected with the reason/)
  const sentence = end === -1 ? message : message.slice(0, end)
  if (name === 'SyntaxError' && sentence.includes('not valid JSON')) return 'not valid JSON'
  return sentence.replace(/: ".*"$/s, ': "…"').replace(/^value ".*" is/s, 'value "…" is')
}
