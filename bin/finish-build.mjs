import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The last step of a build: lays the reference cases beside the product, and lists the SHA-256 of every
 * file of its own that runs (packages in node_modules are listed by SHA256SUMS of the offline archive).
 * `hepatrial qualify` runs the cases and compares the files.
 */
const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const CASES = path.join(ROOT, 'dist', 'reference-cases')
const FOLDERS = ['db/migrations', 'dist/client', 'dist/reference-cases', 'dist/server']
const SINGLE = ['bin/hepatrial.mjs', 'bin/run-bundled.mjs', 'package.json']

rmSync(CASES, { recursive: true, force: true })
cpSync(path.join(ROOT, 'tests', 'golden'), CASES, { recursive: true })

function filesIn(folder) {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
}

const names = [...SINGLE, ...FOLDERS.flatMap(filesIn)].sort()
const files = Object.fromEntries(
  names.map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(path.join(ROOT, name)))
      .digest('hex'),
  ]),
)
const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
writeFileSync(
  path.join(ROOT, 'dist', 'checksums.json'),
  `${JSON.stringify({ version, folders: FOLDERS, files }, null, 1)}\n`,
)
