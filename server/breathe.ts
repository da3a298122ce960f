import { performance } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'

/** So long may long work hold the process before others have their turn. */
const AT_A_TIME_MS = 10
/** A turn that took longer was of use to somebody, who may need the next one too. */
const IDLE_MS = 1
/** Long work goes on after so many turns, whatever others do. */
const MOST_TURNS = 20

let heldSince = performance.now()

/**
 * Long work in a process that serves requests: call it between two small pieces. Once the process was
 * held long enough, everybody else has turns until nobody needs one; before that it costs a look at the
 * clock.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - heldSince < AT_A_TIME_MS) return
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const began = performance.now()
    await setImmediate()
    heldSince = performance.now()
    if (heldSince - began < IDLE_MS) return
  }
}

/** Does work that comes in steps, with a breath between any two. */
export async function breathingSteps<R>(steps: Generator<unknown, R>): Promise<R> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await breathe()
  }
}

/** Passes pieces on, with a breath after each. */
export async function* breathing<T>(pieces: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  for await (const piece of pieces) {
    yield piece
    await breathe()
  }
}
