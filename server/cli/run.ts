import { parseInvocation, type Command, type Streams } from './command.ts'
import { account } from './commands/account.ts'
import { analyse } from './commands/analyse.ts'
import { demo } from './commands/demo.ts'
import { exportCommand } from './commands/export.ts'
import { importCommand } from './commands/import.ts'
import { backup, restore } from './commands/not-yet.ts'
import { protocol } from './commands/protocol.ts'
import { serveCommand } from './commands/serve.ts'
import { verify } from './commands/verify.ts'
import { FaultyInputError, UsageError } from './fault.ts'

const COMMANDS: readonly Command[] = [
  serveCommand,
  demo,
  importCommand,
  analyse,
  exportCommand,
  verify,
  backup,
  restore,
  account,
  protocol,
]

const PROCESS: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}

/** Runs one command of the shell. Gives the exit code: 0 done, 1 faulty input or data, 2 wrong usage. */
export async function runCli(args: readonly string[], streams: Streams = PROCESS): Promise<number> {
  try {
    const [name, ...rest] = args
    if (name === undefined || name === 'help' || name === '--help') {
      streams.out(help())
      return name === undefined ? 2 : 0
    }
    const command = COMMANDS.find((of) => of.name === name)
    if (command === undefined) throw new UsageError(`There is no command "${name}".\n\n${help()}`)
    if (rest.includes('--help')) {
      streams.out(`hepatrial ${command.usage}\n  ${command.about}\n`)
      return 0
    }
    await command.run(parseInvocation(command, rest, streams))
    return 0
  } catch (error) {
    return report(error, streams)
  }
}

/** Expected refusals in words; anything else is a bug and is thrown on. */
function report(error: unknown, streams: Streams): number {
  if (error instanceof UsageError) {
    streams.err(`${error.message}\n`)
    return 2
  }
  if (error instanceof FaultyInputError) {
    for (const line of error.lines) streams.err(`${line}\n`)
    return 1
  }
  if (isRefusal(error)) {
    streams.err(`${error.message}\n`)
    return 1
  }
  throw error
}

/** Errors that name what is wrong and what to do; anything else is a bug and shows its stack. */
const REFUSALS: ReadonlySet<string> = new Set([
  'UnreadableFolderError',
  'ImportRefusedError',
  'NewerDatabaseError',
  'HalfMigratedDatabaseError',
  'ProblemError',
])

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && REFUSALS.has(error.name)
}

function help(): string {
  const width = Math.max(...COMMANDS.map((command) => command.usage.length))
  const lines = COMMANDS.map((command) => `  ${command.usage.padEnd(width)}  ${command.about}`)
  return [
    'Usage: hepatrial COMMAND',
    '',
    ...lines,
    '',
    'Every command takes --data DIR (default ./data), or DATABASE_URL=postgres://… in the environment.',
    '',
  ].join('\n')
}
