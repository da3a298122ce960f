import type { Actor } from '../audit/actor.ts'
import { PROGRAM_VERSION } from '../program-version.ts'

/** Who acts when a command runs: the program itself, called from a shell. Joins the given chain. */
export function cliActor(studyId: string | null = null): Actor {
  return {
    kind: 'system',
    accountId: null,
    username: 'system',
    role: 'command-line',
    studyId,
    siteId: null,
    programVersion: PROGRAM_VERSION,
    sourceAddress: null,
  }
}
