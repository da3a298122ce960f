import { BusyDatabaseError, WRITE_PATIENCE_MS } from '../busy.ts'

/** One works, and one waits at the server, so that it goes on the moment the other has committed. */
const MOST_AT_ONCE = 2

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

  /** Throws `BusyDatabaseError` where its turn does not come in time. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(name) ?? { working: 0, waiting: [] }
    this.#queues.set(name, queue)
    // Who is let in by another takes its place, so nobody who came later gets between.
    if (queue.working < MOST_AT_ONCE) queue.working += 1
    else await this.#turn(queue)
    try {
      return await work()
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
