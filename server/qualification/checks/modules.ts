import {
  packageFault,
  packageProbes,
  SYSTEM,
  TO_DO,
  type PackageProbe,
} from '../../needed-packages/service.ts'
import { fact, required, type Check, type CheckFindings, type Line } from '../define.ts'

/** What stays beside the built server: compiled for one system, or read as files. */
export const modules: Check = {
  key: 'modules',
  part: 'installation',
  title: { en: 'Packages at work', zh: '软件包运行' },
  about: {
    en: 'Each package that stays beside the built server loads on this machine, binaries of its system included, and does a small task of what it is for.',
    zh: '保留在服务器构建之外的每个软件包（含本机系统的二进制文件）均可加载，并完成一项与其用途相符的小任务。',
  },
  run: () => tryPackages(packageProbes),
}

/** Asks a small task of each package. */
export async function tryPackages(probes: readonly PackageProbe[]): Promise<CheckFindings> {
  const system = { en: 'Binaries have to be of', zh: '二进制文件须适用于' }
  const lines: Line[] = [fact(system, `${SYSTEM}, Node.js ${process.versions.node}`)]
  for (const probe of probes) lines.push(await tried(probe))
  return { lines }
}

async function tried(probe: PackageProbe): Promise<Line> {
  const { name, label, task } = probe
  const titled = { en: `${label.en} (${name})`, zh: `${label.zh}（${name}）` }
  const fault = await packageFault(probe)
  if (fault === null) return required(titled, task, task)
  const found = {
    en: `${name} ${fault.en}. To do: ${TO_DO.en}`,
    zh: `${name} ${fault.zh}。处理：${TO_DO.zh}`,
  }
  return required(titled, found, task)
}
