import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hepatrial, temporaryFolder } from './run-hepatrial.ts'

/** A server that answers to everything with one status; null: never. Gives its port. */
async function answering(status: number | null): Promise<number> {
  const asked: string[] = []
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '')
    if (status !== null) answer.writeHead(status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    expect(asked).toEqual(['/readyz'])
  })
  const address = server.address()
  return typeof address === 'object' ? (address?.port ?? 0) : 0
}

describe('ready', () => {
  it('tells a health check by its exit code whether the server may have requests', async () => {
    const port = await answering(200)
    expect(await hepatrial('ready', '--port', String(port))).toEqual({
      ...{ code: 0, err: '', out: `ready\thttp://127.0.0.1:${port}/readyz\n` },
    })
    const without = await answering(503)
    const { code, err } = await hepatrial('ready', '--port', String(without))
    expect({ code, err }).toEqual({
      ...{ code: 1, err: `http://127.0.0.1:${without}/readyz answers with 503: not ready.\n` },
    })
  })

  it('asks where the settings say that the server listens, all addresses included', async () => {
    const port = await answering(200)
    const settings = path.join(temporaryFolder(), 'settings.json')
    writeFileSync(settings, JSON.stringify({ PORT: port, HOST: '0.0.0.0' }))
    process.env['HEPATRIAL_SETTINGS'] = settings
    onTestFinished(() => {
      for (const name of ['HEPATRIAL_SETTINGS', 'PORT', 'HOST']) {
        Reflect.deleteProperty(process.env, name)
      }
    })
    expect((await hepatrial('ready')).out).toBe(`ready\thttp://localhost:${port}/readyz\n`)
  })

  it('does not wait for one that says nothing, and names one that is not there', async () => {
    const silent = await answering(null)
    const found = await hepatrial('ready', '--port', String(silent))
    expect(found.err).toBe(`No server answers at http://127.0.0.1:${silent}/readyz.\n`)
    const none = await hepatrial('ready', '--port', '1')
    expect({ code: none.code, err: none.err }).toEqual({
      ...{ code: 1, err: 'No server answers at http://127.0.0.1:1/readyz.\n' },
    })
    expect(await hepatrial('ready', '--port', '0')).toMatchObject({ code: 2 })
  })
})
