import pg from 'pg'

/** A statement as the driver takes it. One that has a name is prepared once per connection. */
export interface BatchedStatement {
  readonly name?: string
  readonly text: string
  readonly values?: readonly unknown[]
}

type Answer = pg.QueryResult<Record<string, unknown>>

/** What the driver tells a query of its own class; its types leave it out. */
interface DrivenQuery {
  readonly name?: string
  readonly text: string
  callback: (error: Error | null, answer?: Answer) => void
  submit(connection: Wire): Error | null
  handleRowDescription(message: unknown): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: Wire): void
  handleReadyForQuery(connection: Wire): void
}

/** What a batch uses of the driver's connection. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  readonly submittedNamedStatements: Record<string, string>
  sync(): void
}

const DrivenQueryClass = pg.Query as unknown as new (config: object) => DrivenQuery

/**
 * Statements that go to the server in one message and come back in one: a single Sync ends them, so after
 * one that fails the server passes over the rest. To the driver the batch is one query; inside, each
 * statement is a query of the driver's own class, which speaks the protocol and reads the rows.
 */
export class Batch {
  readonly #queries: readonly DrivenQuery[]
  #at = 0
  #failure: Error | null = null
  /** Whether anything may have reached the server. */
  wasSent = false
  /** Set by `runOn`; the driver's own limits of time wrap it. */
  callback: (error: Error | null) => void = () => undefined

  constructor(statements: readonly BatchedStatement[]) {
    this.#queries = statements.map(
      (statement) => new DrivenQueryClass({ ...statement, queryMode: 'extended' }),
    )
  }

  /** The answers in the order of the statements. Rejects with what the first one that failed says. */
  runOn(client: pg.ClientBase): Promise<readonly (Answer | undefined)[]> {
    const answers: (Answer | undefined)[] = []
    for (const [at, query] of this.#queries.entries()) {
      query.callback = (error, answer) => {
        if (error !== null) this.#failure ??= error
        answers[at] = answer
      }
    }
    return new Promise((resolve, reject) => {
      this.callback = (error) => {
        if (error === null) resolve(answers)
        else reject(error)
      }
      client.query(this as unknown as pg.Submittable)
    })
  }

  /** Of the statement that is being answered: the driver notes by it what the server has prepared. */
  get name(): string | undefined {
    return this.#queries[this.#at]?.name
  }

  get text(): string | undefined {
    return this.#queries[this.#at]?.text
  }

  submit(connection: Wire): null {
    this.wasSent = true
    // Each statement would end with a Sync of its own.
    const together = Object.create(connection, { sync: { value: () => undefined } }) as Wire
    connection.stream.cork()
    try {
      for (const query of this.#queries) {
        const refused = query.submit(together)
        if (refused !== null) this.#failure ??= refused
        // A statement that could not be written is not passed over: nothing after it is sent.
        if (this.#failure !== null) break
      }
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
    return null
  }

  handleRowDescription(message: unknown): void {
    this.#queries[this.#at]?.handleRowDescription(message)
  }

  handleDataRow(message: unknown): void {
    this.#queries[this.#at]?.handleDataRow(message)
  }

  handleCommandComplete(message: unknown, connection: Wire): void {
    this.#queries[this.#at]?.handleCommandComplete(message, connection)
    this.#at += 1
  }

  handleError(error: Error, connection: Wire): void {
    // What was passed over is not prepared, though it was sent.
    const { submittedNamedStatements: submitted } = connection
    for (const { name } of this.#queries.slice(this.#at)) {
      if (name !== undefined) Reflect.deleteProperty(submitted, name)
    }
    this.callback(error)
  }

  handleReadyForQuery(connection: Wire): void {
    for (const query of this.#queries.slice(0, this.#at)) query.handleReadyForQuery(connection)
    this.callback(this.#failure)
  }
}
