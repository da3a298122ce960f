import type { DriverRow, ManyStatement, StatementRunner } from '../statement-runner.ts'

/** What the runner needs of a PostgreSQL connection: named statements are prepared once by the server. */
export interface PostgresConnection {
  query(statement: NamedStatement): Promise<{
    readonly rows: readonly DriverRow[]
    readonly changed: number
  }>
  /** Sends a statement with the next one that is waited for; absent where each is sent at once. */
  readonly later?: (statement: NamedStatement, take: ((changed: number) => void) | null) => void
  /** Reads with the statement that is sent now; absent where each is sent at once. */
  readonly ahead?: (table: string, statement: NamedStatement) => void
  readonly wrote?: (table: string | null) => void
}

interface NamedStatement {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

interface Named {
  readonly name: string
  readonly text: string
}

const NAMES = new Map<string, Named>()

/** Of more rows the sender waits for the answer, so that they do not gather in memory. */
const MOST_ROWS_LATER = 50

/** Server-side prepared statements on a PostgreSQL connection. Many rows travel as one array per column. */
export function postgresRunner(connection: PostgresConnection): StatementRunner {
  const { later, ahead, wrote } = connection
  const statementOf = (text: string, values: readonly unknown[]): NamedStatement => ({
    ...named(text),
    values: [...values],
  })
  return {
    forUpdate: ' for update',
    async all(text, values, read) {
      const { rows } = await connection.query(statementOf(text, values))
      return read(rows)
    },
    async run(text, values, read) {
      const { changed } = await connection.query(statementOf(text, values))
      return read(changed)
    },
    async later(text, values, take) {
      const statement = statementOf(text, values)
      if (later !== undefined) later(statement, take)
      else {
        const { changed } = await connection.query(statement)
        take?.(changed)
      }
    },
    async runMany(many, rows) {
      const values = many.columns.map((_, position) => rows.map((row) => row[position]))
      const statement = { ...namedMany(many), values }
      if (later !== undefined && rows.length <= MOST_ROWS_LATER) later(statement, null)
      else await connection.query(statement)
    },
    ahead(table, text, values) {
      ahead?.(table, statementOf(text, values))
    },
    wrote(table) {
      wrote?.(table)
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
