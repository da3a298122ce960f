import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { databaseOf, removeDatabase } from './own-database.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const BUILT_SERVER = path.join('dist', 'server', 'main.js')
const BUILT = [BUILT_SERVER, path.join('dist', 'client', 'index.html')]
const SOURCES = [
  ...['client', 'server', 'shared', 'db', 'index.html', 'vite.config.ts', 'package.json'],
  ...['bin/guide.mjs', 'docs/user-guide.md', 'docs/user-guide.zh.md'],
  ...['docs/release-notes.md', 'docs/release-notes.zh.md'],
]

/** A data folder of its own in the system's temporary folder. */
export function newDataFolder(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'hepatrial-e2e-'))
}

/** The built server as a process of its own, on a port that the system chose. */
export interface BuiltServer {
  readonly url: string
  readonly dataDir: string
  /** The one-time link for the first administrator; fails where none is printed. */
  readonly setupLink: () => Promise<string>
  /** Ends the process alone: its data stay, for another one. */
  readonly end: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
  /** Ends the process, and removes its data. */
  readonly stop: () => Promise<void>
}

/** Starts what `npm start` starts, with these settings besides, and waits until it answers. Builds first where a source is newer. */
export async function startServer(
  dataDir: string = newDataFolder(),
  settings: Readonly<Record<string, string>> = {},
): Promise<BuiltServer> {
  buildIfStale()
  const args = [BUILT_SERVER, 'serve', '--port', '0', '--data', dataDir]
  const DATABASE_URL = await databaseOf(dataDir)
  const server = spawn(process.execPath, args, {
    cwd: root,
    env: { ...shellEnvironment(), LOG_LEVEL: 'error', DATABASE_URL, ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const printed = errorOutputOf(server)
  return {
    url: await printed(/Hepatrial answers at (http:\S+)/),
    dataDir,
    setupLink: () => printed(/(http:\S+\/setup\?token=\S+)/),
    end: (signal) => end(server, signal),
    stop: async () => {
      await end(server)
      await removeDatabase(dataDir)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const PATIENCE_MS = 20_000

/** Collects the error output; gives a wait for the first group of a pattern in it. */
function errorOutputOf(server: ChildProcess): (pattern: RegExp) => Promise<string> {
  let text = ''
  server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  return (pattern) =>
    new Promise((resolve, reject) => {
      const giveUpAt = Date.now() + PATIENCE_MS
      const look = setInterval(() => {
        const match = pattern.exec(text)?.[1]
        if (match !== undefined) resolve(match)
        else if (server.exitCode === null && Date.now() < giveUpAt) return
        else reject(new Error(`The server did not print ${pattern.source}:\n${text}`))
        clearInterval(look)
      }, 20)
    })
}

async function end(server: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill(signal)
  await ended
}

/** Runs the built command line beside the server; gives its output, fails when it fails. */
export async function hepatrial(...args: readonly string[]): Promise<string> {
  buildIfStale()
  const DATABASE_URL = await databaseOf(args[args.indexOf('--data') + 1] ?? '')
  const { stdout } = await promisify(execFile)(process.execPath, [BUILT_SERVER, ...args], {
    cwd: root,
    env: { ...shellEnvironment(), DATABASE_URL },
    maxBuffer: 64 * 1024 * 1024,
  })
  return stdout
}

/** Path of a reference trial in the trial-CSV layout. */
export function goldenTrial(protocol: string): string {
  return path.join('tests', 'golden', 'trials', protocol)
}

/** The environment without what the test runner put there: people start the product without it. */
function shellEnvironment(): NodeJS.ProcessEnv {
  const ofRunner = new Set(['NODE_ENV', 'VITEST', 'TEST', 'MODE', 'DEV', 'PROD', 'SSR', 'BASE_URL'])
  const kept = Object.entries(process.env).filter(
    ([name]) => !ofRunner.has(name) && !name.startsWith('VITEST_'),
  )
  return Object.fromEntries(kept)
}

let isFresh = false

/** Builds the product where a source is newer than what was built. */
export function buildIfStale(): void {
  if (isFresh) return
  isFresh = true
  const built = BUILT.map((file) => path.join(root, file))
  const builtAt = Math.min(...built.map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0)))
  if (SOURCES.every((source) => newestIn(path.join(root, source)) <= builtAt)) return
  const build = spawnSync('npm', ['run', '-s', 'build'], {
    cwd: root,
    env: shellEnvironment(),
    encoding: 'utf8',
  })
  if (build.status !== 0) throw new Error(`The build failed.\n${build.stdout}${build.stderr}`)
}

function newestIn(place: string): number {
  const found = statSync(place)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(0, ...readdirSync(place).map((name) => newestIn(path.join(place, name))))
}
