import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Puts everything that a machine without a network needs into one folder, and packs it: the built
 * product, the packages it loads with their compiled parts, Node.js itself, and what runs it as a
 * service. `--folder DIR` makes the folder alone.
 */
const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const { name, version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))

const wished = process.argv.indexOf('--folder')
const title = `${name}-${version}-${process.platform}-${process.arch}`
const out = path.join(ROOT, 'dist', 'offline')
const folder = wished === -1 ? path.join(out, title) : path.resolve(process.argv[wished + 1] ?? '')

if (!existsSync(path.join(ROOT, 'dist', 'server', 'main.js'))) {
  console.error('Nothing is built yet: run "npm run build" first.')
  process.exit(1)
}
if (wished !== -1 && ((process.argv[wished + 1] ?? '') === '' || holdsSomething(folder))) {
  console.error('--folder needs a folder that is not there yet, or empty.')
  process.exit(2)
}

function holdsSomething(place) {
  return existsSync(place) && readdirSync(place).length > 0
}
/** What serves without the sources; containers are built from those. Beside it lie certificates and passwords. */
const DEPLOYED = ['nginx', 'systemd']

const PRODUCT = [
  ...['dist/server', 'dist/client', 'dist/reference-cases', 'dist/checksums.json'],
  ...['db/migrations', 'docs'],
]

/** The product as it is built, without its sources. */
function copyProduct() {
  const app = path.join(folder, 'app')
  for (const part of PRODUCT) {
    cpSync(path.join(ROOT, part), path.join(app, part), { recursive: true })
  }
  mkdirSync(path.join(app, 'bin'), { recursive: true })
  for (const file of ['package.json', 'README.md', 'bin/hepatrial.mjs', 'bin/run-bundled.mjs']) {
    copyFileSync(path.join(ROOT, file), path.join(app, file))
  }
  for (const part of DEPLOYED) {
    cpSync(path.join(ROOT, 'deploy', part), path.join(folder, 'deploy', part), { recursive: true })
  }
}

/** Every package that the built server leaves beside it, and what those need, as they are installed here. */
function copyPackages() {
  const waiting = besideServer().map((one) => ({ one, from: ROOT, optional: false }))
  const taken = new Set()
  while (waiting.length > 0) {
    const { one, from, optional } = waiting.pop()
    const place = placeOf(one, from)
    if (place === null) {
      if (optional) continue
      throw new Error(`The package ${one} is not installed.`)
    }
    if (taken.has(place)) continue
    taken.add(place)
    copyPackage(place)
    const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'))
    const { dependencies: needs = {}, optionalDependencies: offers = {} } = manifest
    for (const need of Object.keys({ ...needs, ...offers })) {
      waiting.push({ one: need, from: place, optional: need in offers })
    }
  }
}

/** The packages that are not within the built server. */
function besideServer() {
  const list = path.join(ROOT, 'dist', 'server', 'packages.json')
  return JSON.parse(readFileSync(list, 'utf8')).beside.map(({ name }) => name)
}

/** Where a package lies that one in `from` asks for; null where it is not installed. */
function placeOf(one, from) {
  for (let above = from; ; above = path.dirname(above)) {
    const place = path.join(above, 'node_modules', one)
    if (existsSync(path.join(place, 'package.json'))) return place
    if (above === ROOT || above === path.dirname(above)) return null
  }
}

/** What a compiled part was made of, and what only its makers read. */
const LEFT_OUT = /^(?:deps|src|test|tests|docs|example|examples|\.github)$/

function copyPackage(place) {
  const inside = path.relative(ROOT, place)
  const compiled = existsSync(path.join(place, 'build', 'Release'))
  cpSync(place, path.join(folder, 'app', inside), {
    recursive: true,
    filter: (from) => {
      const [first = '', second = '', ...further] = path.relative(place, from).split(path.sep)
      if (first === 'node_modules') return false
      if (!compiled) return true
      if (LEFT_OUT.test(first)) return false
      // Of what was compiled, the module alone.
      return first !== 'build' || second === '' || isModule(second, further)
    },
  })
}

function isModule(second, further) {
  return second === 'Release' && (further.length === 0 || /^[^/]+\.node$/.test(further.join('/')))
}

/** Node.js itself and commands that need no other one. */
function copyRuntime() {
  const bin = path.join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  copyFileSync(process.execPath, path.join(bin, 'node'))
  command(
    'hepatrial',
    'exec "$here/node" --enable-source-maps "$here/../app/bin/hepatrial.mjs" "$@"',
  )
}

function command(called, line) {
  const file = path.join(folder, 'bin', called)
  const here = 'here=$(CDPATH= cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd)'
  writeFileSync(file, `#!/bin/sh\nset -eu\n${here}\n${line}\n`)
  chmodSync(file, 0o755)
}

function writeChecksums() {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
  const lines = files.map((file) => {
    const hash = createHash('sha256')
      .update(readFileSync(path.join(folder, file)))
      .digest('hex')
    return `${hash}  ${file}\n`
  })
  writeFileSync(path.join(folder, 'SHA256SUMS'), lines.join(''))
}

/** One archive of the folder: the same content, the same bytes. */
function pack() {
  const archive = path.join(out, `${title}.tar.gz`)
  const same = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner']
  execFileSync('tar', [...same, '-I', 'gzip -n', '-cf', archive, '-C', out, title])
  return archive
}

if (wished === -1) rmSync(folder, { recursive: true, force: true })
copyProduct()
copyPackages()
copyRuntime()
writeChecksums()
console.log(wished === -1 ? pack() : folder)
