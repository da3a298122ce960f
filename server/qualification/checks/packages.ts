import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { builtFolder } from '../../package-root.ts'
import { fact, required, same, type Check, type CheckFindings } from '../define.ts'

const listSchema = z.object({
  within: z.array(z.unknown()),
  beside: z.array(z.object({ name: z.string(), version: z.string() })),
})
const manifestSchema = z.object({ version: z.string() })

/** The packages of others are those that the product was built and tested with. */
export const packages: Check = {
  key: 'packages',
  part: 'installation',
  title: { en: 'Packages of others', zh: '第三方软件包' },
  about: {
    en: 'Most packages are within the files of the product, whose SHA-256 are compared. Those that stay in node_modules have the version that the product was built and tested with.',
    zh: '大多数软件包已包含在产品文件中，其 SHA-256 已另行比对。保留在 node_modules 中的软件包，其版本须与产品构建和测试时一致。',
  },
  run: () => Promise.resolve(checkPackages(builtFolder())),
}

/** Compares the packages that a built server finds beside it with the list that the build left. */
export function checkPackages(built: string | null): CheckFindings {
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
    return { lines: [required(label, { en: 'missing', zh: '缺失' }, same(list))] }
  }
  const { within, beside } = listSchema.parse(JSON.parse(readFileSync(list, 'utf8')))
  return {
    lines: [
      fact({ en: 'Packages within the product', zh: '产品内含的软件包' }, within.length),
      ...beside.map(({ name, version }) =>
        required(
          same(name),
          installedVersion(name, server) ?? { en: 'missing', zh: '缺失' },
          version,
        ),
      ),
    ],
  }
}

/** As Node.js finds it from a folder: in the nearest node_modules above; null: nowhere. */
function installedVersion(name: string, from: string): string | null {
  for (let above = from; ; above = path.dirname(above)) {
    const manifest = path.join(above, 'node_modules', name, 'package.json')
    if (existsSync(manifest)) {
      return manifestSchema.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version
    }
    if (above === path.dirname(above)) return null
  }
}
