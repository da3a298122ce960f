import { createRegistry } from '../kernel/registry.ts'
import { RELEASE_0_1_0 } from './release-0.1.0.ts'
import type { MigrationNote } from './define.ts'

/** Every release, the newest first. */
export const releases = createRegistry('release', [RELEASE_0_1_0])

/** What is told of a step. Throws where no release names it. */
export function migrationNote(name: string): MigrationNote {
  const found = releases.all.flatMap(({ migrations }) => migrations).find((of) => of.name === name)
  if (found === undefined) throw new Error(`No release names the step ${name}.`)
  return found
}
