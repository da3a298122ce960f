import type { IncomingMessage } from 'node:http'
import express, { type NextFunction, type Request, type Response } from 'express'
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

/** Reads a JSON body up to the limit, and refuses U+0000 in any text of it. */
export function readBody(request: Request, response: Response, next: NextFunction): void {
  parse(request, response, (error?: unknown) => {
    if (error !== undefined) {
      next(error)
      return
    }
    if (suspects.has(request)) refuseNul(request.body)
    next()
  })
}
