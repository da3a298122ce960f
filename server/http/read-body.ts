import type { IncomingMessage } from 'node:http'
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { refuseUnstorable } from './parse-request.ts'
import { sessionTokenOf } from './session-cookie.ts'

/** Long free texts and large laboratory panels fit many times over. */
export const BODY_LIMIT_BYTES = 1_000_000

/** A whole release of a dictionary or an ODM file fits; only on their own paths, and only for a browser with a session. */
const RELEASE_LIMIT_BYTES = 64_000_000
const RELEASE_PATH = /^\/api\/(?:studies\/[^/]+\/dictionaries|odm-definitions)\/?$/

/**
 * What an ordinary body never holds, and what is looked at more closely where a body does: U+0000, the
 * name of a prototype, and a lower-case letter or a low line in an escape, by which the name may be spelt.
 */
const SUSPICIOUS = ['\\u0000', '__proto__', '\\u005', '\\u006', '\\u007'].map((text) =>
  Buffer.from(text),
)
const suspects = new WeakSet<IncomingMessage>()

function parserUpTo(limit: number): RequestHandler {
  return express.json({
    limit,
    type: 'application/json',
    verify: (request, _response, raw, encoding) => {
      const isPlain = encoding === 'utf-8' && !SUSPICIOUS.some((text) => raw.includes(text))
      if (!isPlain) suspects.add(request)
    },
  })
}

const parseUsual = parserUpTo(BODY_LIMIT_BYTES)
const parseRelease = parserUpTo(RELEASE_LIMIT_BYTES)

function parse(request: Request, response: Response, next: NextFunction): void {
  const isRelease = RELEASE_PATH.test(request.path) && sessionTokenOf(request) !== null
  const parser = isRelease ? parseRelease : parseUsual
  parser(request, response, next)
}

function checkText(request: Request, _response: Response, next: NextFunction): void {
  if (suspects.has(request)) refuseUnstorable(request.body)
  next()
}

/** Reads a JSON body up to the limit of its path, then refuses what cannot be stored in any text of it. */
export const readBody: readonly RequestHandler[] = [parse, checkText]
