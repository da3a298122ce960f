import { isBusy } from '../../db/busy.ts'
import { lostOutcome } from '../../db/unreachable.ts'
import { fullDisk } from '../http/disk-full.ts'
import { faultFields } from '../http/fault-fields.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the database refused, by the beginning of SQLite's code or PostgreSQL's state. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['28', 'refuses the user or password of DATABASE_URL. Correct the setting.'],
  ['3D000', 'has no database of the name in DATABASE_URL. Make it, or correct the setting.'],
  [
    '53100',
    'has no room left on its disk. The change that was under way was undone. Make room there, and run the command again.',
  ],
]
const UNREADABLE = /^SQLITE_(?:NOTADB|CORRUPT)/

/** One line for a database or disk that cannot be used: what, where and what to do. Null for any other error. */
export function databaseFault(error: unknown, environment: Environment): string | null {
  const code = codeOf(error)
  const local = localFault(error, code)
  if (local !== null) return local
  const url = environment['DATABASE_URL'] ?? ''
  if (url === '') return null
  const server = `The database server ${placeOf(url)}`
  const lost = lostOutcome(error)
  if (lost === 'unknown') {
    return `${server} was lost during a commit: what was to be kept stands whole, or not at all. Look which, before you repeat the command.`
  }
  if (lost !== null) {
    const said = code === '' ? '' : ` (${code})`
    return `${server} does not answer${said}. Start it, or correct DATABASE_URL. Nothing is half done.`
  }
  const refused = REFUSED.find(([beginning]) => code.startsWith(beginning))
  return refused === undefined ? null : `${server} ${refused[1]}`
}

/** Why a result could not be noted, without the values of the statement. */
export function whyNotNoted(error: unknown): string {
  return databaseFault(error, process.env) ?? faultFields(error).message
}

/** What is wrong on this machine. */
function localFault(error: unknown, code: string): string | null {
  if (UNREADABLE.test(code)) {
    return `hepatrial.sqlite in the data folder is no database, or is damaged (${code}). Keep it as it is, and restore the last backup into another folder: hepatrial restore`
  }
  if (isBusy(error)) {
    return 'Another program, such as an import, has been writing to the database for longer than this command waits. The change was not stored. Run the command again when that program has ended.'
  }
  if (fullDisk(error) !== 'here') return null
  const at = error instanceof Error && 'path' in error ? ` at ${String(error.path)}` : ''
  return `A disk is full (${code}${at}): that of the data folder, of temporary files (TMPDIR), or of a folder that is written to. The change that was under way was undone. Make room, and run the command again.`
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}

/** Host and port alone: an address holds a password. */
function placeOf(url: string): string {
  return URL.canParse(url) ? `at ${new URL(url).host}` : 'of DATABASE_URL'
}
