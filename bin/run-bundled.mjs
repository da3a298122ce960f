import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/**
 * Runs a TypeScript entry without a build step: bundles it (about 0.1 s), keeps the bundle under its
 * hash beside the installed packages, and imports it. What is imported lazily is a file of its own,
 * so that a command loads only what it needs. An installation without sources runs `built`.
 */
export async function runBundled(entry, built) {
  process.setSourceMapsEnabled(true)
  if (!existsSync(path.join(root, entry))) {
    return import(pathToFileURL(path.join(root, built)).href)
  }
  const cache = path.join(root, 'node_modules', '.cache', 'hepatrial')
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: path.join(cache, 'bundle'),
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    write: false,
    logLevel: 'error',
  })
  const hash = createHash('sha256')
  for (const { contents } of outputFiles) hash.update(contents)
  const folder = path.join(cache, hash.digest('hex').slice(0, 16))
  if (!existsSync(folder)) keep(folder, outputFiles)
  return import(pathToFileURL(path.join(folder, `${path.basename(entry, '.ts')}.js`)).href)
}

/** Whole or not at all: another command may be started at the same moment. */
function keep(folder, files) {
  const partial = `${folder}.${process.pid}`
  mkdirSync(partial, { recursive: true })
  writeFileSync(path.join(partial, 'package.json'), '{ "type": "module" }\n')
  for (const file of files)
    writeFileSync(path.join(partial, path.basename(file.path)), file.contents)
  try {
    renameSync(partial, folder)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}
