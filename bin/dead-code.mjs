import { readdirSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { analyzeTsConfig } from 'ts-unused-exports'

/** Names that a module loaded when it is needed gives: `(await import('./page.tsx')).Page`. */
const lazy = new Set()
const folders = ['shared', 'db', 'server', 'client', 'tests/bench']
const sources = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true }).map((name) => `${folder}/${name}`),
)
for (const file of sources.filter((name) => /\.tsx?$/.test(name))) {
  const text = readFileSync(file, 'utf8')
  for (const [, name] of text.matchAll(/await import\('[^']+'\)\)\.(\w+)/g)) lazy.add(name)
  for (const [, names] of text.matchAll(/\{([^{}]+)\} = await import\(/g)) {
    for (const name of names.split(',')) lazy.add(name.trim())
  }
}

/** Exports that nothing uses: no other module, and nothing in their own beside the declaration. */
const { unusedExports } = analyzeTsConfig('tsconfig.json')
const faults = Object.entries(unusedExports).flatMap(([file, found]) => {
  if (file.endsWith('.d.ts')) return []
  const text = readFileSync(file, 'utf8')
  const isNamedOnce = ({ exportName }) =>
    [...text.matchAll(new RegExp(`\\b${exportName}\\b`, 'g'))].length === 1
  return found
    .filter((one) => isNamedOnce(one) && !lazy.has(one.exportName))
    .map(
      ({ exportName, location }) =>
        `${relative('.', file)}:${location?.line ?? 1}: ${exportName} is used nowhere`,
    )
})
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
