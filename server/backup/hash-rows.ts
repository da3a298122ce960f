import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { LoadSession } from '../../db/bulk-load.ts'
import { nextPage } from '../../db/read-rows.ts'
import type { NeutralRow, TableShape } from '../../db/table-shapes.ts'
import { rowLine } from './write-archive.ts'

/** How many rows a table has, and what they are. */
export interface HashedRows {
  readonly rows: number
  /** SHA-256 over its rows in the order of the key, equal on both engines. */
  readonly sha256: string
}

/** All rows of a table as a transaction sees them, page by page: memory does not grow with the table. */
export async function hashRows(session: LoadSession, shape: TableShape): Promise<HashedRows> {
  const hash = createHash('sha256')
  let rows = 0
  let after: NeutralRow | null = null
  let limit = 20
  for (;;) {
    const page: readonly NeutralRow[] = await session.page(shape, after, limit)
    const text = page.map(rowLine).join('')
    hash.update(text)
    rows += page.length
    if (page.length < limit) return { rows, sha256: hash.digest('hex') }
    after = page.at(-1) ?? null
    limit = nextPage(page.length, text.length)
    await setImmediate()
  }
}
