import type { Command } from '../command.ts'
import { LISTENING_OPTIONS, listeningPlace } from '../listening-place.ts'
import { dataFolder } from '../open-store.ts'

/** Runs the web server until it is told to stop. */
export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve [--port 3000] [--host 127.0.0.1]',
  about: 'runs the web server',
  options: LISTENING_OPTIONS,
  async run(invocation) {
    const place = listeningPlace(invocation)
    const { serve } = await import('../../serve.ts')
    await serve({
      dataDir: dataFolder(invocation),
      databaseUrl: process.env['DATABASE_URL'],
      ...place,
    })
  },
}
