import { openOwnSchema } from '../server/processes/own-schema.ts'
import { perSecond, type Figure } from './figure.ts'
import { load, type Load } from './http-saves.ts'
import type { Listening, SavedRecord } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'

const CONNECTIONS = 20
const SECONDS = 5
const COUNTS = [1, 2, 4]

/** Saves of whole forms of one study on PostgreSQL, by one, two and four server processes. */
export async function benchProcessSaves(): Promise<readonly Figure[]> {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) {
    const what = 'Form saves over HTTP on PostgreSQL'
    return [{ what, measured: 'left out: TEST_DATABASE_URL names no database' }]
  }
  const schema = await openOwnSchema(server)
  process.env['BENCH_DATABASE_URL'] = schema.url
  try {
    return await inFolder(measured)
  } finally {
    await schema.remove()
  }
}

async function measured(folder: string): Promise<readonly Figure[]> {
  // The first one makes the schema and the study; the others find them.
  const first = forkBench(['helper', 'shared-first', folder])
  const children = [first]
  try {
    const listening = (await firstMessage(first)) as Listening
    const others = COUNTS.slice(-1).flatMap((most) =>
      Array.from({ length: most - 1 }, () => forkBench(['helper', 'shared-next', folder])),
    )
    children.push(...others)
    const urls = (await Promise.all(others.map(firstMessage))) as Listening[]
    const servers = [listening, ...urls.map(({ url }) => ({ ...listening, url }))]
    const records = [...listening.records]
    const next = (): readonly SavedRecord[] => records.splice(0, CONNECTIONS)
    const figures: Figure[] = []
    for (const count of COUNTS) {
      const used = servers.slice(0, count)
      await together(used, next(), 2)
      figures.push(figureOf(count, await together(used, next(), SECONDS)))
    }
    return figures
  } finally {
    await Promise.all(children.map(end))
  }
}

/** All connections at once, shared out among the servers. */
async function together(
  servers: readonly Listening[],
  records: readonly SavedRecord[],
  duration: number,
): Promise<Load> {
  const each = CONNECTIONS / servers.length
  const loads = await Promise.all(
    servers.map((server, n) => load(server, records.slice(n * each, (n + 1) * each), duration)),
  )
  return {
    rate: loads.reduce((sum, { rate }) => sum + rate, 0),
    p99: Math.max(...loads.map(({ p99 }) => p99)),
  }
}

function figureOf(count: number, { rate, p99 }: Load): Figure {
  const by = count === 1 ? 'one process' : `${count} processes`
  return {
    what: `Form saves over HTTP on PostgreSQL, ${by}, ${CONNECTIONS} connections`,
    measured: `${perSecond(rate)}, p99 ${p99.toFixed(0)} ms`,
  }
}
