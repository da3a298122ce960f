import { readFileSync } from 'node:fs'
import { arch, cpus, release, totalmem, type } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { releases } from '../../../shared/releases/registry.ts'
import { builtFolder, packageRoot } from '../../package-root.ts'
import { PROGRAM_VERSION } from '../../program-version.ts'
import { fact, required, same, type Check } from '../define.ts'

const manifest = z.object({ engines: z.object({ node: z.string().regex(/^>=\d+\.\d+$/) }) })

/** What is installed, and on what. */
export const product: Check = {
  key: 'product',
  part: 'installation',
  title: { en: 'Product and machine', zh: '产品与机器' },
  about: {
    en: 'The version is the one that the release notes tell of; Node.js is new enough.',
    zh: '版本与发布说明所述一致；Node.js 版本满足要求。',
  },
  run() {
    const wanted = manifest.parse(
      JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')),
    ).engines.node
    const cpu = cpus()
    const memory = `${(totalmem() / 1e9).toFixed(1)} GB`
    const place = builtFolder() === null ? SOURCES : same(packageRoot())
    return Promise.resolve({
      lines: [
        required(
          { en: 'Version of Hepatrial', zh: 'Hepatrial 版本' },
          PROGRAM_VERSION,
          releases.keys[0] ?? '',
        ),
        fact({ en: 'Installed at', zh: '安装位置' }, place),
        required(
          { en: 'Version of Node.js', zh: 'Node.js 版本' },
          process.versions.node,
          { en: `${wanted.slice(2)} or newer`, zh: `${wanted.slice(2)} 或更高` },
          isAtLeast(process.versions.node, wanted.slice(2)),
        ),
        fact({ en: 'Operating system', zh: '操作系统' }, `${type()} ${release()} ${arch()}`),
        fact({ en: 'Processors', zh: '处理器' }, `${cpu.length} × ${cpu[0]?.model.trim() ?? '?'}`),
        fact({ en: 'Memory', zh: '内存' }, memory),
      ],
    })
  },
}

const SOURCES = { en: 'Run from the sources, not installed', zh: '由源代码运行，非正式安装' }

/** Whether a version is that one or newer. */
export function isAtLeast(version: string, least: string): boolean {
  const [have, want] = [version, least].map((text) => text.split('.').map(Number))
  for (const [place, number] of (want ?? []).entries()) {
    const own = have?.[place] ?? 0
    if (own !== number) return own > number
  }
  return true
}
