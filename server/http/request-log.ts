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
  /** The account's name, so that the log can be read without the database. */
  account: string | null
  /** Of the session, or of the access token. Never what opens them. */
  sessionId: string | null
  /** Subjects and records in the answer; null before it, and for a refusal. */
  told: ToldOf | null
  /** Name of the file in the answer, which holds what it is named after. */
  file: string | null
}

/** What the pipeline tells the log beside the notes. */
interface Progress {
  /** The handler has ended: nothing is added to the notes any more. */
  handled: boolean
  /** Writes the line of a request whose caller left before the handler ended. */
  late: (() => void) | null
}

const notes = new WeakMap<Request, RequestNotes>()
const progresses = new WeakMap<Request, Progress>()

/** What the pipeline learns about a request on its way, for the log line at its end. */
export function notesOf(request: Request): RequestNotes {
  let found = notes.get(request)
  if (found === undefined) {
    const nobody = { accountId: null, account: null, sessionId: null }
    found = { id: randomUUID(), routeId: null, ...nobody, told: null, file: null }
    notes.set(request, found)
  }
  return found
}

function progressOf(request: Request): Progress {
  let found = progresses.get(request)
  if (found === undefined) {
    found = { handled: false, late: null }
    progresses.set(request, found)
  }
  return found
}

/** Called when a route's handler has ended, however it did: also for a caller who is gone. */
export function noteHandled(request: Request): void {
  const progress = progressOf(request)
  progress.handled = true
  // A refusal is written after this turn, and its status belongs to the line.
  if (progress.late !== null) setImmediate(progress.late)
}

/**
 * One line for each request: who in which session, from where, which route and place, how it ended, how
 * long it took, and the identifiers of the subjects and records in the answer. Together with the path it
 * says what a session read and wrote. `cut`: the caller did not wait for the answer; what was asked may
 * have been done all the same, and then the line tells of what. Neither headers nor query nor body are
 * logged.
 */
export function requestLog(logger: Logger) {
  // Nothing of the line is a secret's place: to look for them costs more than to write it.
  const lines = logger.child({}, { redact: [] })
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = performance.now()
    const note = notesOf(request)
    response.setHeader('X-Request-Id', note.id)
    const line = (cut: boolean): void => {
      const milliseconds = Math.round((performance.now() - started) * 10) / 10
      const { method, path, ip: address } = request
      const { statusCode: status } = response
      const answer = { method, path, status, milliseconds, ...(cut ? { cut } : {}) }
      lines.info({ ...note, address, ...answer }, 'answered')
    }
    response.once('close', () => {
      const progress = progressOf(request)
      const cut = !response.writableFinished
      if (!cut || note.routeId === null || progress.handled) line(cut)
      else {
        progress.late = () => {
          line(cut)
        }
      }
    })
    next()
  }
}
