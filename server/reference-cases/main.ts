import { existsSync } from 'node:fs'
import path from 'node:path'
import { caseSets, runCaseSet } from './service.ts'

/** Runs the sets that a folder holds; what is absent is skipped. */
function run(folder: string): number {
  if (!existsSync(folder)) {
    process.stderr.write(`${folder} does not exist.\nUsage: npm run -s cases -- DIR\n`)
    return 2
  }
  const results = caseSets.all
    .filter(({ key }) => existsSync(path.join(folder, key)))
    .flatMap((set) => runCaseSet(set, folder))
  const failed = results.filter((result) => !result.passed)
  for (const { id, message } of failed) process.stdout.write(`${id}: ${message}\n`)
  process.stdout.write(`${results.length - failed.length} passed, ${failed.length} failed\n`)
  return failed.length > 0 || results.length === 0 ? 1 : 0
}

const folder = process.argv[2]
if (folder === undefined) {
  process.stderr.write('Usage: npm run -s cases -- DIR\n')
  process.exitCode = 2
} else {
  process.exitCode = run(folder)
}
