import { parseArgs } from 'node:util'
import { UsageError } from './fault.ts'

/** Options of a command, by name: those with a value, and those that stand alone. */
export type OptionTable = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly required?: boolean }>
>

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Streams {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
}

/** What a command gets to work with: its arguments, and the two streams. */
export interface Invocation {
  readonly words: readonly string[]
  value(name: string): string | undefined
  flag(name: string): boolean
  /** Results: standard output, nothing else goes there. */
  print(text: string): void
  /** Progress and messages: standard error. */
  say(text: string): void
}

/** One command of the shell. `usage` is its line in the help, `about` what it does. */
export interface Command {
  readonly name: string
  readonly usage: string
  readonly about: string
  readonly options: OptionTable
  run(invocation: Invocation): Promise<void>
}

const COMMON: OptionTable = { data: { type: 'string' }, help: { type: 'boolean' } }

/** Reads the words behind a command's name. Throws `UsageError` for an unknown or missing option. */
export function parseInvocation(
  command: Command,
  args: readonly string[],
  streams: Streams,
): Invocation {
  const options = { ...COMMON, ...command.options }
  const { values, positionals } = parse(command, args, options)
  for (const [name, option] of Object.entries(options)) {
    if (option.required === true && values[name] === undefined) {
      throw new UsageError(`--${name} is missing.\nUsage: hepatrial ${command.usage}`)
    }
  }
  return {
    words: positionals,
    value: (name) => {
      const value = values[name]
      return typeof value === 'string' ? value : undefined
    },
    flag: (name) => values[name] === true,
    print: streams.out,
    say: (text) => {
      streams.err(`${text}\n`)
    },
  }
}

function parse(command: Command, args: readonly string[], options: OptionTable) {
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type }]) => [name, { type }]),
      ),
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${reason}\nUsage: hepatrial ${command.usage}`, { cause: error })
  }
}
