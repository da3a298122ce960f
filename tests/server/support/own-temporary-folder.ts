import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** For one test, temporary files of this process lie where those of no other do. */
export function ownTemporaryFolder(): string {
  const before = process.env['TMPDIR']
  const folder = mkdtempSync(path.join(tmpdir(), 'own-'))
  process.env['TMPDIR'] = folder
  onTestFinished(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, 'TMPDIR')
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}
