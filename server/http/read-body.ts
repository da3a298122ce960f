import type { IncomingMessage } from 'node:http'
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import { refuseNul } from './parse-request.ts'

/** Long free texts and large laboratory panels fit many times over. */
export const BODY_LIMIT_BYTES = 1_000_000

const ESCAPED_NUL = Buffer.from('\\u0000')
const suspects = new WeakSet<IncomingMessage>()

const parse = express.json({
  limit: BODY_LIMIT_BYTES,
  type: 'application/json',
  verify: (request, _response, raw) => {
    if (raw.includes(ESCAPED_NUL)) suspects.add(request)
  },
})

function checkText(request: Request, _response: Response, next: NextFunction): void {
  if (suspects.has(request)) refuseNul(request.body)
  next()
}

/** Reads a JSON body up to the limit, then refuses U+0000 in any text of it. */
export const readBody: readonly RequestHandler[] = [parse, checkText]
