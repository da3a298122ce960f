import type { ChildProcess } from 'node:child_process'
import { openOwnSchema } from '../server/processes/own-schema.ts'
import type { Figure } from './figure.ts'
import type { Listening } from './http-servers.ts'
import { inFolder } from './made-up-trial.ts'
import { end, firstMessage, forkBench } from './processes.ts'
import {
  CONNECTIONS,
  connectionsText,
  LOAD_SECONDS,
  loadProcesses,
  loadText,
  together,
  type Served,
} from './save-load.ts'

const COUNTS = [1, 2, 4]
const SUBJECTS = [22, 2_240]

/** Saves of whole forms of one study on PostgreSQL, by one, two and four server processes. */
export async function benchProcessSaves(): Promise<readonly Figure[]> {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) {
    const what = 'Form saves over HTTP on PostgreSQL'
    return [{ what, measured: 'left out: TEST_DATABASE_URL names no database' }]
  }
  const figures: Figure[] = []
  for (const subjects of SUBJECTS) {
    const schema = await openOwnSchema(server)
    process.env['BENCH_DATABASE_URL'] = schema.url
    try {
      figures.push(...(await inFolder((folder) => measured(folder, subjects))))
    } finally {
      await schema.remove()
    }
  }
  return figures
}

async function measured(folder: string, subjects: number): Promise<readonly Figure[]> {
  // The first one makes the schema and the study; the others find them.
  const first = forkBench(['helper', 'shared-first', folder, String(subjects)])
  const children = [first]
  try {
    const listening = (await firstMessage(first)) as Listening
    const others = Array.from({ length: Math.max(...COUNTS) - 1 }, () =>
      forkBench(['helper', 'shared-next', folder]),
    )
    children.push(...others)
    const servers: Served[] = [{ child: first, listening }]
    for (const child of others) servers.push(await nextOf(child, listening))
    const figures: Figure[] = []
    for (const count of COUNTS) {
      const used = servers.slice(0, count)
      await loadProcesses(used, { connections: Math.max(...CONNECTIONS), seconds: 4 })
      figures.push(...(await figuresOf(used, listening.stored)))
    }
    return figures
  } finally {
    await Promise.all(children.map(end))
  }
}

async function nextOf(child: ChildProcess, first: Listening): Promise<Served> {
  const { url } = (await firstMessage(child)) as Listening
  return { child, listening: { ...first, url } }
}

async function figuresOf(used: readonly Served[], stored: number): Promise<readonly Figure[]> {
  const by = used.length === 1 ? 'one process' : `${used.length} processes`
  const figures: Figure[] = []
  for (const connections of CONNECTIONS) {
    if (connections < used.length) continue
    const loads = await loadProcesses(used, { connections, seconds: LOAD_SECONDS })
    figures.push({
      what: `PostgreSQL, ${by}, ${connectionsText(connections)}, ${stored.toLocaleString('en-US')} records stored`,
      measured: loadText(together(loads)),
    })
  }
  return figures
}
