import type { CheckRecord } from '../../shared/checks/define.ts'
import { createCheckMemory, type CheckMemory } from '../../shared/checks/gather-subject.ts'
import { storedValues } from '../entry/service.ts'
import type { ReadRecord } from '../subjects/service.ts'

/** A subject as its checks look at it, and what they found out about it so far. */
export interface KnownSubject {
  readonly records: readonly CheckRecord[]
  readonly memory: CheckMemory
}

/**
 * Gives a subject's stored records to its checks. A record whose stored text is what it was is the
 * same object, whoever wrote it: what other servers saved, or a rollback took back, is noticed.
 */
export type KnownSubjects = (subjectId: string, rows: readonly ReadRecord[]) => KnownSubject

interface Remembered {
  readonly records: ReadonlyMap<string, KnownRecord>
  readonly memory: CheckMemory
}

interface KnownRecord {
  /** The values as they are stored. */
  readonly text: string
  readonly record: CheckRecord
}

/** Subjects worked on at the same time; each takes up to some hundred kB. */
const REMEMBERED = 100

/** What checks found out of a subject they need not find out again. In memory; may be lost at any time. */
export function createKnownSubjects(): KnownSubjects {
  const known = new Map<string, Remembered>()
  return (subjectId, rows) => {
    const former = known.get(subjectId)
    const records = new Map(rows.map((row) => [row.id, kept(former?.records.get(row.id), row)]))
    const memory = former?.memory ?? createCheckMemory()
    known.delete(subjectId)
    known.set(subjectId, { records, memory })
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return { records: [...records.values()].map(({ record }) => record), memory }
  }
}

function kept(former: KnownRecord | undefined, row: ReadRecord): KnownRecord {
  const { values: text } = row
  if (former?.text === text && isAt(former.record, row)) return former
  return { text, record: asChecked(row) }
}

/** A stored record as checks look at it. */
export function asChecked(row: ReadRecord): CheckRecord {
  const { id, form, visit, rowKey } = row
  return { id, form, visit, rowKey, values: storedValues(row) }
}

function isAt({ form, visit, rowKey }: CheckRecord, row: ReadRecord): boolean {
  return form === row.form && visit === row.visit && rowKey === row.rowKey
}
