import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { packageRoot } from '../../../server/package-root.ts'

/** A server process that has loaded its program and waits to be told to begin. */
export interface WaitingServer {
  readonly process: ChildProcess
  /** Tells it to begin; it opens the database and listens. */
  readonly begin: () => void
  /** Its address, once it answers. Rejects where it ends before, with what it wrote. */
  readonly url: Promise<string>
  /** Everything it wrote to its error output. */
  readonly written: () => string
  /** Ends it without a word, and waits until it is gone. */
  readonly kill: () => Promise<void>
  /** Waits until it has ended; gives its exit code. */
  readonly ended: Promise<number | null>
}

export interface ServerPlace {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly settings?: Readonly<Record<string, string>>
  readonly host?: string
}

/** The server, bundled once, that starts in a fraction of the usual time: its compiled code is kept. */
export interface ServerProgram {
  readonly start: (place: ServerPlace) => WaitingServer
  readonly remove: () => void
}

/** Bundles the server beside the installed packages, so that those that stay outside are found. */
export async function buildServerProgram(): Promise<ServerProgram> {
  const root = packageRoot()
  const cache = path.join(root, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(path.join(cache, 'faults-'))
  const program = path.join(folder, 'server.cjs')
  await build({
    absWorkingDir: root,
    entryPoints: ['tests/server/faults/lean-server.ts'],
    outfile: program,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: OUTSIDE,
    // Migrations and packages are looked for from here.
    define: {
      'import.meta.url': JSON.stringify(pathToFileURL(path.join(root, 'server/x.ts')).href),
    },
    logLevel: 'error',
  })
  writeFileSync(program, asFunction(readFileSync(program, 'utf8')))
  const loader = path.join(folder, 'load.cjs')
  writeFileSync(loader, LOADER)
  return {
    start: (place) => startProcess([loader, program], place),
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Compiled for one system, or loaded by what no start needs. */
const OUTSIDE = [
  ...['better-sqlite3', '@node-rs/argon2', '@resvg/resvg-js'],
  ...['pdfkit', 'nodemailer', 'pg', 'swagger-ui-dist'],
]

/** A bundle as the text of a function, in ASCII alone: read and compiled in half the time. */
function asFunction(bundle: string): string {
  const ascii = bundle.replaceAll(
    /[^\0-\x7F]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `(function (require, module, exports) {${ascii}\n})`
}

/** Runs a bundle with the compiled code of the run before; the first one that is told to leaves it. */
const LOADER = `
const fs = require('node:fs')
const vm = require('node:vm')
const { createRequire } = require('node:module')
const file = process.argv[2]
const kept = file + '.compiled'
const cachedData = fs.existsSync(kept) ? fs.readFileSync(kept) : undefined
const text = fs.readFileSync(file, 'latin1')
const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
const script = new vm.Script(text, { filename: file, cachedData, importModuleDynamically })
const module_ = { exports: {} }
script.runInThisContext()(createRequire(file), module_, module_.exports)
process.on('SIGUSR2', () => {
  fs.writeFileSync(kept, script.createCachedData())
  process.exit(0)
})
`

/** Such a server is killed after a second: optimising its code would only keep the processors from the next one. */
const SHORT_LIVED = ['--no-opt']

function startProcess(args: readonly string[], place: ServerPlace): WaitingServer {
  const { dataDir, databaseUrl, settings = {}, host = '127.0.0.1' } = place
  const child = spawn(process.execPath, [...SHORT_LIVED, ...args, dataDir, host], {
    env: { ...process.env, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error', ...settings },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  // A server that was killed reads no line any more.
  child.stdin.on('error', () => undefined)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    process: child,
    begin: () => child.stdin.write('begin\n'),
    url: addressOf(child, () => text),
    written: () => text,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    ended,
  }
}

function addressOf(child: ChildProcess, written: () => string): Promise<string> {
  const url = new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', () => {
      const found = /Hepatrial answers at (https?:\S+)\n/.exec(written())?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('close', () => {
      reject(new Error(`The server ended before it answered:\n${written()}`))
    })
  })
  // One that is killed on its way is not asked for its address.
  url.catch(() => undefined)
  return url
}

/** Leaves the compiled code of a program that has been used, and ends it. */
export async function keepCompiled(server: WaitingServer): Promise<void> {
  server.process.kill('SIGUSR2')
  await server.ended
}
