import type { ChainPoint, ReadAhead, SubjectRecordsFound } from '../../db/hot.ts'
import type { RecordRow } from '../../db/rows.ts'
import type { Tx } from '../../db/store.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import { storedValues } from '../entry/service.ts'
import { inOrderMade } from './load-records.ts'

/** A record that is not removed, with its values parsed. */
export interface PresentRecord {
  readonly id: string
  readonly form: string
  readonly visit: string | null
  readonly rowKey: string
  readonly values: FormValues
}

/**
 * A subject's present records as an open unit of work sees them, in the order they were made. A record
 * that says what it said at the last call is the same object. `before` is a record as it was before
 * this unit of work changed it. `unit` is an object of this unit of work alone: who asks again with it
 * gets the same answer without another reading, unless the unit wrote a record since.
 */
export interface PresentRecords {
  (tx: Tx, of: Wish): Promise<readonly PresentRecord[]>
  /** Names what a unit of work will read of a subject, so that it is read with the lock. */
  readonly ahead: (ahead: ReadAhead, of: Pick<Wish, 'studyId' | 'subjectId'>) => void
}

interface Wish {
  readonly studyId: string
  readonly subjectId: string
  readonly before: RecordRow | null
  /** The same record as it is now, where this unit of work has written no other. */
  readonly own?: RecordRow | undefined
  readonly unit?: object
}

interface Known {
  readonly id: string
  readonly text: string
  readonly createdSeq: number
  readonly record: PresentRecord
}

type KnownById = ReadonlyMap<string, Known>

interface Remembered {
  /** Where the chain stood; null: nothing that a rollback leaves as it is was ever seen whole. */
  readonly head: ChainPoint | null
  /** The records as they were there. */
  readonly stamped: KnownById
  /** What was seen last, with what the transaction had changed, which may have been taken back since. */
  readonly seen: KnownById
}

/** Subjects worked on at the same time; each takes up to some hundred kB. */
const REMEMBERED = 100

/**
 * Reads of a subject what changed since it was read last. Every change of a record leaves an entry in
 * the study's chain and stamps the record with its seq: where the chain still holds the hash at which
 * the records were read, they are what they were but for those with a later stamp, and for those of
 * this transaction, which bear none, or one beyond the head that it has not moved yet. So whatever
 * another server saved or a rollback took back is noticed. In memory; may be lost at any time.
 */
export function createPresentRecords(): PresentRecords {
  const { read, ahead } = createReading()
  const inUnit = new WeakMap<object, Answer>()
  const present = async (tx: Tx, wish: Wish): Promise<readonly PresentRecord[]> => {
    const { unit } = wish
    if (unit === undefined) return read(tx, wish)
    const writes = tx.hot.recordWrites()
    const answer = inUnit.get(unit)
    if (answer?.writes === writes) return answer.records
    const records = await read(tx, wish)
    inUnit.set(unit, { records, writes })
    return records
  }
  return Object.assign(present, { ahead })
}

/** What was read of a subject, after so many writes of records. */
interface Answer {
  readonly records: readonly PresentRecord[]
  readonly writes: number
}

function createReading() {
  const known = new Map<string, Remembered>()
  const sinceOf = (subjectId: string): ChainPoint | null => known.get(subjectId)?.head ?? null
  const ahead: PresentRecords['ahead'] = (reads, { studyId: chain, subjectId }) => {
    reads.subjectRecords({ chain, subjectId, since: sinceOf(subjectId) })
  }
  const read = async (
    tx: Tx,
    { studyId: chain, subjectId, before, own }: Wish,
  ): Promise<readonly PresentRecord[]> => {
    const former = known.get(subjectId)
    const since = former?.head ?? null
    const found = await tx.hot.subjectRecords({ chain, subjectId, since, own })
    known.delete(subjectId)
    if (found.head === null) return []
    const now = turned(former, { ...found, head: found.head, before })
    known.set(subjectId, now)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    const inOrder = inOrderMade([...now.seen.values()])
    return inOrder.map(({ record }) => record)
  }
  return { read, ahead }
}

interface Found extends SubjectRecordsFound {
  readonly head: ChainPoint
  readonly before: RecordRow | null
}

function turned(former: Remembered | undefined, found: Found): Remembered {
  const { rows, isChange, head } = found
  const kept: Remembered = (isChange ? former : undefined) ?? NOTHING
  const isOwn = ({ updatedSeq }: RecordRow): boolean => !isCommitted(updatedSeq, head)
  const own = rows.filter(isOwn)
  const others = rows.filter((row) => !isOwn(row))
  const base = withRows(kept.stamped, others, former?.seen)
  const seen = withRows(base, own, former?.seen)
  const was = asBefore(own, found)
  if (was === null) return { ...kept, seen }
  return { head, stamped: withRows(base, was, former?.seen), seen }
}

const NOTHING: Remembered = { head: null, stamped: new Map(), seen: new Map() }

function isCommitted(seq: number, head: ChainPoint): boolean {
  return seq !== 0 && seq <= head.seq
}

/** The transaction's own records as a rollback leaves them; null where that is not known of one. */
function asBefore(own: readonly RecordRow[], { head, before }: Found): readonly RecordRow[] | null {
  const changed = own.filter(({ createdSeq }) => isCommitted(createdSeq, head))
  if (changed.length === 0) return []
  const isKnown = before !== null && isCommitted(before.updatedSeq, head)
  return isKnown && changed.every(({ id }) => id === before.id) ? [before] : null
}

function withRows(
  base: KnownById,
  rows: readonly RecordRow[],
  seen: KnownById | undefined,
): KnownById {
  if (rows.length === 0) return base
  const all = new Map(base)
  for (const row of rows) {
    if (row.removed) all.delete(row.id)
    else all.set(row.id, kept(seen?.get(row.id), row))
  }
  return all
}

function kept(former: Known | undefined, row: RecordRow): Known {
  const { id, values: text, createdSeq } = row
  const isSame = former?.text === text && isAt(former.record, row)
  return { id, text, createdSeq, record: isSame ? former.record : toPresent(row) }
}

/** A stored record with its values parsed. */
export function toPresent(
  row: Pick<RecordRow, 'id' | 'form' | 'visit' | 'rowKey' | 'values'>,
): PresentRecord {
  const { id, form, visit, rowKey } = row
  return { id, form, visit, rowKey, values: storedValues(row) }
}

function isAt({ form, visit, rowKey }: PresentRecord, row: RecordRow): boolean {
  return form === row.form && visit === row.visit && rowKey === row.rowKey
}
