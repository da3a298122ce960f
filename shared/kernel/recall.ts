/** Something to be found out about a subject matter; one object for each question, kept. */
export interface Question<S, T> {
  /** Pure. Whatever changes from one state to the next it learns by asking further questions. */
  readonly compute: (about: S) => T
  /** Asks nothing further: reads the state itself, and is computed for each state. */
  readonly readsState?: boolean
  /** Whether an answer is as good as the former one, which then stands. Default: the same object. */
  isSame?(former: T, now: T): boolean
}

interface Answer {
  readonly value: unknown
  /** What was asked for it, and the answers it rests on, in the same order. */
  readonly asked: readonly Question<never, unknown>[]
  readonly told: readonly unknown[]
}

type AnyQuestion<S> = Question<S, unknown>

/**
 * Remembers what was found out about one state of something for the next state. An answer stands as
 * long as every answer it rests on stands; else it is found out anew, so that answers are those of a
 * memory that knows nothing. What one state did not ask for is forgotten.
 */
export class Recall<S> {
  #known = new Map<AnyQuestion<S>, Answer>()
  #now = new Map<AnyQuestion<S>, Answer>()
  #asking: Map<AnyQuestion<S>, unknown>[] = []
  #about: { readonly state: S } | null = null

  /** Another state of the same thing: from here on questions are about it. */
  turnTo(about: S): void {
    this.#about = { state: about }
    this.#known = this.#now
    this.#now = new Map()
    this.#asking = []
  }

  ask<T>(question: Question<S, T>): T {
    const value = this.#answer(question)
    this.#asking.at(-1)?.set(question, value)
    return value as T
  }

  #answer(question: AnyQuestion<S>): unknown {
    const current = this.#now.get(question)
    if (current !== undefined) return current.value
    const former = this.#known.get(question)
    const answer =
      former !== undefined && this.#stands(question, former)
        ? former
        : this.#findOut(question, former)
    this.#now.set(question, answer)
    return answer.value
  }

  #stands({ readsState = false }: AnyQuestion<S>, { asked, told }: Answer): boolean {
    if (readsState) return false
    return asked.every((question, at) => this.#answer(question as AnyQuestion<S>) === told[at])
  }

  #findOut(question: AnyQuestion<S>, former: Answer | undefined): Answer {
    if (this.#about === null) throw new Error('A question was asked about nothing yet.')
    const reads = new Map<AnyQuestion<S>, unknown>()
    this.#asking.push(reads)
    try {
      const value = question.compute(this.#about.state)
      const isSame = former !== undefined && question.isSame?.(former.value, value) === true
      const rest = { asked: [...reads.keys()], told: [...reads.values()] }
      return { value: isSame ? former.value : value, ...rest }
    } finally {
      this.#asking.pop()
    }
  }
}
