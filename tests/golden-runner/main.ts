import { existsSync } from 'node:fs'
import path from 'node:path'
import type { CaseResult } from './case-result.ts'
import { runLabCases } from './lab-cases.ts'
import { runProportionCases } from './proportions.ts'
import { runResponseCases } from './response-cases.ts'
import { runSurvivalCases } from './survival.ts'
import { runTrialCases } from './trials.ts'

/** Parts of a folder of cases, each with the runner that reads it. What is absent is skipped. */
const PARTS: readonly (readonly [string, (place: string) => readonly CaseResult[]])[] = [
  ['response-cases', runResponseCases],
  ['survival', runSurvivalCases],
  ['proportions.json', runProportionCases],
  ['lab-cases.json', runLabCases],
  ['trials', runTrialCases],
]

function run(folder: string): number {
  if (!existsSync(folder)) {
    process.stderr.write(`${folder} does not exist.\nUsage: npm run -s cases -- DIR\n`)
    return 2
  }
  const results = PARTS.flatMap(([name, runPart]) => {
    const place = path.join(folder, name)
    return existsSync(place) ? guarded(name, () => runPart(place)) : []
  })
  const failed = results.filter((result) => !result.passed)
  for (const { id, message } of failed) process.stdout.write(`${id}: ${message}\n`)
  process.stdout.write(`${results.length - failed.length} passed, ${failed.length} failed\n`)
  return failed.length > 0 || results.length === 0 ? 1 : 0
}

/** A folder that cannot be read is a failed case, not the end of the run. */
function guarded(name: string, runPart: () => readonly CaseResult[]): readonly CaseResult[] {
  try {
    return runPart()
  } catch (error) {
    return [
      { id: name, passed: false, message: error instanceof Error ? error.message : String(error) },
    ]
  }
}

const folder = process.argv[2]
if (folder === undefined) {
  process.stderr.write('Usage: npm run -s cases -- DIR\n')
  process.exitCode = 2
} else {
  process.exitCode = run(folder)
}
