import { useEffect, useRef, useState, type RefObject } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { useDraftState, useOutbox } from '../drafts/outbox-context.tsx'
import type { DraftState, FoundDraft, Outbox } from '../drafts/outbox.ts'
import { msSince, PAUSE_MS, type DraftPlace } from '../drafts/unsent.ts'
import { differencesOf } from './differences.ts'
import type { RecordPlace } from './save-record.ts'

/** The boxes of a form, whatever draws them. */
export interface Boxes {
  readonly read: () => FormValues
  /** Puts values into the boxes as if they had been typed. */
  readonly fill: (values: FormValues) => void
  /** Calls back whenever something is typed. Gives the way to end that. */
  readonly onTyped: (listener: () => void) => () => void
}

export interface DraftOptions {
  readonly form: FormDefinition
  readonly place: RecordPlace
  /** What of the form is typed, where its place has several; absent: all of it. */
  readonly part?: string
  readonly record: RecordView | null
  readonly prefilled?: FormValues
  readonly readOnly: boolean
  readonly boxes: Boxes
  /** The record that the boxes were filled from. */
  readonly basis: RefObject<RecordView | null>
}

/** What saving a form says to the keeper of its typing. */
export interface TypingKept {
  /** How long ago the first of it was typed; undefined where nothing was. */
  readonly agoMs: () => number | undefined
  /** Before a save: nothing is sent beside it. */
  readonly hold: () => Promise<void>
  /** When the draft was saved that the save takes with it; null: none; undefined: not known. */
  readonly draft: () => string | null | undefined
  /**
   * After it: the form's draft is gone; what was typed since the save began is kept as a new one. `again`:
   * it was sent before, without an answer, and a draft may have been kept since.
   */
  readonly saved: (stored: RecordView, again: boolean) => void
  /** After a save with which the form ends: nothing of it is kept any more. */
  readonly ended: () => void
  /** The save was refused or got no answer: the typing is kept on. */
  readonly refused: () => void
  /** Whether the boxes differ from what is stored. */
  readonly isUnsaved: () => boolean
}

export interface FormDraft {
  readonly state: DraftState
  /** A draft that differs from what is in the boxes, until it is decided on. */
  readonly offered: FoundDraft | null
  /** Puts what was decided into the boxes; the draft is what is in them from then on. */
  readonly decide: (values: FormValues) => void
  readonly typing: TypingKept
}

/** Keeps what is typed into a form, and finds what was kept of it. */
export function useDraft(options: DraftOptions): FormDraft {
  const { readOnly, record } = options
  const outbox = useOutbox()
  const [opened] = useState(() => draftPlaceOf(options, record))
  const [place, setPlace] = useState(opened)
  const state = useDraftState(place)
  const [found, setFound] = useState<FoundDraft | null>(null)
  const undecided = found !== null
  const held = useHeldTyping({ ...options, outbox, opened, undecided, onPlace: setPlace })
  const offered = found ?? (state.kind === 'other' ? asFound(state.draft) : null)
  useEffect(() => {
    if (outbox === null || readOnly) return undefined
    let left = false
    const meet = (draft: FoundDraft | null): void => {
      if (left) return
      const differs = draft !== null && held.differs(draft.values)
      held.lookedUp(differs)
      if (differs) setFound(draft)
      else if (draft !== null) held.handOver()
    }
    outbox.find(opened, held.recordId()).then(meet, () => undefined)
    return () => {
      left = true
    }
  }, [outbox, opened, readOnly, held])
  return {
    state,
    offered,
    decide: (values) => {
      options.boxes.fill(values)
      outbox?.adopt(place, offered?.stored ?? null)
      held.goOnSince(offered?.typedFrom ?? null)
      setFound(null)
      held.decided()
    },
    typing: held,
  }
}

/** Whether what is typed stays when the form is left. */
export function isKept({ kind }: DraftState): boolean {
  return kind === 'stored' || kind === 'kept-here'
}

/** A log's rows and a form's parts have a draft each; any other form has one place. */
function draftPlaceOf(
  { place: { study, subjid, form, visit }, part = '' }: Pick<DraftOptions, 'place' | 'part'>,
  record: RecordView | null,
): DraftPlace {
  const isRow = part === '' && record !== null && record.rowKey !== ''
  return { study, subjid, form, visit, slot: isRow ? record.id : '', part }
}

function asFound(draft: NonNullable<FoundDraft['stored']>): FoundDraft {
  const { record, baseVersion, values } = draft
  return { record, baseVersion, values, stored: draft, typedFrom: null }
}

