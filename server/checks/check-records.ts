import type { CheckRecord } from '../../shared/checks/define.ts'
import { storedValues } from '../entry/service.ts'
import type { ReadRecord } from '../subjects/service.ts'

/** Gives a subject's records to its checks; one that says what it said before is the same object. */
export type CheckRecords = (
  subjectId: string,
  rows: readonly ReadRecord[],
) => readonly CheckRecord[]

interface Known {
  /** The values as they are stored. */
  readonly text: string
  readonly record: CheckRecord
}

/** Subjects worked on at the same time; each takes up to some hundred kB. */
const REMEMBERED = 100

/** What checks found out of a record they need not find out again. In memory; may be lost at any time. */
export function createCheckRecords(): CheckRecords {
  const known = new Map<string, ReadonlyMap<string, Known>>()
  return (subjectId, rows) => {
    const former = known.get(subjectId)
    const now = new Map(rows.map((row) => [row.id, kept(former?.get(row.id), row)]))
    known.delete(subjectId)
    known.set(subjectId, now)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return [...now.values()].map(({ record }) => record)
  }
}

function kept(former: Known | undefined, row: ReadRecord): Known {
  const { id, form, visit, rowKey, values: text } = row
  if (former?.text === text && isAt(former.record, row)) return former
  return { text, record: { id, form, visit, rowKey, values: storedValues(row) } }
}

function isAt({ form, visit, rowKey }: CheckRecord, row: ReadRecord): boolean {
  return form === row.form && visit === row.visit && rowKey === row.rowKey
}
