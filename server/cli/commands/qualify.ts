import { brokenPackages } from '../../needed-packages/service.ts'
import type { Command } from '../command.ts'
import { FaultyInputError } from '../fault.ts'

/** Checks installation, operation and performance on this machine, and writes a dated report. */
export const qualify: Command = {
  name: 'qualify',
  usage: 'qualify --to FOLDER [--subjects N] [--seconds N] [--strict] [--new]',
  about:
    'checks installation, operation and performance (IQ, OQ, PQ) on this machine and writes a report in both languages; data of the installation are only read; --strict fails where an aim of speed is missed; --new is for before the first start, when no installation is there',
  options: {
    to: { type: 'string', required: true },
    subjects: { type: 'string' },
    seconds: { type: 'string' },
    strict: { type: 'boolean' },
    new: { type: 'boolean' },
  },
  async run(invocation) {
    const broken = await brokenPackages()
    if (broken.length > 0) throw new FaultyInputError([...broken, ...NOTHING_CHECKED])
    // What checks the rest is loaded with these packages: without one of them Node.js ends there.
    const { qualifyInstallation } = await import('../qualify-installation.ts')
    await qualifyInstallation(invocation)
  },
}

const NOTHING_CHECKED = [
  'The product is not installed as it was built. Nothing else was checked, and no report was written.',
  '产品的安装与构建不一致。未检查其他项目，也未生成报告。',
]
