import type { Invocation } from './command.ts'
import { UsageError } from './fault.ts'

/** What `serve` listens at, and `ready` asks. */
export const LISTENING_OPTIONS = { port: { type: 'string' }, host: { type: 'string' } } as const

/** Port and host: as an option, else as a setting, else 127.0.0.1:3000. Throws `UsageError`. */
export function listeningPlace(invocation: Invocation): { port: number; host: string } {
  return {
    port: portOf(invocation.value('port') ?? process.env['PORT'] ?? '3000'),
    host: invocation.value('host') ?? process.env['HOST'] ?? '127.0.0.1',
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new UsageError(`The port is a number from 0 to 65535, not ${text}.`)
}
