import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const CLIENT = path.resolve(import.meta.dirname, '../../client')
const CORE = path.dirname(fileURLToPath(import.meta.resolve('@mantine/core/styles.css')))
const SHEETS = path.join(CORE, 'styles')

function filesUnder(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => path.join(folder, name))
}

/** Names that the client imports from the library of controls, types left out. */
function usedControls(): ReadonlySet<string> {
  const imports = /import\s+\{([^}]*)\}\s+from\s+'@mantine\/core'/g
  const names = filesUnder(CLIENT, /\.tsx?$/).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(imports)].flatMap(([, list = '']) => list.split(',')),
  )
  return new Set(names.map((name) => name.trim()).filter((name) => /^[A-Z]/.test(name)))
}

/** Style sheets of a control and of what it is built of. */
function sheetsOf(module: string, seen: Set<string>): readonly string[] {
  if (seen.has(module) || !existsSync(module)) return []
  seen.add(module)
  const own = /([A-Za-z]+)\.module\.mjs$/.exec(module)?.[1]
  const imported = [...readFileSync(module, 'utf8').matchAll(/from\s*"(\.[^"]+)"/g)]
  const parts = imported.flatMap(([, to = '']) =>
    sheetsOf(path.resolve(path.dirname(module), to), seen),
  )
  return own === undefined ? parts : [own, ...parts]
}

it('each control that a page uses has its styles, in the order of the whole style sheet', () => {
  const modules = new Map(
    filesUnder(path.join(CORE, 'esm'), /\.mjs$/).map((file) => [path.basename(file, '.mjs'), file]),
  )
  const seen = new Set<string>()
  const needed = [...usedControls()].flatMap((name) => {
    const module = modules.get(name)
    return module === undefined ? [] : sheetsOf(module, seen)
  })
  expect(needed.length).toBeGreaterThan(20)
  const text = readFileSync(path.join(CLIENT, 'app', 'control-styles.ts'), 'utf8')
  const listed = [...text.matchAll(/core\/styles\/([\w-]+)\.css/g)].map(([, name = '']) => name)
  expect([...new Set(needed)].filter((name) => !listed.includes(name))).toEqual([])
  const whole = readFileSync(path.join(CORE, 'styles.css'), 'utf8')
  const places = listed.map((name) =>
    whole.indexOf(readFileSync(path.join(SHEETS, `${name}.css`), 'utf8').slice(0, 60)),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
})
