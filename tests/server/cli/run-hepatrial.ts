import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { runCli } from '../../../server/cli/run.ts'

export const GOLDEN_TRIALS = path.resolve('tests/golden/trials')

export interface Finished {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs one command as a shell does, with both streams caught. */
export async function hepatrial(...args: readonly string[]): Promise<Finished> {
  let out = ''
  let err = ''
  const code = await runCli(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err }
}

/** A folder of its own for one test, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hepatrial-test-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}
