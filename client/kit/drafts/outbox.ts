import { draftSchema, type DraftView } from '../../../shared/api/routes/drafts.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import { isDatabaseAway, isProblem, NoAnswerFailure, ProblemFailure } from '../http.ts'
import type { KeptHere } from './kept-here.ts'
import { isAt, keyOf, msSince, type DraftPlace, type Typing, type Unsent } from './unsent.ts'

/** Where the typing of one form is. */
export type DraftState =
  | { readonly kind: 'none' }
  | { readonly kind: 'stored'; readonly savedAt: string }
  | {
      readonly kind: 'kept-here'
      readonly why: 'no-answer' | 'signed-out'
      /** Survives a reload; else it is in this window alone. */
      readonly onDisk: boolean
    }
  /** Another window of the same person keeps other typing for this form. */
  | { readonly kind: 'other'; readonly draft: DraftView }
  | { readonly kind: 'refused'; readonly error: unknown }

export interface OutboxParts {
  /** Gives typing to the server; `ageMs`: how long ago the first of it was typed. */
  readonly send: (unsent: Unsent, ageMs: number) => Promise<DraftView>
  readonly list: (place: DraftPlace) => Promise<readonly DraftView[]>
  /** Throws a draft away as it is known here; what another window typed since stays. */
  readonly discard: (place: DraftPlace, draft: DraftView) => Promise<void>
  readonly kept: KeptHere
  readonly now: () => number
  /** Calls back after so many milliseconds; gives the way to call it off. */
  readonly after: (ms: number, fn: () => void) => () => void
  /** The server no longer knows the session. */
  readonly onSignedOut: () => void
}

/** A draft found for a form when it is opened. */
export interface FoundDraft {
  readonly record: string | null
  readonly baseVersion: number | null
  readonly values: Typing['values']
  /** The server's draft; null: only this computer has it. */
  readonly stored: DraftView | null
  /** When the first was typed, by this computer's clock; null: the server knows it. */
  readonly typedFrom: number | null
}

interface Entry {
  unsent: Unsent | null
  /** The server's draft, as far as this window knows. */
  last: DraftView | null
  /** What was sent and got no answer, the latest last: the server may have one of them. */
  tried: readonly Typing[]
  state: DraftState
  sending: Promise<void> | null
  /** A save is under way: nothing is sent beside it. */
  held: boolean
}

const NONE: DraftState = { kind: 'none' }
const EMPTY: Entry = {
  unsent: null,
  last: null,
  tried: [],
  state: NONE,
  sending: null,
  held: false,
}
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 60_000
const TRIED_KEPT = 50
/** How long a save or a look for drafts waits for what is under way. */
const PATIENCE_MS = 5_000

/**
 * The typing of one account that is not saved. Each form's goes to the server as a draft; while there
 * is no server or no session it stays here and on this computer, and is sent when that is over.
 */
export class Outbox {
  private readonly parts: OutboxParts
  private readonly entries = new Map<string, Entry>()
  private readonly listeners = new Set<() => void>()
  private readonly typists = new Set<() => void>()
  /** `closed`: signed out on purpose, nothing more is taken. */
  private mode: 'open' | 'signed-out' | 'closed' = 'open'
  private failures = 0
  private cancelRetry: (() => void) | null = null

