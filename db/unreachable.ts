/** `nothing-done`: nothing was changed. `unknown`: the database was lost while a change was committed. */
export type LostOutcome = 'nothing-done' | 'unknown'

/** The database was lost between the word to commit and its answer: the change stands whole, or not at all. */
export class CommitUnknownError extends Error {
  override readonly name = 'CommitUnknownError'
}

/** SQLSTATE: the server ends, starts, or ended this connection; it has no more connections to give. */
const LOST_STATES = /^(?:08...|57P0[1-5]|53300|25P03)$/
const LOST_SOCKETS: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EAI_AGAIN'],
])
/** The driver's own errors have no code. */
const LOST_WORDS =
  /^Connection terminated|^timeout exceeded when trying to connect|connection error and is not queryable/
/** The driver's own word where an answer takes longer than was allowed, and the server's state. */
const LATE = 'Query read timeout'
const LATE_STATE = '57014'

/** Whether an error says that the database server does not answer, and what became of the work. */
export function lostOutcome(error: unknown): LostOutcome | null {
  if (!(error instanceof Error)) return null
  if (error.name === 'CommitUnknownError') return 'unknown'
  if (isLost(error)) return 'nothing-done'
  return error.cause === undefined ? null : lostOutcome(error.cause)
}

/** Whether an error says that a statement was not answered in the time allowed. */
export function isLate(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const isCancelled = 'code' in error && error.code === LATE_STATE
  return isCancelled || error.message.startsWith(LATE) || isLate(error.cause)
}

function isLost(error: Error): boolean {
  if (LOST_WORDS.test(error.message) || isLate(error)) return true
  // One fault for each address that a name stands for.
  if (error instanceof AggregateError) return error.errors.every((one) => lostOutcome(one) !== null)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return LOST_STATES.test(code) || LOST_SOCKETS.has(code)
}
