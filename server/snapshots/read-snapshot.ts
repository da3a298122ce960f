import { eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { toTrialSubject, type FilledForm } from '../../shared/trial/from-records.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { subjectHeads } from '../analysis/service.ts'
import { recordsAsOf, type RecordAsOf } from '../audit/as-of.ts'
import { hideRedacted } from '../audit-trail/service.ts'

/** Which state of which part of a study is read. */
export interface PastPart {
  readonly studyId: string
  /** The last entry of the trail that counts. */
  readonly seq: number
  readonly forms: ReadonlyMap<string, FormDefinition>
  /** Null: every site. */
  readonly siteIds: readonly string[] | null
}

/**
 * A study as plain data as it stood right after an entry of its trail: records removed by then are
 * left out, and so are subjects registered later. Texts redacted since are left out too: that alone
 * makes a copy differ from an earlier one of the same snapshot.
 */
export async function loadPastTrial(store: Store, part: PastPart): Promise<Trial> {
  const hide = await hideRedacted({ store, studyId: part.studyId, forms: part.forms })
  return store.snapshot(async (queries) => {
    const heads = await subjectHeads(store, queries, part)
    const known = new Map(heads.map(({ id, subjid }) => [id, subjid]))
    const created = await creationOrder(store, queries, part.studyId)
    const bySubject = new Map<string, [number, FilledForm][]>()
    for await (const record of recordsAsOf(store, queries, part)) {
      const subjid = known.get(record.subjectId ?? '')
      if (subjid === undefined || record.content.removed === true) continue
      const forms = bySubject.get(subjid) ?? []
      const values = withoutRedacted(record, (text) => hide(subjid, text))
      forms.push([
        created.get(record.recordId) ?? record.seq,
        { recordId: record.recordId, form: record.form ?? '', visit: record.visit, values },
      ])
      bySubject.set(subjid, forms)
    }
    const subjects = heads.flatMap((head) => {
      const records = bySubject.get(head.subjid)
      if (records === undefined) return []
      const ordered = records.toSorted(([a], [b]) => a - b).map(([, form]) => form)
      return [toTrialSubject(head, ordered, part.forms)]
    })
    return { subjects }
  })
}

/** The place of each record in the order of first saves, which files keep their rows in. */
async function creationOrder(
  { t: { record } }: Store,
  queries: ReadQueries,
  studyId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queries
    .select({ id: record.id, createdSeq: record.createdSeq })
    .from(record)
    .where(eq(record.studyId, studyId))
  return new Map(rows.map(({ id, createdSeq }) => [id, createdSeq]))
}

function withoutRedacted({ content }: RecordAsOf, hide: (text: string) => string): FormValues {
  const { items, rows } = content.values
  const shown = (texts: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, hide(text)]))
  return { items: shown(items), rows: rows.map(shown) }
}
