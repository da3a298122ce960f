import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { packageProbes, type PackageProbe } from './probes.ts'

export { packageProbes, type PackageProbe } from './probes.ts'

/** The machine that packages have to fit, as their binaries are named. */
export const SYSTEM = `${process.platform}-${process.arch}`

/** What mends a package that is missing, of another version, or of another machine. */
export const TO_DO: Bilingual = {
  en: `lay here the files of the offline archive that was made for ${SYSTEM}, or install the product again on this machine`,
  zh: `请在此处放置为 ${SYSTEM} 制作的离线归档文件，或在本机重新安装产品`,
}

/** Whether a package did its small task: null, or what it did in place of it. */
export async function packageFault(probe: PackageProbe): Promise<Bilingual | null> {
  try {
    return (await probe.works()) ? null : { en: 'gives wrong results', zh: '结果错误' }
  } catch (error) {
    // What follows the first line is the path by which Node.js came there.
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    const said = reason.replace(/\.$/, '')
    return { en: `does not load: ${said}`, zh: `无法加载：${said}` }
  }
}

/**
 * A line in each language for every package without which the server cannot work here. Asked before
 * anything is loaded that needs them: otherwise Node.js ends with the first import.
 */
export async function brokenPackages(
  probes: readonly PackageProbe[] = packageProbes,
): Promise<readonly string[]> {
  const lines: string[] = []
  for (const probe of probes) {
    const fault = await packageFault(probe)
    if (fault === null) continue
    const { name, task } = probe
    lines.push(
      `${name} ${fault.en}. Required: ${task.en}. To do: ${TO_DO.en}.`,
      `${name} ${fault.zh}。要求：${task.zh}。处理：${TO_DO.zh}。`,
    )
  }
  return lines
}
