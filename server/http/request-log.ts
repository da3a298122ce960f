import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { faultFields } from './fault-fields.ts'
import { pino, type DestinationStream, type Logger } from 'pino'
import type { ToldOf } from './told-of.ts'

/** Paths that never reach a log, wherever they stand in an object. */
const SECRETS = [
  'password',
  'firstPassword',
  'current',
  'next',
  'token',
  'passwordHash',
  'totpSecret',
  'secret',
  'recoveryCodes',
  'cookie',
  'authorization',
]

/** The program's logger: JSON lines, with every secret's place struck out. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const redact = { paths, censor: '[redacted]' }
  const options = { level, redact, serializers: { err: faultFields } }
  return destination === undefined ? pino(options) : pino(options, destination)
}

export interface RequestNotes {
  id: string
  routeId: string | null
  accountId: string | null
  sessionId: string | null
  /** Subjects and records in the answer; null before it, and for a refusal. */
  told: ToldOf | null
}

const notes = new WeakMap<Request, RequestNotes>()

/** What the pipeline learns about a request on its way, for the log line at its end. */
export function notesOf(request: Request): RequestNotes {
  let found = notes.get(request)
  if (found === undefined) {
    found = { id: randomUUID(), routeId: null, accountId: null, sessionId: null, told: null }
    notes.set(request, found)
  }
  return found
}

/**
 * One line for each answered request: who in which session, which route and place, how it ended, how
 * long it took, and the identifiers of the subjects and records in the answer. Together with the path
 * it says what a session read and wrote. Neither headers nor query nor body are logged.
 */
export function requestLog(logger: Logger) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = performance.now()
    const note = notesOf(request)
    response.setHeader('X-Request-Id', note.id)
    response.once('finish', () => {
      const milliseconds = Math.round((performance.now() - started) * 10) / 10
      const { method, path } = request
      const { statusCode: status } = response
      logger.info({ ...note, method, path, status, milliseconds }, 'answered')
    })
    next()
  }
}
