import { RUNS_EVENT, RUNS_PER_PAGE } from '../../shared/api/routes/export-runs.ts'
import type { EventSource } from '../http/event-stream.ts'
import { listRuns, type Asking, type PackageServices } from './service.ts'

/** Between two looks while one of the runs goes on, and while none does. */
const LOOK_MS = 300
const IDLE_LOOK_MS = 2_000

/**
 * Sends the first page of the caller's runs, at the start and whenever it is another one: a run of any
 * process says in the database how far it is.
 */
export function watchRuns(services: PackageServices, asking: Asking): EventSource {
  return (send, end) => {
    let told = ''
    let stopped = false
    let timer: NodeJS.Timeout | undefined
    const look = async (): Promise<void> => {
      const page = await listRuns(services, asking, { cursor: undefined, limit: RUNS_PER_PAGE })
      const data = JSON.stringify(page)
      if (stopped) return
      if (data !== told) send({ name: RUNS_EVENT, data })
      told = data
      const goesOn = page.runs.some(({ state }) => state === 'waiting' || state === 'running')
      timer = setTimeout(run, goesOn ? LOOK_MS : IDLE_LOOK_MS)
    }
    const run = (): void => {
      look().catch(end)
    }
    run()
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }
}
