import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'
import type { RequestHandler } from 'express'

/**
 * Security headers. Everything comes from this server; styles may stand in the page because the
 * interface kit sets them there. HTTPS is not forced on http://127.0.0.1.
 */
export function securityHeaders(): RequestHandler {
  const headers = writtenBy(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  )
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    next()
  }
}

type Next = (error?: unknown) => void
type Writer = (request: IncomingMessage, response: ServerResponse, next: Next) => void

/** The headers that a handler writes whatever the request is. Throws what the handler refuses. */
function writtenBy(write: Writer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  }
  const request: unknown = {}
  write(request as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error !== undefined) throw new Error('A security header is wrong.', { cause: error })
  })
  return headers
}
