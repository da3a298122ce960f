import type { NextFunction, Request, Response } from 'express'
import type { Logger } from 'pino'
import { lostOutcome, type LostOutcome } from '../../db/unreachable.ts'
import { storageProblem } from './storage-problem.ts'
import { invalidField, ProblemError } from './problem-error.ts'
import { notesOf } from './request-log.ts'

/** Writes every refusal as `application/problem+json`; what is no refusal is a fault of the server. */
export function problemResponse(logger: Logger) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    const { problem } = toProblemError(error, (fault) => {
      logger.error({ err: fault, id: notesOf(request).id }, 'fault')
    })
    if (response.headersSent) {
      next(error)
      return
    }
    const instance = `urn:uuid:${notesOf(request).id}`
    if ('retryAfterSeconds' in problem) {
      response.setHeader('Retry-After', String(problem.retryAfterSeconds))
    }
    response.setHeader('Cache-Control', 'no-store')
    response.status(problem.status).type('application/problem+json')
    response.send(JSON.stringify({ ...problem, instance }))
  }
}

function toProblemError(error: unknown, log: (fault: unknown) => void): ProblemError {
  if (error instanceof ProblemError) return error
  const path = unstorablePathOf(error)
  if (path !== null) return unstorable(path)
  const kind = bodyFaultOf(error)
  if (kind === 'too-large') {
    const limitBytes = limitOf(error)
    return new ProblemError({ type: 'urn:problem:too-large', status: 413, limitBytes })
  }
  if (kind === 'malformed') return new ProblemError({ type: 'urn:problem:malformed', status: 400 })
  log(error)
  const outcome = lostOutcome(error)
  if (outcome !== null) return unreachable(outcome)
  return storageProblem(error) ?? new ProblemError({ type: 'urn:problem:internal', status: 500 })
}

/** A server that starts anew, or another one that takes its place, is there again within seconds. */
const RETRY_SECONDS = 5

function unreachable(outcome: LostOutcome): ProblemError {
  const type = 'urn:problem:database-unreachable'
  return new ProblemError({ type, status: 503, outcome, retryAfterSeconds: RETRY_SECONDS })
}

/** Where the unit of work found a text that cannot be stored; null for any other error. */
function unstorablePathOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.name !== 'UnstorableTextError') return null
  return 'path' in error && typeof error.path === 'string' ? error.path : null
}

/** Half of a surrogate pair: JSON can say it, no database keeps it. */
function unstorable(path: string): ProblemError {
  const pointer = `/${path.replace(/^(?:before|after)\./, '').replaceAll('.', '/')}`
  return invalidField(pointer, 'input.unstorable')
}

/** Express and its body parser mark what the caller did wrong by a status below 500. */
function bodyFaultOf(error: unknown): 'too-large' | 'malformed' | null {
  if (!(error instanceof Error) || !('status' in error)) return null
  const { status } = error
  if (status === 413) return 'too-large'
  return typeof status === 'number' && status >= 400 && status < 500 ? 'malformed' : null
}

function limitOf(error: unknown): number {
  return error instanceof Error && 'limit' in error && typeof error.limit === 'number'
    ? error.limit
    : 0
}
