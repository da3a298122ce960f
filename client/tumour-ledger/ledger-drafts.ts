import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { useOutbox } from '../kit/drafts/outbox-context.tsx'
import type { DraftState, Outbox } from '../kit/drafts/outbox.ts'
import { subjectDraftsQuery } from '../kit/drafts/queries.ts'
import { PAUSE_MS, type DraftPlace } from '../kit/drafts/unsent.ts'
import type { SubjectScreen } from '../kit/subject-data.ts'
import {
  unsavedAt,
  unsavedVisits,
  valuesForDraft,
  type Edits,
  type VisitTyping,
} from './ledger-edits.ts'

interface LedgerDraftOptions {
  readonly screen: SubjectScreen
  readonly form: FormDefinition
  readonly edits: Edits
}

export interface LedgerDrafts {
  /** Where the typing of the edited assessments is: of all, what the reader should know first. */
  readonly state: DraftState
  /** Visits of which a draft from before waits; it is offered field by field at the visit's form. */
  readonly waiting: readonly string[]
  readonly held: HeldEdits
}

/** Keeps each edited assessment as a draft of its form, like the form's own page does. */
export function useLedgerDrafts(options: LedgerDraftOptions): LedgerDrafts {
  const { screen, form, edits } = options
  const outbox = useOutbox()
  const latest = useRef({ ...options, outbox })
  const [held] = useState(() => new HeldEdits(latest))
  useEffect(() => {
    latest.current = { ...options, outbox }
  })
  useEffect(() => {
    held.typed()
    const timer = setTimeout(held.handOver, PAUSE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [edits, held])
  useEffect(() => {
    const leave = outbox?.addTypist(held.handOver)
    return () => {
      leave?.()
      held.handOver()
    }
  }, [outbox, held])
  const { study, subject } = screen
  const { data } = useQuery({
    ...subjectDraftsQuery(study.id, subject.subjid),
    enabled: screen.mayWrite,
  })
  const drafts = (data?.drafts ?? []).filter((draft) => draft.form === form.key)
  return {
    state: useFirstState(outbox, held.places(edits)),
    waiting: drafts.flatMap(({ visit }) => (visit === null || held.isOwn(visit) ? [] : [visit])),
    held,
  }
}

const NONE: DraftState = { kind: 'none' }
const BY_URGENCY: readonly DraftState['kind'][] = ['refused', 'other', 'kept-here', 'stored']

function useFirstState(outbox: Outbox | null, places: readonly DraftPlace[]): DraftState {
  return useSyncExternalStore(
    (listener) => outbox?.subscribe(listener) ?? (() => undefined),
    () => {
      const states = places.map((place) => outbox?.stateOf(place) ?? NONE)
      const first = BY_URGENCY.find((kind) => states.some((state) => state.kind === kind))
      return states.find(({ kind }) => kind === first) ?? NONE
    },
  )
}

/** The edits of a ledger on screen, as drafts of the assessments they belong to. */
class HeldEdits {
  private readonly latest: RefObject<LedgerDraftOptions & { readonly outbox: Outbox | null }>
  /** Edited visits, and when the first of each was typed. */
  private readonly typedFrom = new Map<string, number>()
  private heldFrom = 0

  constructor(latest: HeldEdits['latest']) {
    this.latest = latest
  }

  readonly places = (edits: Edits): readonly DraftPlace[] => unsavedVisits(edits).map(this.placeOf)

  /** Whether the draft of a visit is what stands in this ledger. */
  readonly isOwn = (visit: string): boolean => {
    const { outbox, edits } = this.latest.current
    return unsavedAt(edits, visit) !== null && outbox?.stateOf(this.placeOf(visit)).kind !== 'other'
  }

  readonly typed = (): void => {
    for (const visit of unsavedVisits(this.latest.current.edits)) {
      if (!this.typedFrom.has(visit)) this.typedFrom.set(visit, Date.now())
    }
  }

  /** Keeps each edited assessment, and throws away the drafts of those whose edits were taken back. */
  readonly handOver = (): void => {
    const { outbox, edits } = this.latest.current
    if (outbox === null) return
    for (const visit of [...this.typedFrom.keys()]) {
      const typing = unsavedAt(edits, visit)
      if (typing !== null) this.keep(outbox, visit, typing)
      else {
        this.typedFrom.delete(visit)
        const place = this.placeOf(visit)
        if (outbox.holds(place)) void outbox.discard(place)
      }
    }
  }

  readonly agoMs = (visit: string): number | undefined => {
    const from = this.typedFrom.get(visit)
    return from === undefined ? undefined : Math.max(0, Date.now() - from)
  }

  /** When the draft was saved that the save of a visit takes with it; null: none; undefined: not known. */
  readonly draft = (visit: string): string | null | undefined =>
    this.latest.current.outbox?.goesOnFrom(this.placeOf(visit))

  /** Before a save: nothing is sent beside it. */
  readonly hold = async (): Promise<void> => {
    const { outbox, edits } = this.latest.current
    this.heldFrom = Date.now()
    await Promise.all(this.places(edits).map((place) => outbox?.hold(place) ?? Promise.resolve()))
  }

  /** An assessment is saved, and the server has taken its draft away; what is typed on is a new one. */
  readonly saved = (visit: string, sent: VisitTyping): void => {
    const { outbox, edits } = this.latest.current
    outbox?.forget(this.placeOf(visit))
    if (edits[visit] !== sent) this.typedFrom.set(visit, this.heldFrom)
    else this.typedFrom.delete(visit)
  }

  /** The save was refused: the edits are kept on. */
  readonly refused = (): void => {
    const { outbox, edits } = this.latest.current
    for (const place of this.places(edits)) outbox?.release(place)
    this.handOver()
  }

  private readonly placeOf = (visit: string): DraftPlace => {
    const { screen, form } = this.latest.current
    const { study, subject } = screen
    return { study: study.id, subjid: subject.subjid, form: form.key, visit, slot: '', part: '' }
  }

  private keep(outbox: Outbox, visit: string, typing: VisitTyping): void {
    const { basis } = typing
    const { items, rows } = valuesForDraft(typing)
    outbox.keep(this.placeOf(visit), {
      record: basis?.id ?? null,
      baseVersion: basis?.version ?? null,
      values: { items: { ...items }, rows: rows.map((row) => ({ ...row })) },
      typedFrom: this.typedFrom.get(visit) ?? Date.now(),
    })
  }
}
