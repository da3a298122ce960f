import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { SYSTEM, TO_DO } from '../../needed-packages/service.ts'
import { builtFolder } from '../../package-root.ts'
import { fact, required, same, type Check, type CheckFindings, type Line } from '../define.ts'

const listSchema = z.object({
  within: z.array(z.unknown()),
  beside: z.array(z.object({ name: z.string(), version: z.string() })),
  needed: z.array(
    z.object({ name: z.string(), version: z.string(), by: z.string(), system: z.boolean() }),
  ),
})
type Needed = z.infer<typeof listSchema>['needed'][number]
const manifestSchema = z.object({ version: z.string() })

/** The packages of others are those that the product was built and tested with. */
export const packages: Check = {
  key: 'packages',
  part: 'installation',
  title: { en: 'Packages of others', zh: '第三方软件包' },
  about: {
    en: 'Most packages are within the files of the product, whose SHA-256 are compared. Those that stay in node_modules, and those that they load themselves, binaries of this system included, have the version that the product was built and tested with.',
    zh: '大多数软件包已包含在产品文件中，其 SHA-256 已另行比对。保留在 node_modules 中的软件包及其自身所需的软件包（含本机系统的二进制文件），其版本须与产品构建和测试时一致。',
  },
  run: () => Promise.resolve(checkPackages(builtFolder())),
}

/**
 * Compares the packages that a built server finds beside it, and those that these ask for, with the list
 * that the build left. `system`: as binaries of the machine are named.
 */
export function checkPackages(built: string | null, system: string = SYSTEM): CheckFindings {
  if (built === null) {
    return {
      notApplicable: {
        en: 'The product runs from its sources: there is no build that it could be compared with. Qualify the built product.',
        zh: '产品由源代码运行：没有可供比对的构建。请对已构建的产品进行确认。',
      },
    }
  }
  const server = path.join(built, 'server')
  const list = path.join(server, 'packages.json')
  if (!existsSync(list)) {
    const label = { en: 'List of the build', zh: '构建清单' }
    return { lines: [required(label, MISSING, same(list))] }
  }
  const { within, beside, needed } = listSchema.parse(JSON.parse(readFileSync(list, 'utf8')))
  const places = new Map<string, string>()
  const compared = (one: { readonly name: string; readonly version: string }, from: string) => {
    const found = installed(one.name, from)
    if (found !== null) places.set(keyOf(one), found.place)
    return versionLine(same(one.name), found?.version ?? null, one.version)
  }
  return {
    lines: [
      fact({ en: 'Packages within the product', zh: '产品内含的软件包' }, within.length),
      ...beside.map((one) => compared(one, server)),
      ...needed.flatMap((one) => {
        // Where the asking package is missing, its own line says so.
        const from = places.get(one.by)
        return from === undefined || one.system ? [] : [compared(one, from)]
      }),
      ...binaryLines(needed, places, system),
    ],
  }
}

const MISSING = { en: 'missing', zh: '缺失' }

function keyOf({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${name}@${version}`
}

/** Of each package that has a binary for each kind of machine: the one of this machine. */
function binaryLines(
  needed: readonly Needed[],
  places: ReadonlyMap<string, string>,
  system: string,
): readonly Line[] {
  const binaries = needed.filter((one) => one.system && places.has(one.by))
  return [...new Set(binaries.map(({ by }) => by))].flatMap((by) => {
    const fitting = binaries.filter((one) => one.by === by && one.name.includes(`-${system}`))
    const found = fitting.flatMap((one) => {
      const at = installed(one.name, places.get(by) ?? '')
      return at === null ? [] : [versionLine(same(one.name), at.version, one.version)]
    })
    const label = { en: `Binary of ${by} for ${system}`, zh: `${by} 适用于 ${system} 的二进制文件` }
    const names = fitting.map(keyOf).join(' / ')
    return found.length > 0 ? found : [versionLine(label, null, names === '' ? system : names)]
  })
}

/** What was expected and, where it is not so, what to do. */
function versionLine(label: Line['label'], found: string | null, version: string): Line {
  const isRight = found === version
  const expected = isRight
    ? same(version)
    : { en: `${version}. To do: ${TO_DO.en}`, zh: `${version}。处理：${TO_DO.zh}` }
  return required(label, found ?? MISSING, expected, isRight)
}

/** As Node.js finds it from a folder: in the nearest node_modules above; null: nowhere. */
function installed(
  name: string,
  from: string,
): { readonly place: string; readonly version: string } | null {
  for (let above = from; ; above = path.dirname(above)) {
    const place = path.join(above, 'node_modules', name)
    const manifest = path.join(place, 'package.json')
    if (existsSync(manifest)) {
      const { version } = manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')))
      return { place, version }
    }
    if (above === path.dirname(above)) return null
  }
}
