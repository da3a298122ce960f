import { readFileSync } from 'node:fs'
import pg from 'pg'

/** How often the processes of the database are looked at: one that ends is counted up to the last look. */
const LOOK_MS = 500
const NANOSECONDS_PER_MS = 1e6

/** Ends the watch: the processor time taken since it began, in milliseconds; null where it cannot be seen. */
type EndWatch = () => Promise<number | null>

/**
 * Watches what the database server takes of the processor for the connections that bear a name. It cannot be
 * seen where the server runs on another machine.
 */
export async function watchDatabase(server: string, application: string): Promise<EndWatch> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  const began = new Map<number, number>()
  const latest = new Map<number, number>()
  const look = async (isFirst: boolean): Promise<void> => {
    const { rows } = await client.query<{ pid: number }>(
      'select pid from pg_stat_activity where application_name = $1',
      [application],
    )
    for (const { pid } of rows) {
      const taken = takenBy(pid)
      if (taken === null) continue
      // A connection that was made since has taken all of it since.
      if (!began.has(pid)) began.set(pid, isFirst ? taken : 0)
      latest.set(pid, taken)
    }
  }
  await look(true)
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(() => look(false))
  }, LOOK_MS)
  return async () => {
    clearInterval(timer)
    await looking
    await look(false)
    await client.end()
    if (latest.size === 0) return null
    return [...latest].reduce((sum, [pid, taken]) => sum + taken - (began.get(pid) ?? 0), 0)
  }
}

/** Processor time of a PostgreSQL process of this machine, in milliseconds; null where there is none. */
function takenBy(pid: number): number | null {
  try {
    const folder = `/proc/${pid}`
    if (readFileSync(`${folder}/comm`, 'utf8').trim() !== 'postgres') return null
    return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]) / NANOSECONDS_PER_MS
  } catch {
    return null
  }
}