  constructor(parts: OutboxParts) {
    this.parts = parts
    for (const unsent of parts.kept.load()) {
      const entry = this.entryOf(unsent.place)
      entry.unsent = unsent
      entry.state = { kind: 'kept-here', why: 'no-answer', onDisk: true }
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  stateOf(place: DraftPlace): DraftState {
    return this.entries.get(keyOf(place))?.state ?? NONE
  }

  /** Whether the form has typing that is kept anywhere, as far as this window knows. */
  holds(place: DraftPlace): boolean {
    const entry = this.entries.get(keyOf(place))
    return entry !== undefined && (entry.unsent !== null || entry.last !== null)
  }

  /**
   * When the draft was saved that the typing in a form goes on from; null: none is. undefined: the
   * server may have a later one of which no answer came.
   */
  goesOnFrom(place: DraftPlace): string | null | undefined {
    const { last, sending, tried } = this.entries.get(keyOf(place)) ?? EMPTY
    return sending !== null || tried.length > 0 ? undefined : (last?.savedAt ?? null)
  }

  /** How many forms have typing that the server does not have. */
  private unsentCount(): number {
    return [...this.entries.values()].filter(({ unsent }) => unsent !== null).length
  }

  /** A form that hands over what it holds when it is called. Gives the way to leave. */
  addTypist(handOver: () => void): () => void {
    this.typists.add(handOver)
    return () => this.typists.delete(handOver)
  }

  /** Keeps what was typed in a form, in place of what was kept of it before. */
  keep(place: DraftPlace, typing: Typing): void {
    if (this.mode === 'closed') return
    const entry = this.entryOf(place)
    const replaces = entry.last?.savedAt ?? entry.unsent?.replaces ?? null
    entry.unsent = { place, typing, replaces, keptFrom: this.parts.now() }
    if (this.mode === 'signed-out') this.keepHere('signed-out')
    else if (entry.state.kind !== 'other') this.pump(entry)
  }

  /** Goes on from a draft that was found: the next one takes its place. */
  adopt(place: DraftPlace, stored: DraftView | null): void {
    const entry = this.entryOf(place)
    if (stored !== null) entry.last = stored
    if (entry.unsent !== null) {
      entry.unsent = { ...entry.unsent, replaces: entry.last?.savedAt ?? null }
    }
    this.show(entry, stored === null ? NONE : { kind: 'stored', savedAt: stored.savedAt })
  }

  /**
   * Looks for a draft of a form: first what this computer has and the server does not take now, then
   * what the server has.
   */
  async find(place: DraftPlace, record: string | null): Promise<FoundDraft | null> {
    const entry = this.entryOf(place)
    this.pump(entry)
    await this.underWay(entry)
    if (entry.unsent !== null) {
      const { record: of, baseVersion, values, typedFrom } = entry.unsent.typing
      return { record: of, baseVersion, values, typedFrom, stored: entry.last }
    }
    const known = entry.last
    const drafts = await this.parts.list(place)
    await this.underWay(entry)
    const stored = drafts.find((draft) => isAt(draft, place, record)) ?? null
    // What was typed and sent meanwhile is newer than the answer, and already in the boxes.
    if (entry.last !== known && entry.last?.savedAt !== stored?.savedAt) return null
    entry.last = stored
    if (stored === null) return null
    const { record: of, baseVersion, values } = stored
    return { record: of, baseVersion, values, typedFrom: null, stored }
  }

  /** Throws the draft of a form away. Where that does not reach the server, it is offered again. */
  async discard(place: DraftPlace): Promise<void> {
    const entry = this.entryOf(place)
    entry.unsent = null
    this.storeKept()
    await entry.sending
    const { last } = entry
    entry.last = null
    this.show(entry, NONE)
    if (last !== null) await this.parts.discard(place, last).catch(() => undefined)
  }

  /** Waits for what is under way, and sends nothing of this form until it is released or forgotten. */
  async hold(place: DraftPlace): Promise<void> {
    const entry = this.entryOf(place)
    entry.held = true
    await this.underWay(entry)
  }

  release(place: DraftPlace): void {
    const entry = this.entryOf(place)
    entry.held = false
    this.pump(entry)
  }

  /**
   * The form was saved: the server has taken its draft away, but for one that was kept `since` the save
   * went out for the first time.
   */
  forget(place: DraftPlace, since = false): void {
    const { last } = this.entries.get(keyOf(place)) ?? EMPTY
    this.entries.delete(keyOf(place))
    if (since && last !== null) this.clearAway(place, last)
    this.storeKept()
    this.tell()
  }

  /** What is kept of the form meanwhile goes out after it. */
  private clearAway(place: DraftPlace, draft: DraftView): void {
    const entry = this.entryOf(place)
    entry.sending = this.parts
      .discard(place, draft)
      .catch(() => undefined)
      .finally(() => {
        entry.sending = null
        this.pump(entry)
      })
  }

  /** Somebody signed in, or the network is back: everything unsent is sent. */
  async resume(): Promise<void> {
    this.mode = 'open'
    this.cancelRetry?.()
    const entries = [...this.entries.values()]
    for (const entry of entries) this.pump(entry)
    await Promise.all(entries.map(({ sending }) => sending ?? Promise.resolve()))
  }

  /** The page may be going: what the forms hold is taken over and kept on this computer. */
  keepAll(): void {
    for (const handOver of this.typists) handOver()
    this.storeKept()
  }

  /** Before sign-out: sends what it can; gives how many forms' typing is left. */
  async sendAll(): Promise<number> {
    for (const handOver of this.typists) handOver()
    await this.resume()
    return this.unsentCount()
  }

  /** After sign-out: nothing of the account stays on this computer. */
  clear(): void {
    this.pause()
    this.mode = 'closed'
    for (const entry of this.entries.values()) entry.unsent = null
    this.parts.kept.clear()
    this.tell()
  }

  /** Nobody is signed in, or the page goes to somebody else: typing is kept here, and nothing is sent. */
  pause(): void {
    this.cancelRetry?.()
    this.cancelRetry = null
    if (this.mode === 'open') this.mode = 'signed-out'
  }

  private entryOf(place: DraftPlace): Entry {
    const key = keyOf(place)
    const known = this.entries.get(key)
    if (known !== undefined) return known
    const entry = { ...EMPTY }
    this.entries.set(key, entry)
    return entry
  }

  /** Waits for what is being sent, as long as is bearable. */
  private async underWay({ sending }: Entry): Promise<void> {
    if (sending === null) return
    const patience = new Promise<void>((done) => this.parts.after(PATIENCE_MS, done))
    await Promise.race([sending, patience])
  }

  private pump(entry: Entry): void {
    const { unsent } = entry
    if (unsent === null || entry.sending !== null || entry.held) return
    if (this.mode !== 'open') return
    entry.sending = this.sendOne(entry, unsent).finally(() => {
      entry.sending = null
      if (entry.unsent !== null && entry.unsent !== unsent) this.pump(entry)
    })
  }

  private async sendOne(entry: Entry, unsent: Unsent): Promise<void> {
    const age = msSince(unsent.typing.typedFrom, this.parts.now())
    try {
      this.accept(entry, unsent.typing, await this.parts.send(unsent, age))
    } catch (error) {
      this.meet(entry, unsent.typing, error)
    }
  }

  /** The server has `sent` as the draft `stored`: what was typed since goes on from it. */
  private accept(entry: Entry, sent: Typing, stored: DraftView): void {
    this.failures = 0
    entry.last = stored
    entry.tried = []
    if (entry.unsent?.typing === sent) entry.unsent = null
    else if (entry.unsent !== null) {
      entry.unsent = { ...entry.unsent, replaces: stored.savedAt }
    }
    this.storeKept()
    this.show(entry, { kind: 'stored', savedAt: stored.savedAt })
  }

  private meet(entry: Entry, sent: Typing, error: unknown): void {
    if (isSignedOut(error)) {
      this.mode = 'signed-out'
      this.keepHere('signed-out')
      this.parts.onSignedOut()
      return
    }
    if (isPassing(error)) {
      entry.tried = [...entry.tried, sent].slice(-TRIED_KEPT)
      this.keepHere('no-answer')
      this.retryLater()
      return
    }
    const draft = otherDraftOf(error)
    if (draft === null) {
      this.show(entry, { kind: 'refused', error })
      return
    }
    const own = [sent, ...entry.tried].find((one) => isOf(draft, one))
    if (own === undefined) this.show(entry, { kind: 'other', draft })
    else this.accept(entry, own, draft)
  }

  private retryLater(): void {
    this.cancelRetry?.()
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures)
    this.failures += 1
    this.cancelRetry = this.parts.after(wait, () => {
      void this.resume()
    })
  }

  /** Puts all unsent typing on this computer, and says so at each form. */
  private keepHere(why: 'no-answer' | 'signed-out'): void {
    const onDisk = this.storeKept()
    for (const entry of this.entries.values()) {
      if (entry.unsent !== null && entry.state.kind !== 'other') {
        entry.state = { kind: 'kept-here', why, onDisk }
      }
    }
    this.tell()
  }

  private storeKept(): boolean {
    const unsent = [...this.entries.values()].flatMap((entry) => entry.unsent ?? [])
    return this.parts.kept.store(unsent)
  }

  private show(entry: Entry, state: DraftState): void {
    entry.state = state
    this.tell()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

function isSignedOut(error: unknown): boolean {
  return (
    isProblem(error, 'urn:problem:not-signed-in') ||
    isProblem(error, 'urn:problem:password-change-required')
  )
}

/** The next attempt may succeed: no server, a fault of its own, or too many requests. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof NoAnswerFailure ||
    isProblem(error, 'urn:problem:internal') ||
    isDatabaseAway(error) ||
    isProblem(error, 'urn:problem:too-many-requests')
  )
}

/** Whether a draft of the server is this very typing: it came there, and only the answer did not. */
function isOf({ record, baseVersion, values }: DraftView, typing: Typing): boolean {
  const { record: of, baseVersion: on, values: typed } = typing
  return (
    canonicalJson({ record, baseVersion, values }) ===
    canonicalJson({ record: of, baseVersion: on, values: typed })
  )
}

function otherDraftOf(error: unknown): DraftView | null {
  if (!(error instanceof ProblemFailure)) return null
  if (error.problem.type !== 'urn:problem:version-conflict') return null
  return draftSchema.safeParse(error.problem.current).data ?? null
}
