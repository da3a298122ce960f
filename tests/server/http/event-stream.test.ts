import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { streamEvents } from '../../../server/http/event-stream.ts'

/** What a stream asks of a response, without a connection. */
class Line extends EventEmitter {
  destroyed = false
  closed = false
  writableEnded = false
  readonly written: string[] = []
  writeHead = vi.fn()
  flushHeaders = vi.fn()
  write(text: string): void {
    if (this.writableEnded) throw new Error('written after the end')
    this.written.push(text)
  }
  end(): void {
    this.writableEnded = true
  }
}

type Args = Parameters<typeof streamEvents>
const request = { socket: {} } as unknown as Args[0]
const mayListen = () => Promise.resolve(true)

describe('a stream of events', () => {
  it('begins nothing for a listener that left before', () => {
    for (const gone of [{ destroyed: true }, { closed: true }]) {
      const line = new Line()
      Object.assign(line, gone)
      const source = vi.fn()
      streamEvents(request, line as unknown as Args[1], source, { mayListen })
      expect(source).not.toHaveBeenCalled()
      expect(line.writeHead).not.toHaveBeenCalled()
      expect(line.listenerCount('close')).toBe(0)
    }
  })

  it('writes nothing after its end', () => {
    const line = new Line()
    const stop = vi.fn()
    streamEvents(
      request,
      line as unknown as Args[1],
      (send, end) => {
        send({ name: 'change', data: 'a' })
        end()
        send({ name: 'change', data: 'b' })
        return stop
      },
      { mayListen },
    )
    line.emit('close')
    expect(line.written).toEqual(['event: change\ndata: a\n\n'])
    expect(stop).toHaveBeenCalledOnce()
  })
})
