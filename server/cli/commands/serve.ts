import type { Command } from '../command.ts'
import { UsageError } from '../fault.ts'
import { dataFolder } from '../open-store.ts'

/** Runs the web server until it is told to stop. */
export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--port 3000] [--host 127.0.0.1]',
  about: 'runs the web server',
  options: { port: { type: 'string' }, host: { type: 'string' } },
  async run(invocation) {
    const port = portOf(invocation.value('port') ?? process.env['PORT'] ?? '3000')
    const host = invocation.value('host') ?? process.env['HOST'] ?? '127.0.0.1'
    const { serve } = await import('../../serve.ts')
    await serve({
      dataDir: dataFolder(invocation),
      databaseUrl: process.env['DATABASE_URL'],
      port,
      host,
    })
  },
}

function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new UsageError(`The port is a number from 0 to 65535, not ${text}.`)
}
