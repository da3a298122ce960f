import type { ChildProcess } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import autocannon from 'autocannon'
import { milliseconds, perSecond } from './figure.ts'
import type { Listening, SavedRecord } from './http-servers.ts'
import { askChild } from './processes.ts'

/** How long each load lasts; `npm run bench -- http-saves --minutes 10` sets it. */
export const LOAD_SECONDS = Number(process.env['BENCH_LOAD_SECONDS'] ?? 10)
/** A bare server answers so many times in a second that less will do. */
export const BARE_SECONDS = Math.min(LOAD_SECONDS, 4)
/** How many save at once; `--connections 20` sets it. */
export const CONNECTIONS = (process.env['BENCH_CONNECTIONS'] ?? '1,20,50').split(',').map(Number)

export interface Load {
  /** Answered requests per second. */
  readonly rate: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Processor time of the server for each request, all of its threads, in milliseconds. */
  readonly processor: number
  /** The same of the database server, where it is one of its own and runs here. */
  readonly database?: number | null
}

/** A server under load, and the process it is. */
export interface Served {
  readonly child: ChildProcess
  readonly listening: Listening
}

interface LoadPlan {
  readonly connections: number
  readonly seconds: number
}

/** Saves records of the product again and again, each connection one of its own. */
export async function loadProduct(served: Served, plan: LoadPlan): Promise<Load> {
  const [load] = await loadProcesses([served], plan)
  if (load === undefined) throw new Error('Nothing was loaded.')
  return load
}

/** The same of several processes of one database, the connections shared out among them. */
export async function loadProcesses(
  servers: readonly Served[],
  { connections, seconds }: LoadPlan,
): Promise<readonly Load[]> {
  const [first] = servers
  if (first === undefined) return []
  const records = await recordsNow(first)
  const each = Math.ceil(connections / servers.length)
  const loads = servers.map((served, n) =>
    loadOne(served, records.slice(n * each, Math.min(connections, (n + 1) * each)), seconds),
  )
  return Promise.all(loads)
}

/** What is stored when nothing changes any more: of the load before, the last saves were not waited for. */
async function recordsNow({ child }: Served): Promise<readonly SavedRecord[]> {
  const read = async () => (await askChild(child, 'records')) as readonly SavedRecord[]
  const versionsOf = (of: readonly SavedRecord[]): string =>
    of.map(({ version }) => version).join(' ')
  let records = await read()
  for (;;) {
    await setTimeout(500)
    const again = await read()
    if (versionsOf(again) === versionsOf(records)) return again
    records = again
  }
}

/** Loads one server with PUTs, one connection for each record; fails where any of them does. */
export async function loadOne(
  { child, listening: { url, cookie } }: Served,
  records: readonly SavedRecord[],
  seconds: number,
): Promise<Load> {
  let connection = 0
  const faults: string[] = []
  const times: number[] = []
  const before = await processorOf(child)
  const run = autocannon({
    url,
    connections: records.length,
    duration: seconds,
    setupClient(client) {
      client.on('response', (_status, _bytes, time) => {
        times.push(time)
      })
      const record = records[connection]
      connection += 1
      if (record === undefined) throw new Error('There are fewer records than connections.')
      client.setRequests([saveAgain(record, cookie, faults)])
    },
  })
  const result = await run
  const processor = (await processorOf(child)) - before
  if (result.non2xx + result.errors > 0) {
    throw new Error(
      `${url}: ${result.non2xx} refusals, ${result.errors} errors; ${faults[0] ?? ''}`,
    )
  }
  return {
    rate: result['2xx'] / result.duration,
    ...percentiles(times),
    processor: processor / result['2xx'],
  }
}

/**
 * Saves each of the records once, one after the other: mostly the first save of their subjects, of which
 * the server knows nothing yet.
 */
export async function saveEach({
  child,
  listening: { url, cookie, records },
}: Served): Promise<Load> {
  const times: number[] = []
  const before = await processorOf(child)
  for (const { path, values, version } of records) {
    const start = performance.now()
    const reply = await fetch(url + path, {
      method: 'PUT',
      headers: headersOf(cookie, version),
      body: bodyOf(values),
    })
    const answer = await reply.text()
    if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${answer}`)
    times.push(performance.now() - start)
  }
  const processor = ((await processorOf(child)) - before) / records.length
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000
  return { rate: records.length / seconds, ...percentiles(times), processor }
}

export function percentiles(times: readonly number[]): Pick<Load, 'p50' | 'p95' | 'p99'> {
  const sorted = times.toSorted((a, b) => a - b)
  const within = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0
  return { p50: within(0.5), p95: within(0.95), p99: within(0.99) }
}

/** Processor time that a process took so far, in milliseconds. */
async function processorOf(child: ChildProcess): Promise<number> {
  const { user, system } = (await askChild(child, 'processor')) as NodeJS.CpuUsage
  return (user + system) / 1000
}

let saved = 0

/** Every save changes the form: the same values again would be no change and leave no trace. */
function bodyOf(values: SavedRecord['values']): string {
  saved += 1
  const items = { ...values.items, AETERM: `Hepatic pain ${saved}` }
  return JSON.stringify({ values: { items, rows: [] }, reason: 'Transcription error' })
}

function headersOf(cookie: string, version: number) {
  return { 'content-type': 'application/json', 'if-match': `"${version}"`, cookie }
}

function saveAgain(
  { path, values, version: read }: SavedRecord,
  cookie: string,
  faults: string[],
): autocannon.Request {
  let version = read
  return {
    method: 'PUT',
    path,
    setupRequest(request) {
      return { ...request, body: bodyOf(values), headers: headersOf(cookie, version) }
    },
    onResponse(status, body) {
      if (status === 200) version += 1
      else faults.push(body)
    },
  }
}

/** Several processes as one: what they did together, and the slowest of their times. */
export function together(loads: readonly Load[]): Load {
  const rate = loads.reduce((sum, load) => sum + load.rate, 0)
  const slowest = (of: (load: Load) => number): number => Math.max(...loads.map(of))
  return {
    rate,
    p50: slowest(({ p50 }) => p50),
    p95: slowest(({ p95 }) => p95),
    p99: slowest(({ p99 }) => p99),
    processor: loads.reduce((sum, load) => sum + (load.processor * load.rate) / rate, 0),
  }
}

/** A load in one line of the report. */
export function loadText({ rate, p50, p95, p99, processor, database = null }: Load): string {
  const times = `p50 ${milliseconds(p50)}, p95 ${milliseconds(p95)}, p99 ${milliseconds(p99)}`
  const beside = database === null ? '' : ` and ${database.toFixed(2)} ms of the database`
  return `${perSecond(rate)}; ${times}; processor ${processor.toFixed(2)} ms each${beside}`
}

export function connectionsText(connections: number): string {
  return connections === 1 ? 'one connection' : `${connections} connections`
}
