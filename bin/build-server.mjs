import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

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
/** `pg` asks for it, and goes on without. */
const NEVER_INSTALLED = ['pg-native']
/** What may be handed on within the product as long as its notice is. */
const LICENCES = ['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD']

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

const packages = packagesWithin()
const withoutLicence = packages.filter(({ licence }) => !LICENCES.includes(licence))
const strangers = neitherWithinNorBeside()
for (const { name, licence } of withoutLicence) {
  console.error(`${name} has the licence ${licence}: it cannot be within the built server.`)
}
const withoutText = packages.filter(({ texts }) => texts.length === 0)
for (const { name } of withoutText) console.error(`No text of the licence of ${name} was found.`)
for (const name of strangers) console.error(`${name} is neither within the server nor beside it.`)
if (withoutLicence.length + withoutText.length + strangers.length > 0) process.exit(1)

const listed = packages.map(({ name, version, licence }) => ({ name, version, licence }))
const beside = BESIDE.map((name) => ({ name, version: versionOf(name) }))
write('packages.json', `${JSON.stringify({ within: listed, beside }, null, 1)}\n`)
write('NOTICES.txt', packages.map(notice).join(`\n${'-'.repeat(72)}\n\n`))
removeFormer()

function write(name, text) {
  writeFileSync(path.join(OUT, name), text)
}

/** Each package of which anything is within, by name. */
function packagesWithin() {
  const places = new Set()
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const input of Object.keys(inputs)) {
      const [place] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []
      if (place !== undefined) places.add(place)
    }
  }
  const found = [...places].map(packageAt)
  const others = BESIDE.map((name) => packageAt(path.join('node_modules', name)))
  return found
    .map((one) =>
      one.texts.length > 0 ? one : { ...one, texts: sameLicence(one, [...found, ...others]) },
    )
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

/** Of a package that names its licence and does not have the text: that of another one, without its holder. */
function sameLicence({ licence }, others) {
  const like = others.find((other) => other.licence === licence && other.texts.length > 0)
  const text = like?.texts.find((one) => one.length > 400)
  if (text === undefined) return []
  return [
    text
      .split('\n')
      .filter((line) => !/^\s*copyright\b.*\d{4}/i.test(line))
      .join('\n')
      .trim(),
  ]
}

function versionOf(name) {
  const manifest = path.join(ROOT, 'node_modules', name, 'package.json')
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}

function packageAt(place) {
  const folder = path.join(ROOT, place)
  const read = (file) =>
    readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()
  const files = readdirSync(folder).sort()
  const { name, version, license, author, repository } = JSON.parse(read('package.json'))
  const texts = files.filter((file) => /^(?:licen[cs]e|notice|copying)/i.test(file)).map(read)
  // Some say it at the end of what they say about themselves.
  const about = files.filter((file) => /^readme/i.test(file)).map(read)
  const [said] = about.flatMap((text) => /^#+ licen[cs]e\n(.*)/ims.exec(text)?.[1].trim() ?? [])
  if (texts.length === 0 && said !== undefined) texts.push(said)
  const origin = [author?.name ?? author, repository?.url ?? repository].filter(Boolean).join(', ')
  return { name, version, licence: String(license), origin, texts }
}

function notice({ name, version, licence, origin, texts }) {
  return `${[`${name} ${version} (${licence})\n${origin}`, ...texts].join('\n\n')}\n`
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
