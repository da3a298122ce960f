import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { packageRoot } from './package-root.ts'

const manifest = z.object({ version: z.string() })

/** The version of the running program, for audit entries and derivations. */
export const PROGRAM_VERSION: string = manifest.parse(
  JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')),
).version
