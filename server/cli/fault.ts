/** The command was called the wrong way: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The input or the data is at fault: exit code 1, each fault on a line of its own. */
export class FaultyInputError extends Error {
  override readonly name = 'FaultyInputError'
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}
