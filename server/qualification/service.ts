import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LANGUAGES } from '../../shared/kernel/bilingual.ts'
import { qualificationHtml } from './report-html.ts'
import { runChecks, type CheckWish, type QualificationReport } from './run-checks.ts'
import { withWorkbench, type Installation, type Sizes } from './workbench.ts'

export { qualificationChecks } from './registry.ts'
export { qualificationFaults } from './run-checks.ts'
export type { CheckedPart } from './run-checks.ts'

export interface QualificationWish extends CheckWish {
  readonly installation: Installation
  readonly sizes: Sizes
  /** Folder of the report; made when absent. */
  readonly to: string
}

export interface Qualified {
  readonly report: QualificationReport
  /** The files of the report with the SHA-256 of each. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
}

/**
 * Checks installation, operation and performance, and writes the report: results as JSON, a page in each
 * language, and the SHA-256 of all. The data of the installation are only read. @source VA-05
 */
export async function qualify(wish: QualificationWish): Promise<Qualified> {
  refuseClosedFolder(wish.to)
  const report = await withWorkbench(wish, (bench) => runChecks(wish, bench))
  return { report, files: writeReport(report, wish.to) }
}

/** Nothing was checked. Says why, and what to do. */
class QualificationRefusedError extends Error {
  override readonly name = 'QualificationRefusedError'
}

/** Before half a minute of checks, not after it. */
function refuseClosedFolder(folder: string): void {
  const probe = path.join(folder, `.hepatrial-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(probe, '', { flag: 'wx' })
    rmSync(probe)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new QualificationRefusedError(
      `The report cannot be written to ${folder} (${code}). Name a folder with --to in which this account may make files. Nothing was checked.`,
      { cause: error },
    )
  }
}

function writeReport(report: QualificationReport, folder: string): Qualified['files'] {
  const stamp = report.startedAt.replaceAll(/[-:]|\.\d+/g, '')
  const name = `hepatrial-qualification-${stamp}`
  const json = `${JSON.stringify(report, null, 1)}\n`
  const texts = [
    { file: `${name}.json`, text: json },
    ...LANGUAGES.map((language) => ({
      file: `${name}.${language}.html`,
      text: qualificationHtml(report, sha256(json), language),
    })),
  ]
  const sums = texts.map(({ file, text }) => `${sha256(text)}  ${file}\n`).join('')
  for (const { file, text } of [...texts, { file: `${name}.sha256`, text: sums }]) {
    writeFileSync(path.join(folder, file), text, { flag: 'wx' })
  }
  return texts.map(({ file, text }) => ({ file: path.join(folder, file), sha256: sha256(text) }))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
