import { inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { SeenPlace } from '../audit/last-saved.ts'
import { stateMark, type MarkParts } from './state-mark.ts'

/** Tells of changes of a study's records, whichever process saved them. */
export interface StudyWatch {
  /**
   * Calls `tell` with a mark of the state of what one may see, at once and after each change of it.
   * Gives what stops it. `fail` is called where the database does not answer.
   */
  watch(place: SeenPlace, tell: (mark: string) => void, fail: () => void): () => void
}

interface Listener {
  readonly place: SeenPlace
  readonly tell: (mark: string) => void
  readonly fail: () => void
  mark: string | null
}

const LOOK_MS = 200

/**
 * One look at the heads of the watched studies serves all listeners of this process. Only when a head
 * moved is the state of each listener's sites taken: a save at a site that one may not see tells nothing.
 */
export function createStudyWatch(parts: MarkParts): StudyWatch {
  const listeners = new Set<Listener>()
  const heads = new Map<string, number>()
  const inForce = new Map<string, string>()
  let timer: NodeJS.Timeout | null = null

  const look = async (): Promise<void> => {
    const watched = [...new Set(Array.from(listeners, ({ place }) => place.studyId))]
    if (watched.length === 0) return
    const moved = await movedHeads(parts.store, watched, heads)
    // Another process may have saved a version of the definition: marks are of what is stored.
    for (const studyId of moved) parts.definitions.forget(studyId)
    const amended = await amendedSince(parts, watched, inForce)
    for (const listener of listeners) {
      const { studyId } = listener.place
      const isOld = moved.has(studyId) || amended.has(studyId)
      if (listener.mark === null || isOld) await tell(parts, listener)
    }
  }

  const run = (): void => {
    timer = null
    look()
      .catch(() => {
        for (const { fail } of listeners) fail()
      })
      .finally(() => {
        if (listeners.size > 0) timer ??= setTimeout(run, LOOK_MS)
      })
  }

  return {
    watch(place, tell, fail) {
      const listener: Listener = { place, tell, fail, mark: null }
      listeners.add(listener)
      timer ??= setTimeout(run, 0)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        if (timer !== null) clearTimeout(timer)
        timer = null
        heads.clear()
        inForce.clear()
      }
    },
  }
}

/** The studies whose trail grew since the last look. */
async function movedHeads(
  { read, t: { chainHead } }: Store,
  studies: readonly string[],
  heads: Map<string, number>,
): Promise<ReadonlySet<string>> {
  const rows = await read
    .select({ chain: chainHead.chain, seq: chainHead.seq })
    .from(chainHead)
    .where(inArray(chainHead.chain, [...studies]))
  const moved = rows.filter(({ chain, seq }) => heads.get(chain) !== seq)
  for (const { chain, seq } of moved) heads.set(chain, seq)
  return new Set(moved.map(({ chain }) => chain))
}

/**
 * The studies whose analysis goes by another version of the definition than at the last look: one that was
 * approved before takes effect on its day, and the trail does not grow then.
 */
async function amendedSince(
  { definitions }: MarkParts,
  studies: readonly string[],
  inForce: Map<string, string>,
): Promise<ReadonlySet<string>> {
  const amended = new Set<string>()
  for (const studyId of studies) {
    const { hash } = await definitions.of(studyId)
    if (inForce.get(studyId) !== hash) amended.add(studyId)
    inForce.set(studyId, hash)
  }
  return amended
}

async function tell(parts: MarkParts, listener: Listener): Promise<void> {
  const mark = await stateMark(parts, listener.place)
  if (mark === listener.mark) return
  listener.mark = mark
  listener.tell(mark)
}
