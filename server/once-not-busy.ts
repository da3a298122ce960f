import { setTimeout } from 'node:timers/promises'
import { isBusy } from '../db/busy.ts'

/** Longer than the longest import that others wait for. */
const LONGEST_MS = 30 * 60_000
const BETWEEN_TRIES_MS = 200

/**
 * Notes what long work came to: where another process writes, again and again until it is done, for each
 * refusal stored nothing. `goOn` ends that.
 */
export async function onceNotBusy<T>(
  note: () => Promise<T>,
  goOn: () => boolean = () => true,
): Promise<T> {
  const until = performance.now() + LONGEST_MS
  for (;;) {
    try {
      return await note()
    } catch (error) {
      if (!isBusy(error) || !goOn() || performance.now() > until) throw error
    }
    await setTimeout(BETWEEN_TRIES_MS)
  }
}