interface HeldOptions extends DraftOptions {
  readonly outbox: Outbox | null
  /** Where the draft of the form as it was opened lies. */
  readonly opened: DraftPlace
  readonly undecided: boolean
  /** A new row of a log was saved: its draft lies elsewhere from then on. */
  readonly onPlace: (place: DraftPlace) => void
}

/** Hands what stands in the boxes to the outbox: after a pause, when the page goes, when the form is left. */
function useHeldTyping(options: HeldOptions): HeldTyping {
  const { outbox, readOnly, boxes } = options
  const latest = useRef(options)
  const [held] = useState(() => new HeldTyping(latest))
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    if (readOnly) return undefined
    const unsubscribe = boxes.onTyped(held.typed)
    const leave = outbox?.addTypist(held.handOver)
    return () => {
      unsubscribe()
      leave?.()
      held.handOver()
    }
  }, [outbox, readOnly, boxes, held])
  return held
}

/** The typing of one form on screen. */
class HeldTyping implements TypingKept {
  private readonly latest: RefObject<HeldOptions>
  private place: DraftPlace
  private typedFrom: number | null = null
  /** When the first was typed that a save under way does not hold. */
  private typedSince: number | null = null
  private looked = false
  /** A draft that was found is to be decided on. */
  private waiting = false
  /** The form ended with its save. */
  private over = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(latest: RefObject<HeldOptions>) {
    this.latest = latest
    this.place = latest.current.opened
  }

  readonly typed = (): void => {
    this.typedFrom ??= Date.now()
    this.typedSince ??= Date.now()
    clearTimeout(this.timer)
    this.timer = setTimeout(this.handOver, PAUSE_MS)
  }

  /** Nothing goes out while another draft waits for a decision: it would take its place. */
  readonly handOver = (): void => {
    clearTimeout(this.timer)
    const { outbox, readOnly, undecided } = this.latest.current
    if (readOnly || undecided || this.waiting || this.over) return
    if (this.isUnsaved()) this.keep()
    else {
      this.typedFrom = null
      if (this.looked && outbox?.holds(this.place) === true) void outbox.discard(this.place)
    }
  }

  /** A draft was decided on: what is in the boxes now takes its place. */
  readonly decided = (): void => {
    this.waiting = false
    clearTimeout(this.timer)
    if (this.isUnsaved()) this.keep()
    else void this.latest.current.outbox?.discard(this.place)
  }

  /** From now on, and not only once the offer is drawn, a draft that differs waits for a decision. */
  readonly lookedUp = (differs: boolean): void => {
    this.looked = true
    this.waiting = differs
  }

  readonly goOnSince = (typedFrom: number | null): void => {
    if (typedFrom !== null) this.typedFrom = Math.min(typedFrom, this.typedFrom ?? typedFrom)
  }

  readonly recordId = (): string | null => this.latest.current.basis.current?.id ?? null

  /** Whether values differ from those in the boxes. */
  readonly differs = (values: FormValues): boolean => {
    const { form, boxes } = this.latest.current
    const mine = boxes.read()
    return differencesOf(form, { stored: values, mine, basis: null }).length > 0
  }

  readonly agoMs = (): number | undefined =>
    this.typedFrom === null ? undefined : msSince(this.typedFrom, Date.now())

  readonly hold = async (): Promise<void> => {
    clearTimeout(this.timer)
    this.typedSince = null
    await this.latest.current.outbox?.hold(this.place)
  }

  readonly draft = (): string | null | undefined =>
    this.latest.current.outbox?.goesOnFrom(this.place)

  readonly saved = (stored: RecordView, again: boolean): void => {
    clearTimeout(this.timer)
    const { outbox, onPlace } = this.latest.current
    outbox?.forget(this.place, again)
    this.place = draftPlaceOf(this.latest.current, stored)
    onPlace(this.place)
    this.typedFrom = this.isUnsaved() ? this.typedSince : null
    if (this.isUnsaved()) this.keep()
  }

  readonly ended = (): void => {
    clearTimeout(this.timer)
    this.over = true
    this.latest.current.outbox?.forget(this.place)
  }

  readonly refused = (): void => {
    this.latest.current.outbox?.release(this.place)
    this.handOver()
  }

  readonly isUnsaved = (): boolean => {
    const { basis, prefilled } = this.latest.current
    return this.differs(basis.current?.values ?? prefilled ?? { items: {}, rows: [] })
  }

  private keep(): void {
    const { outbox, boxes, basis } = this.latest.current
    this.typedFrom ??= Date.now()
    const { items, rows } = boxes.read()
    outbox?.keep(this.place, {
      record: basis.current?.id ?? null,
      baseVersion: basis.current?.version ?? null,
      values: { items: { ...items }, rows: rows.map((row) => ({ ...row })) },
      typedFrom: this.typedFrom,
    })
  }
}
