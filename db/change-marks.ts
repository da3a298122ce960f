import type { DriverRow } from './statement-runner.ts'
import type { ChangeMarks, Store } from './store.ts'

/** Reads the marks, on either engine. */
export const CHANGE_MARKS = 'select scope, number from change_mark'

export function toChangeMarks(rows: readonly DriverRow[]): ChangeMarks {
  const of = (scope: keyof ChangeMarks): number => {
    const row = rows.find((one) => one['scope'] === scope)
    if (row === undefined) throw new Error(`The database has no change mark for ${scope}.`)
    return Number(row['number'])
  }
  return { access: of('access'), definitions: of('definitions') }
}

interface Look {
  reading: Promise<ChangeMarks> | null
  next: Promise<ChangeMarks> | null
  newest: { readonly marks: ChangeMarks; readonly at: number } | null
}

const LOOKS = new WeakMap<Store, Look>()

/**
 * The marks as the database has them after this call: what was committed before it is in them. Those who
 * ask in one turn of the event loop, or while a reading is under way, share the reading that begins
 * after it.
 */
export function freshMarks(store: Store): Promise<ChangeMarks> {
  const look = lookOf(store)
  look.next ??= (look.reading?.catch(() => undefined) ?? endOfTurn()).then(() => {
    look.next = null
    return read(store, look)
  })
  return look.next
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Older marks are read again. Each request begins with fresh ones, so its services see no older ones. */
const RECENT_MS = 1_000

/** The newest marks that this process has read, fresh ones where those are a second old. */
export function recentMarks(store: Store): Promise<ChangeMarks> {
  const { newest } = lookOf(store)
  const isRecent = newest !== null && performance.now() - newest.at < RECENT_MS
  return isRecent ? Promise.resolve(newest.marks) : freshMarks(store)
}

async function read(store: Store, look: Look): Promise<ChangeMarks> {
  const at = performance.now()
  const reading = store.changeMarks()
  look.reading = reading
  try {
    const marks = await reading
    if (look.newest === null || look.newest.at <= at) look.newest = { marks, at }
    return marks
  } finally {
    if (look.reading === reading) look.reading = null
  }
}

function lookOf(store: Store): Look {
  const look = LOOKS.get(store) ?? { reading: null, next: null, newest: null }
  LOOKS.set(store, look)
  return look
}
