import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { builtFolder, packageRoot } from '../../package-root.ts'
import { PROGRAM_VERSION } from '../../program-version.ts'
import { fact, required, same, type Check, type CheckFindings, type Line } from '../define.ts'

const manifestSchema = z.object({
  version: z.string(),
  folders: z.array(z.string()),
  files: z.record(z.string(), z.string()),
})

/** The files of the product are those that were built. */
export const checksums: Check = {
  key: 'checksums',
  part: 'installation',
  title: { en: 'Files of the product', zh: '产品文件' },
  about: {
    en: 'Each file has the SHA-256 that it had when the product was built; none is missing, none was added. Packages that stay in node_modules are not in the list: SHA256SUMS of the offline archive has them.',
    zh: '每个文件的 SHA-256 与构建时一致；无缺失，无新增。清单不含保留在 node_modules 中的软件包：离线归档的 SHA256SUMS 包含它们。',
  },
  run: () => checkFiles(builtFolder(), packageRoot()),
}

/** Compares the files below `root` with the list that the build left in `built`. */
export async function checkFiles(built: string | null, root: string): Promise<CheckFindings> {
  if (built === null) {
    return {
      notApplicable: {
        en: 'The product runs from its sources: there is no build whose files could be compared. Qualify the built product.',
        zh: '产品由源代码运行：没有可供比对的构建文件。请对已构建的产品进行确认。',
      },
    }
  }
  const file = path.join(built, 'checksums.json')
  if (!existsSync(file)) {
    return { lines: [required(LIST, { en: 'missing', zh: '缺失' }, same(file))] }
  }
  const text = readFileSync(file)
  const { version, folders, files } = manifestSchema.parse(JSON.parse(text.toString('utf8')))
  const present = new Set(folders.flatMap((folder) => filesIn(root, folder)))
  const missing = Object.keys(files).filter((name) => !existsSync(path.join(root, name)))
  const added = [...present].filter((name) => !Object.hasOwn(files, name))
  const altered: string[] = []
  for (const [name, sha256] of Object.entries(files)) {
    if (!missing.includes(name) && hashOf(path.join(root, name)) !== sha256) altered.push(name)
    await setImmediate()
  }
  return {
    lines: [
      fact({ en: 'Files in the list', zh: '清单中的文件' }, Object.keys(files).length),
      fact({ en: 'SHA-256 of the list', zh: '清单的 SHA-256' }, sha256(text)),
      required({ en: 'Version of the list', zh: '清单的版本' }, version, PROGRAM_VERSION),
      none({ en: 'Altered files', zh: '被改动的文件' }, altered),
      none({ en: 'Missing files', zh: '缺失的文件' }, missing),
      none({ en: 'Added files', zh: '新增的文件' }, added),
    ],
  }
}

const LIST = { en: 'List of the build', zh: '构建清单' }

function filesIn(root: string, folder: string): readonly string[] {
  const place = path.join(root, folder)
  if (!existsSync(place)) return []
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
}

function hashOf(file: string): string {
  return sha256(readFileSync(file))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const SHOWN = 5

function none(label: Line['label'], names: readonly string[]): Line {
  const more = names.length > SHOWN ? ' …' : ''
  const shown =
    names.length === 0 ? '0' : `${names.length}: ${names.slice(0, SHOWN).join(', ')}${more}`
  return required(label, shown, '0')
}
