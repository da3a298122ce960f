import type { Database, Statement } from 'better-sqlite3'
import type { DriverRow, StatementRunner } from '../statement-runner.ts'

/** Prepared statements on a better-sqlite3 connection. Many rows are a loop: there is no round trip to save. */
export function sqliteRunner(db: Database): StatementRunner {
  const cache = new Map<string, Statement>()
  const prepared = (text: string): Statement => {
    let statement = cache.get(text)
    if (statement === undefined) {
      statement = db.prepare(text)
      cache.set(text, statement)
    }
    return statement
  }
  return {
    forUpdate: '',
    all: (text, values, read) => settled(() => read(prepared(text).all(values) as DriverRow[])),
    run: (text, values, read) => settled(() => read(prepared(text).run(values).changes)),
    later: (text, values) =>
      settled(() => {
        prepared(text).run(values)
      }),
    changeOne: (text, values) =>
      settled(() => {
        const { changes } = prepared(text).run(values)
        if (changes !== 1) throw new Error(`rows changed: ${changes}`)
      }),
    ahead: () => undefined,
    readAhead: () => null,
    wrote: () => undefined,
    runMany: ({ each }, rows) =>
      settled(() => {
        const statement = prepared(each)
        for (const row of rows) statement.run(row)
      }),
  }
}

// What throws inside a promise's executor rejects it.
function settled<T>(run: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(run())
  })
}
