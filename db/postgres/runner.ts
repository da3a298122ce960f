import type { DriverRow, ManyStatement, StatementRunner } from '../statement-runner.ts'

/** What the runner needs of a PostgreSQL connection: named statements are prepared once by the server. */
export interface PostgresConnection {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{
    readonly rows: readonly DriverRow[]
    readonly changed: number
  }>
}

interface Named {
  readonly name: string
  readonly text: string
}

const NAMES = new Map<string, Named>()

/** Server-side prepared statements on a PostgreSQL connection. Many rows travel as one array per column. */
export function postgresRunner(connection: PostgresConnection): StatementRunner {
  return {
    forUpdate: ' for update',
    async all(text, values, read) {
      const { rows } = await connection.query({ ...named(text), values: [...values] })
      return read(rows)
    },
    async run(text, values, read) {
      const { changed } = await connection.query({ ...named(text), values: [...values] })
      return read(changed)
    },
    async runMany(statement, rows) {
      const values = statement.columns.map((_, position) => rows.map((row) => row[position]))
      await connection.query({ ...namedMany(statement), values })
    },
  }
}

function named(text: string): Named {
  return remembered(text, () => {
    let position = 0
    return text.replaceAll('?', () => `$${(position += 1)}`)
  })
}

function namedMany({ columns, all }: ManyStatement): Named {
  return remembered(all, () => {
    const names = columns.map(({ name }) => `"${name}"`).join(', ')
    const arrays = columns.map(({ sqlType }, position) => `$${position + 1}::${sqlType}[]`)
    return `with v as (select * from unnest(${arrays.join(', ')}) as v(${names})) ${all}`
  })
}

// One text has one name in the whole process, so every connection of a pool knows it by that name.
function remembered(key: string, toText: () => string): Named {
  let statement = NAMES.get(key)
  if (statement === undefined) {
    statement = { name: `hot_${NAMES.size}`, text: toText() }
    NAMES.set(key, statement)
  }
  return statement
}
