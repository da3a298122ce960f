import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { licenceFaults, noticesOf, packagePlace, packagesAt } from './notices.mjs'

/**
 * The built server with the packages that it loads in the same files: looking for hundreds of
 * small ones took half of each start. `packages.json` beside it says which are within and which stay in
 * node_modules, `NOTICES.txt` has the licence of each that is within.
 */
const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const OUT = path.join(ROOT, 'dist', 'server')

/** These stay as they are installed: compiled for one system, or read as files of their own. */
const BESIDE = [
  '@expo-google-fonts/noto-sans-sc',
  '@node-rs/argon2',
  '@resvg/resvg-js',
  'better-sqlite3',
  'pdfkit',
  'swagger-ui-dist',
]
/** Fetches a binary while it is installed, and is never loaded. */
const AT_INSTALLATION = ['prebuild-install']
/** `pg` asks for it, and goes on without. */
const NEVER_INSTALLED = ['pg-native']

const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: ['server/main.ts'],
  outdir: OUT,
  bundle: true,
  splitting: true,
  external: [...BESIDE, ...NEVER_INSTALLED],
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Packages written for `require` ask for parts of Node.js by it.
  banner: {
    js: "import { createRequire as madeRequire } from 'node:module'; const require = madeRequire(import.meta.url);",
  },
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
})

const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs))
const packages = packagesAt(
  inputs.flatMap((file) => packagePlace(file) ?? []),
  BESIDE.map((name) => path.join('node_modules', name)),
)
const faults = [
  ...licenceFaults(packages, 'built server'),
  ...neitherWithinNorBeside().map((name) => `${name} is neither within the server nor beside it.`),
]
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exit(1)

const listed = packages.map(({ name, version, licence }) => ({ name, version, licence }))
const beside = BESIDE.map((name) => ({ name, version: versionOf(name) }))
write(
  'packages.json',
  `${JSON.stringify({ within: listed, beside, needed: neededBy(BESIDE) }, null, 1)}\n`,
)
write('NOTICES.txt', noticesOf(packages))
removeFormer()

function write(name, text) {
  writeFileSync(path.join(OUT, name), text)
}

function versionOf(name) {
  const manifest = path.join(ROOT, 'node_modules', name, 'package.json')
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}

/**
 * What the packages beside the server load themselves, each behind the one that asks for it. `system`: a
 * binary of which each machine has its own, in the version that the asking package names.
 */
function neededBy(names) {
  const found = []
  const waiting = names.map((name) => ({ name, place: placeOf(name, ROOT) }))
  for (const { name, place } of waiting) {
    const manifest = JSON.parse(readFileSync(path.join(place, 'package.json'), 'utf8'))
    const by = `${name}@${manifest.version}`
    const { dependencies = {}, optionalDependencies = {} } = manifest
    for (const [one, version] of Object.entries(optionalDependencies)) {
      found.push({ name: one, version, by, system: true })
    }
    for (const one of Object.keys(dependencies)) {
      if (one in optionalDependencies || AT_INSTALLATION.includes(one)) continue
      const at = placeOf(one, place)
      const { version } = JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8'))
      const isKnown = found.some((of) => of.name === one && of.version === version)
      found.push({ name: one, version, by, system: false })
      if (!isKnown) waiting.push({ name: one, place: at })
    }
  }
  return found
}

/** Where Node.js finds a package that one in `from` asks for. */
function placeOf(name, from) {
  for (let above = from; ; above = path.dirname(above)) {
    const place = path.join(above, 'node_modules', name)
    if (existsSync(path.join(place, 'package.json'))) return place
    if (above === ROOT) throw new Error(`The package ${name} is not installed.`)
  }
}

/** Packages that the built files import though nobody lays them there. */
function neitherWithinNorBeside() {
  const known = new Set([...BESIDE, ...NEVER_INSTALLED, ...builtinModules])
  const asked = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path: name }) => name),
  )
  return [...new Set(asked)].filter((name) => !name.startsWith('node:') && !known.has(name))
}

/** Files of an earlier build. */
function removeFormer() {
  const made = new Set(Object.keys(metafile.outputs).map((name) => path.basename(name)))
  for (const file of readdirSync(OUT)) {
    if (!made.has(file) && !['packages.json', 'NOTICES.txt'].includes(file)) {
      rmSync(path.join(OUT, file), { recursive: true })
    }
  }
}
