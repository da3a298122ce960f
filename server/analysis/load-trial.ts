import { and, asc, eq, inArray } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { toTrialSubject, type FilledForm } from '../../shared/trial/from-records.ts'
import type { Trial, TrialSubject } from '../../shared/trial/trial.ts'

/** Which subjects of a study to load. */
export interface TrialPart {
  readonly studyId: string
  readonly forms: ReadonlyMap<string, FormDefinition>
  /** Null: every site. */
  readonly siteIds?: readonly string[] | null
}

/** A subject of the database as plain rows, with the revision that its derived values are kept under. */
export interface LoadedSubject {
  readonly id: string
  readonly revision: number
  readonly subject: TrialSubject
}

/** A study, or the part of it at some sites, as plain data on one committed state. */
export async function loadTrial(store: Store, part: TrialPart): Promise<Trial> {
  return store.snapshot((queries) => loadTrialBy(store, queries, part))
}

/** The same, as these queries see it: inside a write, what the write rests on. */
export async function loadTrialBy(
  store: Store,
  queries: ReadQueries,
  part: TrialPart,
): Promise<Trial> {
  const heads = await subjectHeads(store, queries, part)
  const subjects: TrialSubject[] = []
  for (let from = 0; from < heads.length; from += SUBJECTS_AT_A_TIME) {
    const batch = heads.slice(from, from + SUBJECTS_AT_A_TIME)
    for (const { subject } of await loadSubjects(store, queries, part.forms, batch)) {
      subjects.push(subject)
    }
  }
  return { subjects }
}

/** Parameters of one query stay far below the limits of both engines. */
const SUBJECTS_AT_A_TIME = 400

/** What is known of a subject before its records are read. */
export interface SubjectHead {
  readonly id: string
  readonly subjid: string
  readonly site: string
  readonly siteId: string
  readonly revision: number
}

/** Subjects of a study by SUBJID, with their revisions: cheap, and enough to see what changed. */
export async function subjectHeads(
  store: Store,
  queries: ReadQueries,
  { studyId, siteIds = null }: Pick<TrialPart, 'studyId' | 'siteIds'>,
): Promise<readonly SubjectHead[]> {
  const { subject, site } = store.t
  const inStudy = eq(subject.studyId, studyId)
  return queries
    .select({
      id: subject.id,
      subjid: subject.subjid,
      site: site.siteKey,
      siteId: subject.siteId,
      revision: subject.revision,
    })
    .from(subject)
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(siteIds === null ? inStudy : and(inStudy, inArray(subject.siteId, [...siteIds])))
    .orderBy(asc(subject.subjid))
}

/** The records of some subjects as plain rows, in the order of `heads`; removed records are left out. */
export async function loadSubjects(
  store: Store,
  queries: ReadQueries,
  forms: ReadonlyMap<string, FormDefinition>,
  heads: readonly SubjectHead[],
): Promise<readonly LoadedSubject[]> {
  const { record } = store.t
  const rows = await queries
    .select({
      id: record.id,
      subjectId: record.subjectId,
      form: record.form,
      visit: record.visit,
      values: record.values,
    })
    .from(record)
    .where(
      and(
        inArray(
          record.subjectId,
          heads.map(({ id }) => id),
        ),
        eq(record.removed, false),
      ),
    )
    .orderBy(asc(record.createdSeq), asc(record.id))
  const bySubject = new Map<string, FilledForm[]>(heads.map(({ id }) => [id, []]))
  for (const { id, subjectId, form, visit, values } of rows) {
    bySubject
      .get(subjectId)
      ?.push({ recordId: id, form, visit, values: JSON.parse(values) as FormValues })
  }
  return heads.map((head) => ({
    id: head.id,
    revision: head.revision,
    subject: toTrialSubject(head, bySubject.get(head.id) ?? [], forms),
  }))
}
