/** What is removed when the process is told to stop. */
type Clean = () => void | Promise<void>

/** A piece of work that a signal ends. */
export interface Stoppable {
  /** From here a signal waits for the end of the work, which is moments away. */
  readonly tooLate: () => void
  /** The work has ended. */
  readonly release: () => void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const stoppable = new Map<Stoppable, Clean | null>()
/** A signal that came while something was about to be done. */
let waiting: NodeJS.Signals | null = null

/**
 * Has `clean` run where the process is told to stop (Ctrl-C, a shutdown) before `release`; then the
 * process ends by that signal. For commands: the server stops in its own way.
 */
export function onStop(clean: Clean): Stoppable {
  const work: Stoppable = {
    tooLate: () => stoppable.set(work, null),
    release() {
      if (!stoppable.delete(work)) return
      if (waiting !== null) stop(waiting)
      else if (stoppable.size === 0) listen('off')
    },
  }
  if (stoppable.size === 0) listen('on')
  stoppable.set(work, clean)
  return work
}

function listen(way: 'on' | 'off'): void {
  for (const signal of SIGNALS) process[way](signal, stop)
}

function stop(signal: NodeJS.Signals): void {
  const cleans = [...stoppable.values()].reverse()
  waiting = cleans.includes(null) ? signal : null
  if (waiting !== null) return
  stoppable.clear()
  listen('off')
  void cleanAll(cleans).finally(() => process.kill(process.pid, signal))
}

/** The last begun first; one that fails does not keep the others from it. */
async function cleanAll(cleans: readonly (Clean | null)[]): Promise<void> {
  for (const clean of cleans) {
    try {
      await clean?.()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      process.stderr.write(`Not everything could be removed: ${reason}\n`)
    }
  }
}
