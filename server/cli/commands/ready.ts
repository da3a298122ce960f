import { get } from 'node:http'
import { get as getOverTls } from 'node:https'
import { transportSettings } from '../../http/transport-settings.ts'
import { urlOf } from '../../server-url.ts'
import type { Command } from '../command.ts'
import { FaultyInputError, UsageError } from '../fault.ts'
import { LISTENING_OPTIONS, listeningPlace } from '../listening-place.ts'

/** Says by its exit code whether the server with these settings may have requests: for health checks. */
export const ready: Command = {
  name: 'ready',
  usage: 'ready [--port 3000] [--host 127.0.0.1]',
  about: 'asks the server of this machine whether it and its database answer',
  options: LISTENING_OPTIONS,
  async run(invocation) {
    const place = listeningPlace(invocation)
    if (place.port === 0) throw new UsageError('Name the port at which the server answers: --port.')
    const isOverTls = transportSettings(process.env).tls !== null
    const url = `${urlOf({ ...place, scheme: isOverTls ? 'https' : 'http' })}/readyz`
    const status = await statusOf(url, isOverTls)
    if (status === null) throw new FaultyInputError([`No server answers at ${url}.`])
    if (status !== 200) throw new FaultyInputError([`${url} answers with ${status}: not ready.`])
    invocation.print(`ready\t${url}\n`)
  },
}

const PATIENCE_MS = 4_000

/** The status of an answer; null where none comes. */
function statusOf(url: string, isOverTls: boolean): Promise<number | null> {
  return new Promise((resolve) => {
    // The certificate is the server's own, made out to the name by which people know it.
    const options = { timeout: PATIENCE_MS, rejectUnauthorized: false }
    const asked = (isOverTls ? getOverTls : get)(url, options, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? null)
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', () => {
      resolve(null)
    })
  })
}
