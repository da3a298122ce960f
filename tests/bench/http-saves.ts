import autocannon from 'autocannon'
import { perSecond, type Figure } from './figure.ts'
import type { Listening, SavedRecord } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'

const CONNECTIONS = 20
const SECONDS = 5
const TURNS = 3
const P99_AIM_MS = 50

export interface Load {
  /** Answered requests per second. */
  readonly rate: number
  readonly p99: number
}

/** Saves of whole forms over HTTP, beside a bare PUT of the same body, in turns of the same run. */
export async function benchHttpSaves(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const children = [forkBench(['helper', 'product', folder]), forkBench(['helper', 'bare'])]
    try {
      const [product, bare] = (await Promise.all(children.map(firstMessage))) as Listening[]
      if (product === undefined || bare === undefined) throw new Error('A server did not start.')
      return figures(await inTurns(product, { ...product, url: bare.url }))
    } finally {
      await Promise.all(children.map(end))
    }
  })
}

/** Each server warms up, then they are loaded in turns; the mean of the turns counts. */
async function inTurns(product: Listening, bare: Listening): Promise<{ saves: Load; puts: Load }> {
  // Every load saves records of its own: of those before it the last saves were not waited for.
  const records = [...product.records]
  const next = (): readonly SavedRecord[] => records.splice(0, CONNECTIONS)
  await load(product, next(), 2)
  await load(bare, next(), 1)
  const saves: Load[] = []
  const puts: Load[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    puts.push(await load(bare, next(), SECONDS))
    saves.push(await load(product, next(), SECONDS))
  }
  return { saves: mean(saves), puts: mean(puts) }
}

function mean(loads: readonly Load[]): Load {
  const meanOf = (of: (load: Load) => number): number =>
    loads.reduce((sum, load) => sum + of(load), 0) / loads.length
  return { rate: meanOf(({ rate }) => rate), p99: meanOf(({ p99 }) => p99) }
}

/** Saves records again and again, one connection for each of them; fails where any save does. */
export async function load(
  { url, cookie }: Listening,
  records: readonly SavedRecord[],
  duration: number,
): Promise<Load> {
  let connection = 0
  const faults: string[] = []
  const run = autocannon({
    url,
    connections: Math.min(CONNECTIONS, records.length),
    duration,
    setupClient(client) {
      const record = records[connection]
      connection += 1
      if (record === undefined) throw new Error('There are fewer records than connections.')
      client.setRequests([saveAgain(record, cookie, faults)])
    },
  })
  const result = await run
  if (result.non2xx + result.errors > 0) {
    throw new Error(
      `${url}: ${result.non2xx} refusals, ${result.errors} errors; ${faults[0] ?? ''}`,
    )
  }
  return { rate: result['2xx'] / result.duration, p99: result.latency.p99 }
}

let saved = 0

/** Every save changes the form: the same values again would be no change and leave no trace. */
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
      saved += 1
      const items = { ...values.items, AETERM: `Hepatic pain ${saved}` }
      const body = JSON.stringify({ values: { items, rows: [] }, reason: 'Transcription error' })
      const headers = { 'content-type': 'application/json', 'if-match': `"${version}"`, cookie }
      return { ...request, body, headers }
    },
    onResponse(status, body) {
      if (status === 200) version += 1
      else faults.push(body)
    },
  }
}

function figures({ saves, puts }: { saves: Load; puts: Load }): readonly Figure[] {
  const share = saves.rate / puts.rate
  return [
    {
      what: `Bare Express PUT of the same body, ${CONNECTIONS} connections`,
      measured: `${perSecond(puts.rate)}, p99 ${puts.p99.toFixed(0)} ms`,
    },
    {
      what: `Form saves over HTTP, ${CONNECTIONS} connections`,
      measured: `${perSecond(saves.rate)}, ${share.toFixed(2)} of the bare PUT`,
      aim: 'half of the bare PUT',
      met: share >= 0.5,
    },
    {
      what: 'Time of such a save, 99th percentile',
      measured: `${saves.p99.toFixed(0)} ms`,
      aim: `under ${P99_AIM_MS} ms`,
      met: saves.p99 < P99_AIM_MS,
    },
  ]
}
