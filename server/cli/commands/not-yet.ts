import type { Command } from '../command.ts'
import { UsageError } from '../fault.ts'

/** Commands that scripts may already name, and that this version does not have. */
function notYet(name: string, usage: string, about: string, instead: string): Command {
  return {
    name,
    usage,
    about: `${about} (not in this version)`,
    options: { to: { type: 'string' }, from: { type: 'string' } },
    run: () =>
      Promise.reject(new UsageError(`${name} is not available in this version. ${instead}`)),
  }
}

export const backup = notYet(
  'backup',
  'backup --to FILE',
  'writes one archive of everything',
  'Until then stop the server and copy the data folder, or dump the PostgreSQL database.',
)

export const restore = notYet(
  'restore',
  'restore --from FILE',
  'brings an archive back',
  'Until then put a copy of the data folder back while the server is stopped.',
)
