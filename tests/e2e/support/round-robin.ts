import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A proxy before several servers: each request goes to the next one, to another where that is gone. */
export interface RoundRobin {
  readonly url: string
  /** Addresses of the servers behind it, in turn. */
  targets: readonly string[]
  readonly close: () => Promise<void>
}

export async function openRoundRobin(targets: readonly string[]): Promise<RoundRobin> {
  let turn = 0
  const answer = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pieces: Buffer[] = []
    for await (const piece of asked) pieces.push(piece as Buffer)
    const body = Buffer.concat(pieces)
    turn += 1
    const first = turn % proxy.targets.length
    for (const target of [...proxy.targets.slice(first), ...proxy.targets.slice(0, first)]) {
      if (await forward(asked, body, { target, response })) return
    }
    response.writeHead(502).end()
  }
  const server = createServer((asked, response) => {
    answer(asked, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const proxy: RoundRobin = {
    url: `http://127.0.0.1:${port}`,
    targets,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
  return proxy
}

/** False where nobody answers there, so that another may. What breaks off later is the caller's to repeat. */
function forward(
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  { target, response }: { readonly target: string; readonly response: ServerResponse },
): Promise<boolean> {
  return new Promise((resolve) => {
    const passed = request(`${target}${url ?? '/'}`, { method, headers, agent: false }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
      reply.on('error', () => response.destroy())
      resolve(true)
    })
    response.on('close', () => passed.destroy())
    passed.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') {
        resolve(false)
        return
      }
      response.destroy()
      resolve(true)
    })
    passed.end(body)
  })
}
