import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of the installed package, from any module of it, bundled or not: the nearest folder
 * above with the product's package.json. Migrations and the built client are found from here.
 */
export function packageRoot(moduleUrl: string = import.meta.url): string {
  let folder = path.dirname(fileURLToPath(moduleUrl))
  for (;;) {
    const manifest = path.join(folder, 'package.json')
    if (existsSync(manifest) && /"name":\s*"hepatrial"/.test(readFileSync(manifest, 'utf8'))) {
      return folder
    }
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('The package folder of Hepatrial was not found.')
    folder = parent
  }
}

/**
 * The folder `dist` that this module was built into; null where it runs from the sources, or from a
 * bundle that was made of them at the start.
 */
export function builtFolder(): string | null {
  const built = path.join(packageRoot(), 'dist')
  const own = path.relative(path.join(built, 'server'), fileURLToPath(import.meta.url))
  return own.startsWith('..') || path.isAbsolute(own) ? null : built
}
