/** Does one thing at a time; of what is asked for meanwhile the last is done after it, the rest not. */
export class OneAtATime<T> {
  private running: Promise<boolean> | null = null
  private waiting: { readonly what: T; readonly done: Promise<boolean> } | null = null
  private readonly act: (what: T) => Promise<boolean>

  /** `act` gives whether it succeeded; after a failure what waits is not begun. */
  constructor(act: (what: T) => Promise<boolean>) {
    this.act = act
  }

  readonly isBusy = (): boolean => this.running !== null

  /** When what is under way has ended. */
  readonly settled = async (): Promise<void> => {
    await this.running
  }

  /** Gives whether it was done. */
  readonly ask = (what: T): Promise<boolean> => {
    if (this.running === null) return this.begin(what)
    const former = this.waiting
    const done = former?.done ?? this.running.then((succeeded) => this.goOn(succeeded))
    this.waiting = { what, done }
    return done
  }

  private begin(what: T): Promise<boolean> {
    const running = this.act(what).finally(() => {
      this.running = null
    })
    this.running = running
    return running
  }

  private goOn(succeeded: boolean): Promise<boolean> {
    const next = this.waiting
    this.waiting = null
    return succeeded && next !== null ? this.begin(next.what) : Promise.resolve(false)
  }
}
