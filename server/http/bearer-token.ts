import type { Request } from 'express'
import { ProblemError } from './problem-error.ts'
import { transportOf } from './session-cookie.ts'

const BEARER = /^Bearer +(\S{1,200})$/i

/** The access token of a script; null without one. Over a plain network none is taken (403). */
export function bearerTokenOf(request: Request): string | null {
  const token = BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null
  if (token !== null && transportOf(request) === 'plain') {
    throw new ProblemError({ type: 'urn:problem:insecure-transport', status: 403 })
  }
  return token
}
