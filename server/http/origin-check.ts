import type { NextFunction, Request, Response } from 'express'
import { ProblemError } from './problem-error.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses unsafe methods from other origins. Browsers say where a request comes from in
 * `Sec-Fetch-Site`, older ones in `Origin`; programs that are no browsers send neither and cannot be
 * made to act for somebody else.
 */
export function originCheck(request: Request, _response: Response, next: NextFunction): void {
  if (!SAFE.has(request.method) && !isOwnOrigin(request)) {
    throw new ProblemError({ type: 'urn:problem:cross-origin', status: 403 })
  }
  next()
}

function isOwnOrigin(request: Request): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || origin === `${request.protocol}://${request.headers.host ?? ''}`
}
