import type { ChildProcess } from 'node:child_process'
import { openOwnSchema } from '../db/own-schema.ts'
import type { Figure } from './figure.ts'
import type { Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'
import { openRawSaves, type RawSaves } from './raw-postgres.ts'
import {
  BARE_SECONDS,
  CONNECTIONS,
  connectionsText,
  LOAD_SECONDS,
  loadProcesses,
  loadText,
  together,
  type Load,
  type Served,
} from './save-load.ts'
import { watchDatabase } from './server-processor.ts'

const COUNTS = [1, 2, 4]
const SUBJECTS = [22, 2_240]

/** Saves of whole forms of one study on PostgreSQL, by one, two and four server processes. */
export async function benchProcessSaves(): Promise<readonly Figure[]> {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) {
    const what = 'Form saves over HTTP on PostgreSQL'
    return [{ what, measured: 'left out: TEST_DATABASE_URL names no database' }]
  }
  const raw = await openRawSaves(server, Math.max(...CONNECTIONS))
  const figures: Figure[] = []
  try {
    for (const subjects of SUBJECTS) {
      const schema = await openOwnSchema(server)
      process.env['BENCH_DATABASE_URL'] = schema.url
      const beside = { raw, server, application: schema.name }
      try {
        figures.push(...(await inFolder((folder) => measured(folder, subjects, beside))))
      } finally {
        await schema.remove()
      }
    }
  } finally {
    await raw.close()
  }
  return figures
}

interface Beside {
  readonly raw: RawSaves
  /** The database server, and the name that the connections of the product bear there. */
  readonly server: string
  readonly application: string
}

async function measured(
  folder: string,
  subjects: number,
  beside: Beside,
): Promise<readonly Figure[]> {
  // The first one makes the schema and the study; the others find them.
  const first = forkBench(['helper', 'product', folder, String(subjects)])
  const children = [first]
  try {
    const listening = (await firstMessage(first)) as Listening
    const others = Array.from({ length: Math.max(...COUNTS) - 1 }, () =>
      forkBench(['helper', 'shared-next', folder]),
    )
    children.push(...others)
    const servers: Served[] = [{ child: first, listening }]
    for (const child of others) servers.push(await nextOf(child, listening))
    const lines: Lines = { raw: [], saves: [] }
    for (const count of COUNTS) {
      const used = servers.slice(0, count)
      await loadProcesses(used, { connections: Math.max(...CONNECTIONS), seconds: 4 })
      const { raw, saves } = await linesOf(used, listening.stored, beside)
      lines.raw.push(...raw)
      lines.saves.push(...saves)
    }
    // Raw transactions are the same beside a study of any size.
    return subjects === SUBJECTS[0] ? [...lines.raw, ...lines.saves] : lines.saves
  } finally {
    await Promise.all(children.map(end))
  }
}

async function nextOf(child: ChildProcess, first: Listening): Promise<Served> {
  const { url } = (await firstMessage(child)) as Listening
  return { child, listening: { ...first, url } }
}

interface Lines {
  readonly raw: Figure[]
  readonly saves: Figure[]
}

/** Saves, each load right after one of raw transactions by as many connections. */
async function linesOf(
  used: readonly Served[],
  stored: number,
  { raw, server, application }: Beside,
): Promise<Lines> {
  const by = used.length === 1 ? 'one process' : `${used.length} processes`
  const lines: Lines = { raw: [], saves: [] }
  for (const connections of CONNECTIONS) {
    if (connections < used.length) continue
    const bare = await raw.load({ connections, seconds: BARE_SECONDS, chains: 'one' })
    if (used.length === 1) {
      lines.raw.push(rawLine(connections, 'one chain', bare))
      if (connections > 1) {
        const each = await raw.load({ connections, seconds: BARE_SECONDS, chains: 'each' })
        lines.raw.push(rawLine(connections, 'a chain each', each))
      }
    }
    const endWatch = await watchDatabase(server, application)
    const loads = together(await loadProcesses(used, { connections, seconds: LOAD_SECONDS }))
    const taken = await endWatch()
    const database = taken === null ? null : taken / (loads.rate * LOAD_SECONDS)
    lines.saves.push({
      what: `PostgreSQL, ${by}, ${connectionsText(connections)}, ${stored.toLocaleString('en-US')} records stored`,
      measured: `${loadText({ ...loads, database })}; ${(loads.rate / bare.rate).toFixed(2)} of raw`,
    })
  }
  return lines
}

function rawLine(connections: number, chains: string, load: Load): Figure {
  const where = connections === 1 ? '' : `, ${chains}`
  return {
    what: `Raw prepared transaction of the rows of a save, ${connectionsText(connections)}${where}`,
    measured: loadText(load),
  }
}
