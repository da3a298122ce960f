import type { Request, Response } from 'express'

/** One event of a stream: its name, and data of one line. */
export interface StreamEvent {
  readonly name: string
  readonly data: string
}

/** Begins to send events and gives what stops it. It is stopped once, whoever ends the stream. */
export type EventSource = (send: (event: StreamEvent) => void, end: () => void) => () => void

interface StreamRules {
  /** Whether the caller may still listen: asked every few seconds. */
  readonly mayListen: () => Promise<boolean>
  /** Milliseconds between two signs of life; for tests. */
  readonly beatMs?: number | undefined
}

/** Proxies cut what is silent for half a minute; a session that ended is noticed as fast. */
const BEAT_MS = 10_000

/**
 * Server-sent events until the listener goes, the source ends, the caller may no longer listen, or the
 * server stops. The listener's browser comes back by itself and is then told why not.
 */
export function streamEvents(
  request: Request,
  response: Response,
  source: EventSource,
  { mayListen, beatMs = BEAT_MS }: StreamRules,
): void {
  // Who left before the stream began is told of no other end: nothing may be begun for them.
  if (response.destroyed || response.closed) return
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // Without it the stream would be held back to be compressed.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
  const end = (): void => {
    response.end()
  }
  const write = (text: string): void => {
    if (!response.writableEnded) response.write(text)
  }
  const beat = setInterval(() => {
    write(': still here\n\n')
    mayListen().then((may) => {
      if (!may) end()
    }, end)
  }, beatMs)
  const stop = source(({ name, data }) => {
    write(`event: ${name}\ndata: ${data}\n\n`)
  }, end)
  const leave = endWithServer(request, end)
  response.once('close', () => {
    clearInterval(beat)
    leave()
    stop()
  })
}

/** A server that stops waits for its answers: a stream is none of those worth waiting for. */
function endWithServer(request: Request, end: () => void): () => void {
  const { server } = request.socket as { server?: { listening?: boolean } }
  const look = setInterval(() => {
    if (server?.listening === false) end()
  }, 500)
  return () => {
    clearInterval(look)
  }
}
