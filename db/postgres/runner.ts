import type { DriverRow, ManyStatement, StatementRunner } from '../statement-runner.ts'

/** What the runner needs of a PostgreSQL connection: named statements are prepared once by the server. */
export interface PostgresConnection {
  query(statement: NamedStatement): Promise<StatementAnswer>
  /** Sends a statement with the next one that is waited for; absent where each is sent at once. */
  readonly later?: (statement: NamedStatement) => void
  /** Reads with the statement that is sent now; absent where each is sent at once. */
  readonly ahead?: (table: string, statement: NamedStatement) => void
  readonly takeAhead?: (statement: NamedStatement) => StatementAnswer | null
  readonly wrote?: (table: string | null) => void
}

interface StatementAnswer {
  readonly rows: readonly DriverRow[]
  readonly changed: number
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
  const { later, ahead, takeAhead, wrote } = connection
  const statementOf = (text: string, values: readonly unknown[]): NamedStatement => ({
    ...named(text),
    values: [...values],
  })
  const sendLater = async (statement: NamedStatement): Promise<void> => {
    if (later !== undefined) later(statement)
    else await connection.query(statement)
  }
  return {
    forUpdate: ' for update',
    async all(text, values, read) {
      const statement = statementOf(text, values)
      const { rows } = takeAhead?.(statement) ?? (await connection.query(statement))
      return read(rows)
    },
    async run(text, values, read) {
      const { changed } = await connection.query(statementOf(text, values))
      return read(changed)
    },
    later: (text, values) => sendLater(statementOf(text, values)),
    changeOne: (text, values) => sendLater({ ...namedChangeOfOne(text), values: [...values] }),
    async runMany(many, rows) {
      const values = many.columns.map((_, position) => rows.map((row) => row[position]))
      const statement = { ...namedMany(many), values }
      if (later !== undefined && rows.length <= MOST_ROWS_LATER) later(statement)
      else await connection.query(statement)
    },
    ahead(table, text, values) {
      ahead?.(table, statementOf(text, values))
    },
    readAhead(text, values, read) {
      const found = takeAhead?.(statementOf(text, values)) ?? null
      return found === null ? null : read(found.rows)
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

/** The server itself refuses another number of rows: a commit may be on its way behind the statement. */
function namedChangeOfOne(text: string): Named {
  return remembered(`one: ${text}`, () => {
    const told = `case when count(*) = 1 then 1 else ('rows changed: ' || count(*))::integer end`
    return `with changed as (${named(text).text} returning 1) select ${told} from changed`
  })
}

// One text has one name in the whole process, so every connection of a pool knows it by that name.
function remembered(key: string, toText: () => string): Named {
  let statement = NAMES.get(key)
  if (statement === undefined) {
    const made = toText()
    statement = { name: `hot_${NAMES.size}`, text: made }
    NAMES.set(key, statement)
  }
  return statement
}
