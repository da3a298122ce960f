import { inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { toTrialSubject, type FilledForm } from '../../shared/trial/from-records.ts'
import type { Trial, TrialSubject } from '../../shared/trial/trial.ts'
import { subjectHeads, type SubjectHead } from '../analysis/service.ts'
import { recordsAsOf, type RecordAsOf } from '../audit/as-of.ts'
import { hideRedacted } from '../audit-trail/service.ts'
import { breathe } from '../breathe.ts'

/** Which state of which part of a study is read. */
export interface PastPart {
  readonly studyId: string
  /** The last entry of the trail that counts. */
  readonly seq: number
  readonly forms: ReadonlyMap<string, FormDefinition>
  /** Null: every site. */
  readonly siteIds: readonly string[] | null
  /** These subjects alone, by SUBJID. */
  readonly subjids?: ReadonlySet<string>
}

/**
 * A study as plain data as it stood right after an entry of its trail: records removed by then are
 * left out, and so are subjects registered later. Texts redacted since are left out too: that alone
 * makes a copy differ from an earlier one of the same snapshot.
 */
export async function loadPastTrial(store: Store, part: PastPart): Promise<Trial> {
  const subjects: TrialSubject[] = []
  for await (const subject of pastSubjects(store, part)) subjects.push(subject)
  return { subjects }
}

/** Subjects are read a few at a time: memory holds no more of them. */
const SUBJECTS_AT_A_TIME = 40

/**
 * The subjects of a study by SUBJID as they stood right after an entry of its trail, one after the
 * other, with a breath in between. What the trail says up to an entry never changes, so all of them are
 * of one state.
 */
export async function* pastSubjects(store: Store, part: PastPart): AsyncGenerator<TrialSubject> {
  const hide = await hideRedacted({ store, studyId: part.studyId, forms: part.forms })
  const all = await subjectHeads(store, store.read, part)
  const heads = all.filter(({ subjid }) => part.subjids?.has(subjid) !== false)
  for (let from = 0; from < heads.length; from += SUBJECTS_AT_A_TIME) {
    const batch = heads.slice(from, from + SUBJECTS_AT_A_TIME)
    const bySubject = await formsOf(store, part, batch, hide)
    for (const head of batch) {
      const forms = bySubject.get(head.id)
      if (forms !== undefined) yield toTrialSubject(head, forms, part.forms)
      await breathe()
    }
  }
}

type Hide = Awaited<ReturnType<typeof hideRedacted>>

/** The filled forms of some subjects, in the order of first saves, by the subject's id. */
async function formsOf(
  store: Store,
  { studyId, seq }: PastPart,
  heads: readonly SubjectHead[],
  hide: Hide,
): Promise<ReadonlyMap<string, readonly FilledForm[]>> {
  const known = new Map(heads.map(({ id, subjid }) => [id, subjid]))
  const subjectIds = [...known.keys()]
  const created = await creationOrder(store, subjectIds)
  const bySubject = new Map<string, [number, FilledForm][]>()
  for await (const record of recordsAsOf(store, store.read, { studyId, seq, subjectIds })) {
    const { subjectId, recordId, form, visit, content } = record
    const subjid = known.get(subjectId ?? '')
    if (subjectId === null || subjid === undefined || content.removed === true) continue
    const values = withoutRedacted(record, (text) => hide(subjid, text))
    const forms = bySubject.get(subjectId) ?? []
    forms.push([created.get(recordId) ?? record.seq, { recordId, form: form ?? '', visit, values }])
    bySubject.set(subjectId, forms)
    await breathe()
  }
  const ordered = Array.from(bySubject, ([id, forms]) => {
    return [id, forms.sort(([a], [b]) => a - b).map(([, form]) => form)] as const
  })
  return new Map(ordered)
}

/** The place of each record in the order of first saves, which files keep their rows in. */
async function creationOrder(
  { t: { record }, read }: Store,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await read
    .select({ id: record.id, createdSeq: record.createdSeq })
    .from(record)
    .where(inArray(record.subjectId, [...subjectIds]))
  return new Map(rows.map(({ id, createdSeq }) => [id, createdSeq]))
}

function withoutRedacted({ content }: RecordAsOf, hide: (text: string) => string): FormValues {
  const { items, rows } = content.values
  const shown = (texts: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, hide(text)]))
  return { items: shown(items), rows: rows.map(shown) }
}
