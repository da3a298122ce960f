import { BusyDatabaseError, WRITE_PATIENCE_MS } from '../busy.ts'

/** One works, and one waits at the server, so that it goes on the moment the other has committed. */
const MOST_AT_ONCE = 2

/** So short a wait takes nothing from the patience with the lock. */
const NOT_WORTH_TELLING_MS = 1_000
const LEAST_MS = 1_000

interface Queue {
  working: number
  readonly waiting: (() => void)[]
}

/**
 * Lets few at a time work under one name; the others wait in the order in which they came. Writers of one
 * chain follow each other anyway: so they do not hold all connections of the pool, and the server does not
 * wake one after the other to find the lock taken.
 */
export class Queues {
  readonly #queues = new Map<string, Queue>()
  readonly #patienceMs: number

  constructor(patienceMs = WRITE_PATIENCE_MS) {
    this.#patienceMs = patienceMs
  }

  /**
   * Throws `BusyDatabaseError` where its turn does not come in time. The work is told how many milliseconds
   * of its patience are left, where it had to wait.
   */
  async run<T>(name: string, work: (leftMs?: number) => Promise<T>): Promise<T> {
    const queue = this.#queues.get(name) ?? { working: 0, waiting: [] }
    this.#queues.set(name, queue)
    // Who is let in by another takes its place, so nobody who came later gets between.
    const came = performance.now()
    const waits = queue.working >= MOST_AT_ONCE
    if (waits) await this.#turn(queue)
    else queue.working += 1
    try {
      const waited = performance.now() - came
      return await (waited < NOT_WORTH_TELLING_MS
        ? work()
        : work(Math.max(LEAST_MS, Math.ceil(this.#patienceMs - waited))))
    } finally {
      const next = queue.waiting.shift()
      if (next !== undefined) next()
      else if ((queue.working -= 1) === 0) this.#queues.delete(name)
    }
  }

  #turn({ waiting }: Queue): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(late)
        resolve()
      }
      const late = setTimeout(() => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(new BusyDatabaseError())
      }, this.#patienceMs)
      waiting.push(begin)
    })
  }
}
