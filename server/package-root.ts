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
