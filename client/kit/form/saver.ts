import type { RefObject } from 'react'
import type { Confirmation, RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import type { FormChecks } from '../edit-checks/form-checks.tsx'
import { NoAnswerFailure, ProblemFailure } from '../http.ts'
import { differencesOf } from './differences.ts'
import type { FormInput, RecordFormState } from './form-input.ts'
import { goOnFrom } from './go-on-from.ts'
import { OneAtATime } from './one-at-a-time.ts'
import type { Save } from './save-record.ts'
import type { TypingKept } from './use-draft.ts'
import type { Reason } from './use-reason.ts'

/** What a save was asked for: the boxes as they stood, and what of them is stored. */
export interface Wish {
  readonly sent: FormInput
  readonly values: FormValues
  readonly reason: string
  readonly confirmations: readonly Confirmation[]
}

/** The form as it is on screen now. */
export interface SavedForm {
  readonly form: FormDefinition
  readonly methods: RecordFormState
  /** The version the boxes were filled from. */
  readonly basis: RefObject<RecordView | null>
  /** Keeps what is typed until it is saved. */
  readonly typing: TypingKept
  /** What is confirmed with the save. */
  readonly checks: Pick<FormChecks, 'waiting' | 'forget'>
  readonly reason: Reason
  readonly send: (save: Save) => Promise<RecordView>
  /** The server's answer to a save. */
  readonly onStored: (record: RecordView) => void
  readonly onRefused: (error: unknown) => void
}

/** What became of a save; `again`: it had been sent before. */
interface Met {
  readonly stored: RecordView
  readonly again: boolean
}

/**
 * Saves one form, one save at a time. What is typed while one is under way stays in the boxes; saved
 * meanwhile, it amends the answer.
 */
export class Saver {
  private readonly latest: RefObject<SavedForm>
  private readonly queue = new OneAtATime<Wish>((wish) => this.saveInTurn(wish))
  private readonly taken = new WeakSet<Confirmation>()
  /** A save of which no answer came: the server may have it. */
  private unanswered: Wish | null = null

  constructor(latest: RefObject<SavedForm>) {
    this.latest = latest
  }

  readonly isBusy = (): boolean => this.queue.isBusy()

  readonly settled = (): Promise<void> => this.queue.settled()

  /** True when it is saved. */
  readonly save = (wish: Wish): Promise<boolean> => this.queue.ask(wish)

  private async saveInTurn(wish: Wish): Promise<boolean> {
    const open = this.unanswered
    // Sent again under its own key or version it is stored once; what was typed since amends it.
    if (open !== null && !isSameWish(open, wish) && !(await this.saveOne(open))) return false
    if (this.isStored(wish)) return true
    const { basis, reason } = this.latest.current
    if (basis.current === null || wish.reason !== '') return this.saveOne(wish)
    reason.ask()
    return false
  }

  private isStored({ values, confirmations }: Wish): boolean {
    const { form, basis } = this.latest.current
    if (basis.current === null || confirmations.some((one) => !this.taken.has(one))) return false
    const sides = { stored: basis.current.values, mine: values, basis: null }
    return differencesOf(form, sides).length === 0
  }

  private async saveOne(wish: Wish): Promise<boolean> {
    const { typing, basis, send, onRefused } = this.latest.current
    const { values, reason } = wish
    const confirmations = wish.confirmations.filter((one) => !this.taken.has(one))
    await typing.hold()
    const kept = { typedAgoMs: typing.agoMs(), draft: typing.draft() }
    const again = this.unanswered !== null && isSameWish(this.unanswered, wish)
    const own = again ? { isOwn: (stored: RecordView) => this.isOwn(wish, stored) } : {}
    const save = { values, basis: basis.current, ...kept, reason, confirmations, ...own }
    try {
      this.meet(wish, { stored: await send(save), again })
      return true
    } catch (error) {
      this.unanswered = isUnanswered(error) || (again && !judges(error)) ? wish : null
      typing.refused()
      onRefused(error)
      return false
    }
  }

  /** Whether a record is what a change made of it, and nobody changed it since. */
  private isOwn(wish: Wish, stored: RecordView): boolean {
    const { form, basis } = this.latest.current
    if (basis.current === null || stored.version !== basis.current.version + 1) return false
    const sides = { stored: stored.values, mine: wish.values, basis: null }
    return differencesOf(form, sides).length === 0
  }

  private meet({ sent, reason, confirmations }: Wish, { stored, again }: Met): void {
    const { form, methods, basis, typing, checks, onStored, ...now } = this.latest.current
    this.unanswered = null
    for (const one of confirmations) this.taken.add(one)
    checks.forget(confirmations)
    basis.current = stored
    goOnFrom(form, methods, { stored: stored.values, sent })
    typing.saved(stored, again)
    onStored(stored)
    if (now.reason.text.trim() === reason) now.reason.set('')
  }
}

/** Nobody can say whether the server has it. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof ProblemFailure)) return error instanceof NoAnswerFailure
  const { problem } = error
  return problem.type === 'urn:problem:database-unreachable' && problem.outcome === 'unknown'
}

/** Whether a refusal speaks of what was sent, and so also of what was sent before it without an answer. */
function judges(error: unknown): boolean {
  if (!(error instanceof ProblemFailure)) return false
  const { status } = error.problem
  return status < 500 && !PASSING.has(status)
}

/** Signed out, without the right for the moment, too many requests. */
const PASSING: ReadonlySet<number> = new Set([401, 403, 429])

function isSameWish(a: Wish, b: Wish): boolean {
  return JSON.stringify([a.values, a.confirmations]) === JSON.stringify([b.values, b.confirmations])
}
