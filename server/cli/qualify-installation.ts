import path from 'node:path'
import {
  qualificationChecks,
  qualificationFaults,
  qualify,
  type CheckedPart,
} from '../qualification/service.ts'
import type { Invocation } from './command.ts'
import { FaultyInputError, UsageError } from './fault.ts'
import { dataFolder, hasInstallation, noInstallation } from './open-store.ts'

/** Checks installation, operation and performance, tells of each check as it ends, and prints where the report is. */
export async function qualifyInstallation(invocation: Invocation): Promise<void> {
  const isNew = invocation.flag('new')
  if (!isNew && !hasInstallation(invocation)) throw noInstallation(invocation)
  const { report, files } = await qualify({
    installation: {
      dataDir: dataFolder(invocation),
      databaseUrl: process.env['DATABASE_URL'] ?? '',
      environment: process.env,
      isNew,
    },
    sizes: {
      subjects: 12,
      analysed: wholeNumber(invocation, 'subjects', 1000),
      seconds: wholeNumber(invocation, 'seconds', 5),
    },
    checks: qualificationChecks,
    isStrict: invocation.flag('strict'),
    to: path.resolve(invocation.value('to') ?? ''),
    progress: (checked) => {
      invocation.print(lineOf(checked))
    },
  })
  for (const { file, sha256 } of files) invocation.print(`${file}\t${sha256}\n`)
  const faults = qualificationFaults(report)
  const unapplied = report.checks.filter(({ outcome }) => outcome === 'not-applicable').length
  invocation.print(`installation\t${report.dataDir}\n`)
  invocation.print(`qualification\t${report.outcome}\tchecks that did not apply: ${unapplied}\n`)
  if (faults.length > 0) throw new FaultyInputError(faults)
}
const MOST = 100_000

function wholeNumber(invocation: Invocation, name: string, usual: number): number {
  const text = invocation.value(name)
  if (text === undefined) return usual
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= MOST) return number
  throw new UsageError(`--${name} is a whole number from 1 to ${MOST}, not ${text}.`)
}

function lineOf({ part, title, outcome, seconds }: CheckedPart): string {
  return `${part}\t${title.en}\t${outcome}\t${seconds.toFixed(1)} s\n`
}
