/** How a page hears of changes: it begins, it does, or it lost the server and tries again. */
export type Hearing = 'starting' | 'hearing' | 'lost'

interface Listener {
  /** Name of the events that are meant. */
  readonly event: string
  /** The data of one of them. */
  readonly onData: (data: string) => void
  readonly onHearing: (hearing: Hearing) => void
  /** The server refused to go on: the session may be over, or the right gone. */
  readonly onRefused: () => void
}

/** Pause after a refusal: a server that starts again needs some seconds. It doubles up to a minute. */
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 60_000

/**
 * Listens to the events that the server sends until it is stopped. A lost network is tried again by the
 * browser; a refused stream is tried again here. The first event tells what changed in between.
 */
export function listenTo(url: string, listener: Listener): () => void {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let pause = FIRST_RETRY_MS
  const open = (): void => {
    const stream = new EventSource(url)
    source = stream
    stream.addEventListener(listener.event, ({ data }: MessageEvent<string>) => {
      pause = FIRST_RETRY_MS
      listener.onHearing('hearing')
      listener.onData(data)
    })
    stream.addEventListener('error', () => {
      listener.onHearing('lost')
      if (stream.readyState !== EventSource.CLOSED) return
      stream.close()
      listener.onRefused()
      clearTimeout(retry)
      retry = setTimeout(open, pause)
      pause = Math.min(pause * 2, LAST_RETRY_MS)
    })
  }
  // A browser that knows that its network is back does not wait for the next attempt.
  const reopen = (): void => {
    clearTimeout(retry)
    source?.close()
    open()
  }
  open()
  window.addEventListener('online', reopen)
  return () => {
    clearTimeout(retry)
    window.removeEventListener('online', reopen)
    source?.close()
  }
}
