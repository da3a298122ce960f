import { RUNS_EVENT, RUNS_PER_PAGE } from '../../shared/api/routes/export-runs.ts'
import type { EventSource } from '../http/event-stream.ts'
import { listRuns, type Asking, type PackageServices } from './service.ts'

const LOOK_MS = 300

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
      const data = JSON.stringify(
        await listRuns(services, asking, { cursor: undefined, limit: RUNS_PER_PAGE }),
      )
      if (stopped) return
      if (data !== told) send({ name: RUNS_EVENT, data })
      told = data
      timer = setTimeout(run, LOOK_MS)
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
