import { keyOf, unsentSchema, type Unsent } from './unsent.ts'

const PREFIX = 'hepatrial.unsent.'
const DAY_MS = 86_400_000
/** How long unsent typing stays on a computer to which nobody came back. */
const KEPT_DAYS = 7
/** Characters at most: a browser gives a site some five million. */
const SIZE_LIMIT = 1_000_000

/** What this computer keeps of one account's typing while the server cannot be reached. */
export interface KeptHere {
  readonly load: () => readonly Unsent[]
  /** Keeps these in place of what this window kept before; false when the browser does not keep them. */
  readonly store: (unsent: readonly Unsent[]) => boolean
  /** Nothing of the account stays, whatever window kept it. */
  readonly clear: () => void
}

/**
 * Keeps one account's unsent typing in the browser's storage, one entry for each form, so that several
 * windows do not disturb each other. Other accounts' entries are never given out; anybody's are thrown
 * away once they are older than seven days, because the computer may be shared.
 */
export function keptHere(storage: Storage, account: string, now: () => number): KeptHere {
  const own = `${PREFIX}${account} `
  let mine = new Set<string>()
  return {
    load: () => {
      throwAwayOld(storage, now())
      const names = namesIn(storage, own)
      mine = new Set(names)
      return names.flatMap((name) => parsed(storage.getItem(name)) ?? [])
    },
    store: (unsent) => {
      const texts = new Map(unsent.map((one) => [own + keyOf(one.place), JSON.stringify(one)]))
      for (const name of mine) if (!texts.has(name)) storage.removeItem(name)
      mine = new Set(texts.keys())
      const size = [...texts.values()].reduce((sum, text) => sum + text.length, 0)
      return size <= SIZE_LIMIT && written(storage, texts)
    },
    clear: () => {
      for (const name of namesIn(storage, own)) storage.removeItem(name)
    },
  }
}

function written(storage: Storage, texts: ReadonlyMap<string, string>): boolean {
  try {
    for (const [name, text] of texts) storage.setItem(name, text)
    return true
  } catch {
    return false
  }
}

function namesIn(storage: Storage, prefix: string): readonly string[] {
  const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
  return names.filter((name) => name.startsWith(prefix))
}

function throwAwayOld(storage: Storage, now: number): void {
  for (const name of namesIn(storage, PREFIX)) {
    const keptFrom = parsed(storage.getItem(name))?.keptFrom ?? -Infinity
    if (now - keptFrom >= KEPT_DAYS * DAY_MS) storage.removeItem(name)
  }
}

function parsed(text: string | null): Unsent | null {
  try {
    return unsentSchema.safeParse(JSON.parse(text ?? '')).data ?? null
  } catch {
    return null
  }
}
