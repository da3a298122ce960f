import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ENVIRONMENTS, type Environment as Purpose } from '../shared/environment/test-mark.ts'

/** Everything that can be set outside the product, by the name it has in environment and settings file. */
export const SETTING_NAMES = [
  'DATABASE_READ_URL',
  'DATABASE_URL',
  'EXPORT_KEEP_DAYS',
  'EXPORT_KEEP_GB',
  'HEPATRIAL_DATA',
  'HEPATRIAL_ENVIRONMENT',
  'HOST',
  'LOG_FILE',
  'LOG_LEVEL',
  'MAIL_FROM',
  'METRICS_TOKEN',
  'PORT',
  'PUBLIC_URL',
  'SECOND_FACTOR_KEY',
  'SMTP_URL',
  'TLS_CERT',
  'TLS_KEY',
  'TRUSTED_PROXY',
] as const

/** Names the settings file. */
export const SETTINGS_FILE = 'HEPATRIAL_SETTINGS'

/** A setting cannot be used as it stands. Says which, where, and what to do; never its value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

type Environment = Readonly<Record<string, string | undefined>>

const fileSchema = z.record(z.string(), z.union([z.string(), z.number()]))
const KNOWN: ReadonlySet<string> = new Set(SETTING_NAMES)

/**
 * The settings of the installation: those of the environment, then those of the file that
 * `HEPATRIAL_SETTINGS` names (a JSON object). Each may stand in a file of its own, named by the setting
 * with `_FILE` behind, as secrets of containers do. Throws `SettingsError` for a key that is not known, a
 * file that cannot be read, and a setting that is given twice in one place.
 */
export function settingsOf(environment: Environment): Readonly<Record<string, string>> {
  const file = environment[SETTINGS_FILE] ?? ''
  const named = file === '' ? {} : ofFile(file)
  return { ...valuesOf(named, file), ...valuesOf(known(environment), 'the environment') }
}

/** The environment with what the settings file adds: what every part of the program reads. */
export function applySettings(environment: Record<string, string | undefined>): void {
  Object.assign(environment, settingsOf(environment))
}

/** Throws `SettingsError` where the address of a database cannot be read. Its value holds a password. */
export function refuseFaultyAddresses(environment: Environment): void {
  for (const name of ['DATABASE_URL', 'DATABASE_READ_URL'] as const) {
    const value = environment[name] ?? ''
    if (value !== '' && !isAddress(value)) {
      throw new SettingsError(
        `${name} is no address of a database: postgres://user:password@host:port/name. Of name and password, write other characters than letters and digits as % and two digits. Nothing was started.`,
      )
    }
  }
}

/** As the driver reads it: a socket's path has no scheme, and one with a user has no host. */
function isAddress(value: string): boolean {
  if (value.startsWith('/')) return true
  return (
    /^(?:postgres|postgresql|socket):/.test(value) && URL.canParse(value.replace('@/', '@host/'))
  )
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** What the log tells: `LOG_LEVEL`, else `info`. Throws `SettingsError` for any other word. */
export function logLevelOf(environment: Environment): string {
  const value = environment['LOG_LEVEL'] ?? 'info'
  if (LOG_LEVELS.some((level) => level === value)) return value
  throw new SettingsError(
    `LOG_LEVEL is to be one of: ${LOG_LEVELS.join(', ')}. Nothing was started.`,
  )
}

/** The environment of another program: without anything that is set for this installation. */
export function withoutSettings(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([key]) => key !== SETTINGS_FILE && !KNOWN.has(baseOf(key))),
  )
}

/**
 * What the installation is said to be for by `HEPATRIAL_ENVIRONMENT`; null: it says nothing, and what the
 * database says holds. Throws `SettingsError` for anything unknown: a mistyped `test` would be production.
 */
export function saidPurpose(environment: Environment): Purpose | null {
  const value = environment['HEPATRIAL_ENVIRONMENT'] ?? ''
  if (value === '') return null
  const found = ENVIRONMENTS.find((one) => one === value)
  if (found !== undefined) return found
  throw new SettingsError(
    `HEPATRIAL_ENVIRONMENT is to be one of: ${ENVIRONMENTS.join(', ')}. Nothing was started.`,
  )
}

/**
 * What an installation is for, by its database and its setting: one for tests stays one, and one in
 * production becomes one where the setting says so. Throws `SettingsError` where the setting says
 * production of one for tests.
 */
export function agreedPurpose(stored: Purpose, said: Purpose | null): Purpose {
  if (stored === 'test' && said === 'production') {
    throw new SettingsError(
      'HEPATRIAL_ENVIRONMENT says production, and the database says that it is a test installation, which it stays. Take the setting out, or name the data folder or database of the production installation. Nothing was started.',
    )
  }
  return said ?? stored
}

function known(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([key, value]) => (value ?? '') !== '' && KNOWN.has(baseOf(key)),
    ),
  )
}

function baseOf(key: string): string {
  return key.endsWith('_FILE') && !KNOWN.has(key) ? key.slice(0, -'_FILE'.length) : key
}

function ofFile(file: string): Environment {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // What a parser says of a text holds parts of it, and those may be secrets.
    throw new SettingsError(`The settings file ${file} cannot be read (${reasonOf(error)}).`)
  }
  const parsed = fileSchema.safeParse(content)
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new SettingsError(
      `The settings file ${file} is to be one JSON object of texts and numbers${at === '' ? '' : `; "${at}" is neither`}.`,
    )
  }
  refuseUnknown(Object.keys(parsed.data), file)
  return Object.fromEntries(Object.entries(parsed.data).map(([key, value]) => [key, String(value)]))
}

function refuseUnknown(keys: readonly string[], file: string): void {
  const unknown = keys.filter((key) => !KNOWN.has(baseOf(key)))
  if (unknown.length === 0) return
  const told = unknown.map((key) => {
    const near = nearest(key)
    return near === null ? `"${key}"` : `"${key}" (did you mean ${near}?)`
  })
  throw new SettingsError(
    `The settings file ${file} has keys that are not known: ${told.join(', ')}. Known are: ${SETTING_NAMES.join(', ')}, each also with _FILE behind. Nothing was started.`,
  )
}

/** Values, those that stand in files of their own read from there. */
function valuesOf(given: Environment, where: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const [key, value = ''] of Object.entries(given)) {
    const name = baseOf(key)
    if (values[name] !== undefined) {
      throw new SettingsError(`${name} is given twice in ${where}: by itself, and as ${name}_FILE.`)
    }
    values[name] = key === name ? value : secretOf(key, value)
  }
  return values
}

function secretOf(key: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new SettingsError(`${key} cannot be read (${reasonOf(error)}): it names a file.`)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is no JSON'
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

/** The known name that a mistyped one is nearest to; null where none is near. */
function nearest(key: string): string | null {
  const wanted = key.toUpperCase().replaceAll(/[^A-Z]+/g, '_')
  const [best] = SETTING_NAMES.map((name) => ({ name, away: distance(wanted, name) })).sort(
    (a, b) => a.away - b.away,
  )
  return best !== undefined && best.away <= 3 ? best.name : null
}

/** How many letters are to be changed, added or left out to make one text of the other. */
function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(changed, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = row
  }
  return before[b.length] ?? 0
}
