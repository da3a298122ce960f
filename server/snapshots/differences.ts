import { and, eq, inArray } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { SnapshotDifference } from '../../shared/api/routes/snapshots.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { recordsAsOf, type RecordAsOf } from '../audit/as-of.ts'
import { fieldChanges, type FieldChange } from '../audit/field-changes.ts'
import { hideRedacted, rowNamer } from '../audit-trail/service.ts'

/** Two states of a study's data, the earlier one first; `to` null is the present. */
export interface StatesCompared {
  readonly studyId: string
  readonly from: number
  readonly to: number | null
  readonly forms: ReadonlyMap<string, FormDefinition>
  /** Null: every site. */
  readonly siteIds: readonly string[] | null
}

/**
 * What differs between two states, by subject and field: one line per value that was added, changed or
 * taken away. A record that was removed is a line for each value it held. Texts redacted since are
 * hidden. What happened after the later state is none of it. Only records whose last entry differs are
 * held, so memory follows the change.
 */
export async function compareStates(
  store: Store,
  { studyId, from, to, forms, siteIds }: StatesCompared,
): Promise<SnapshotDifference[]> {
  const hide = await hideRedacted({ store, studyId, forms })
  return store.snapshot(async (queries) => {
    const end = to ?? (await lastSeq(store, queries, studyId))
    const [early, late] = [Math.min(from, end), Math.max(from, end)]
    const after = await recordsWhere(
      recordsAsOf(store, queries, { studyId, seq: late }),
      ({ seq }) => seq > early,
    )
    const before = await recordsWhere(
      recordsAsOf(store, queries, { studyId, seq: early }),
      ({ recordId }) => after.has(recordId),
    )
    const subjects = await subjectCodes(store, queries, { studyId, siteIds })
    return [...after]
      .flatMap(([id, is]) => {
        const was = before.get(id) ?? null
        const subjid = subjects.get(is.subjectId ?? '')
        if (subjid === undefined) return []
        const shown = (text: string | null): string | null =>
          text === null ? null : hide(subjid, text)
        return linesOf({ was, is, forms }).map((line) => ({
          ...{ ...line, subjid },
          before: shown(line.before),
          after: shown(line.after),
        }))
      })
      .sort((a, b) => (placeText(a) < placeText(b) ? -1 : 1))
  })
}

function placeText({ subjid, form, visit, rowKey, groupRow, item }: SnapshotDifference): string {
  return JSON.stringify([subjid, form, visit ?? '', rowKey, groupRow, item])
}

/** The records that are meant. A later state knows every record of an earlier one: none is ever deleted. */
async function recordsWhere(
  records: AsyncIterable<RecordAsOf>,
  isMeant: (record: RecordAsOf) => boolean,
): Promise<ReadonlyMap<string, RecordAsOf>> {
  const found = new Map<string, RecordAsOf>()
  for await (const record of records) if (isMeant(record)) found.set(record.recordId, record)
  return found
}

async function lastSeq(
  { t: { chainHead } }: Store,
  queries: ReadQueries,
  studyId: string,
): Promise<number> {
  const [head] = await queries
    .select({ seq: chainHead.seq })
    .from(chainHead)
    .where(eq(chainHead.chain, studyId))
  return head?.seq ?? 0
}

async function subjectCodes(
  { t: { subject } }: Store,
  queries: ReadQueries,
  { studyId, siteIds }: Pick<StatesCompared, 'studyId' | 'siteIds'>,
): Promise<ReadonlyMap<string, string>> {
  const inStudy = eq(subject.studyId, studyId)
  const rows = await queries
    .select({ id: subject.id, subjid: subject.subjid })
    .from(subject)
    .where(siteIds === null ? inStudy : and(inStudy, inArray(subject.siteId, [...siteIds])))
  return new Map(rows.map(({ id, subjid }) => [id, subjid]))
}

interface RecordPair {
  readonly was: RecordAsOf | null
  readonly is: RecordAsOf
  readonly forms: ReadonlyMap<string, FormDefinition>
}

/** The lines of one record; a removed one holds nothing. Where only its completeness moved there is none. */
function linesOf({ was, is, forms }: RecordPair): Omit<SnapshotDifference, 'subjid'>[] {
  const { form, visit, rowKey } = is
  const [before, after] = [valuesOf(was), valuesOf(is)]
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed'
  const namer = rowNamer(forms.get(form ?? ''))
  return fieldChanges({ before, after }, namer).flatMap((change) => {
    const place = placeOf(change)
    if (place === null) return []
    const { before: old, after: now } = change
    return [
      { kind, form: form ?? '', visit, rowKey: rowKey ?? '', ...place, before: old, after: now },
    ]
  })
}

function valuesOf(record: RecordAsOf | null): string | null {
  if (record === null || record.content.removed === true) return null
  return JSON.stringify({ values: record.content.values })
}

function placeOf({ path }: FieldChange): { item: string; groupRow: string } | null {
  const [part, first, second] = path
  if (part === 'items' && first !== undefined) return { item: first, groupRow: '' }
  if (part === 'rows' && first !== undefined && second !== undefined) {
    return { item: second, groupRow: first }
  }
  return null
}
