import { parseInvocation, type Command, type Streams } from './command.ts'
import { FaultyInputError, UsageError } from './fault.ts'
import { applySettings, refuseFaultyAddresses } from '../settings.ts'
import { databaseFault } from './database-fault.ts'

/** Every command, loaded when it is called: a command that reads a folder loads no database. */
const COMMANDS: readonly LazyCommand[] = [
  { name: 'serve', load: async () => (await import('./commands/serve.ts')).serveCommand },
  { name: 'ready', load: async () => (await import('./commands/ready.ts')).ready },
  { name: 'demo', load: async () => (await import('./commands/demo.ts')).demo },
  { name: 'import', load: async () => (await import('./commands/import.ts')).importCommand },
  { name: 'analyse', load: async () => (await import('./commands/analyse.ts')).analyse },
  { name: 'export', load: async () => (await import('./commands/export.ts')).exportCommand },
  { name: 'archive', load: async () => (await import('./commands/archive.ts')).archive },
  { name: 'verify', load: async () => (await import('./commands/verify.ts')).verify },
  { name: 'backup', load: async () => (await import('./commands/backup.ts')).backup },
  { name: 'restore', load: async () => (await import('./commands/restore.ts')).restore },
  { name: 'qualify', load: async () => (await import('./commands/qualify.ts')).qualify },
  { name: 'upgrade', load: async () => (await import('./commands/upgrade.ts')).upgrade },
  { name: 'account', load: async () => (await import('./commands/account.ts')).account },
  { name: 'incident', load: async () => (await import('./commands/incident.ts')).incident },
  { name: 'protocol', load: async () => (await import('./commands/protocol.ts')).protocol },
]

interface LazyCommand {
  readonly name: string
  readonly load: () => Promise<Command>
}

const PROCESS: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}

/** Runs one command of the shell. Gives the exit code: 0 done, 1 faulty input or data, 2 wrong usage. */
export async function runCli(args: readonly string[], streams: Streams = PROCESS): Promise<number> {
  try {
    applySettings(process.env)
    const [name, ...rest] = args
    if (name === undefined || name === 'help' || name === '--help') {
      streams.out(await help())
      return name === undefined ? 2 : 0
    }
    const found = COMMANDS.find((of) => of.name === name)
    if (found === undefined) {
      throw new UsageError(`There is no command "${name}".\n\n${await help()}`)
    }
    const command = await found.load()
    if (rest.includes('--help')) {
      streams.out(`hepatrial ${command.usage}\n  ${command.about}\n`)
      return 0
    }
    refuseFaultyAddresses(process.env)
    await command.run(parseInvocation(command, rest, streams))
    return 0
  } catch (error) {
    return report(error, streams)
  }
}

/** Expected refusals in words; anything else is a bug and is thrown on: `main.ts` prints where it arose. */
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
  const fault = databaseFault(error, process.env)
  if (fault !== null) {
    streams.err(`${fault}\n`)
    return 1
  }
  throw error
}

/** Errors that name what is wrong and what to do; anything else is a bug and shows its places. */
const REFUSALS: ReadonlySet<string> = new Set([
  'UnreadableFolderError',
  'ImportRefusedError',
  'AddressInUseError',
  'DataFolderInUseError',
  'TransportSettingsError',
  'NewerDatabaseError',
  'HalfMigratedDatabaseError',
  'ForeignSortingError',
  'MailSettingsError',
  'ProblemError',
  'SettingsError',
  'UpgradeRefusedError',
  'SchemaRefusedError',
  'DatabaseInUseError',
  'QualificationRefusedError',
])

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && REFUSALS.has(error.name)
}

async function help(): Promise<string> {
  const commands = await Promise.all(COMMANDS.map(({ load }) => load()))
  const lines = commands.flatMap(({ usage, about }) => [`  ${usage}`, `      ${about}`])
  return [
    'Usage: hepatrial COMMAND',
    '',
    ...lines,
    '',
    'Every command takes --data DIR (else HEPATRIAL_DATA, else ./data), or DATABASE_URL=postgres://… in the environment.',
    '',
  ].join('\n')
}
