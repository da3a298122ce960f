import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
/** What may be handed on within the product as long as its notice is. */
const LICENCES = [
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'OFL-1.1',
]

/** The folder of the package that a file belongs to; undefined where it is the product's own. */
export function packagePlace(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]
}

/**
 * The packages of these folders, by name, each with the texts of its licence. Some name their licence and
 * lack its text: they have that of another one here, or of `others`, without its holder.
 */
export function packagesAt(places, others = []) {
  const found = [...new Set(places)].map(packageAt)
  const known = [...found, ...others.map(packageAt)]
  return found
    .map((one) => (one.texts.length > 0 ? one : { ...one, texts: sameLicence(one, known) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

/** Why these packages cannot be handed on within `what`; nothing where they can. */
export function licenceFaults(packages, what) {
  return packages.flatMap(({ name, licence, texts }) => [
    ...(LICENCES.includes(licence)
      ? []
      : [`${name} has the licence ${licence}: it cannot be within the ${what}.`]),
    ...(texts.length > 0 ? [] : [`No text of the licence of ${name} was found.`]),
  ])
}

/** The text that is handed on with them. */
export function noticesOf(packages) {
  return packages.map(notice).join(`\n${'-'.repeat(72)}\n\n`)
}

/** Lays the notices of the packages within the built client beside it; without one the build fails. */
export function clientNotices() {
  return {
    name: 'client-notices',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds)
      const places = files.flatMap((file) => packagePlace(file.replace(/^\0/, '')) ?? [])
      const packages = packagesAt(places)
      const faults = licenceFaults(packages, 'built client')
      if (faults.length > 0) this.error(faults.join('\n'))
      this.emitFile({ type: 'asset', fileName: 'NOTICES.txt', source: noticesOf(packages) })
    },
  }
}

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

function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}

function packageAt(place) {
  const folder = path.resolve(ROOT, place)
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
