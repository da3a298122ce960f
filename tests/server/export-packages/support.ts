import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { inflateRawSync } from 'node:zlib'
import { expect, TestRunner } from 'vitest'
import type { ExportRunView } from '../../../shared/api/routes/export-runs.ts'
import type { Browser, TestServer } from '../support/test-server.ts'

/** Where a hook waits. */
const HOOK_MS = 60_000
const LONGEST_PAUSE_MS = 200

/** A run once it has ended. Gives up with the test that waits. */
export async function ended(person: Browser, base: string, id: string): Promise<ExportRunView> {
  const until = Date.now() + (TestRunner.getCurrentTest()?.timeout ?? HOOK_MS)
  // Each question takes the server from the run: a longer one is asked about less often.
  for (let pause = 10; Date.now() < until; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    // A busy machine may close a connection that waits; the next one asks again.
    const reply = await person.get(`${base}/export-runs/${id}`).catch(() => null)
    const run = reply?.body as ExportRunView | undefined
    if (run !== undefined && run.state !== 'waiting' && run.state !== 'running') return run
    await setTimeout(pause)
  }
  throw new Error(`run ${id} does not end`)
}

/** Asks for a check or a package, and waits for its end. */
export async function run(
  person: Browser,
  base: string,
  kind: 'checks' | 'packages',
  wish: object,
): Promise<ExportRunView> {
  const said = kind === 'packages' ? { purpose: 'Test' } : {}
  const reply = await person.post(`${base}/export-${kind}`, { ...said, ...wish })
  expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  return ended(person, base, (reply.body as ExportRunView).id)
}

interface Listened {
  /** The runs of the next event. */
  readonly next: () => Promise<readonly ExportRunView[]>
  /** The data of the last event. */
  readonly latest: () => unknown
  readonly leave: () => Promise<void>
}

/** Listens to the events that tell of runs. */
export async function listened(
  { base }: Pick<TestServer, 'base'>,
  person: Browser,
  address: string,
): Promise<Listened> {
  const response = await fetch(base + address, {
    headers: { Cookie: person.cookie ?? '', Accept: 'text/event-stream' },
  })
  expect(response.status).toBe(200)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error('no stream')
  let text = ''
  let latest: unknown = null
  const next = async (): Promise<readonly ExportRunView[]> => {
    for (;;) {
      const [, data] = /event: runs\ndata: (.*)\n\n/.exec(text) ?? []
      if (data !== undefined) {
        text = text.slice(text.indexOf(data) + data.length)
        latest = JSON.parse(data)
        return (latest as { runs: ExportRunView[] }).runs
      }
      const { value, done } = await reader.read()
      if (done) throw new Error('the stream ended')
      text += value
    }
  }
  return { next, latest: () => latest, leave: () => reader.cancel() }
}

/** The bytes of a package, as they are handed out. */
export async function bytesOf(
  { base }: Pick<TestServer, 'base'>,
  person: Browser,
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }> {
  const response = await fetch(base + address, {
    headers: { Cookie: person.cookie ?? '', ...headers },
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes }
}

/** The files of a ZIP by path, read by its central directory. */
export function unzipped(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  const files = new Map<string, Buffer>()
  for (let file = 0; file < count; file += 1) {
    const method = zip.readUInt16LE(at + 10)
    const packed = zip.readUInt32LE(at + 20)
    const nameLength = zip.readUInt16LE(at + 28)
    const extra = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    const local = zip.readUInt32LE(at + 42)
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString()
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const body = zip.subarray(start, start + packed)
    files.set(name, method === 0 ? body : inflateRawSync(body))
    at += 46 + nameLength + extra
  }
  return files
}

export function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'exports-'))
}
