import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { valuePlaceKey } from '../../shared/forms/verified-content.ts'
import type { ListedSubject } from './find-subjects.ts'
import { newGathered, placeKey, type Coverage, type Gathered } from './marks.ts'

/** Place of each subject of a study among those registered at its site, from 1. */
export type NumbersAtSite = ReadonlyMap<string, number>

/** Counts the subjects of each site in the order of their registration. */
export async function readNumbers(store: Store, studyId: string): Promise<NumbersAtSite> {
  const { subject } = store.t
  const rows = await store.read
    .select({ id: subject.id, siteId: subject.siteId })
    .from(subject)
    .where(eq(subject.studyId, studyId))
    .orderBy(asc(subject.createdAt), asc(subject.subjid))
  const counted = new Map<string, number>()
  const numbers = new Map<string, number>()
  for (const { id, siteId } of rows) {
    const number = (counted.get(siteId) ?? 0) + 1
    counted.set(siteId, number)
    numbers.set(id, number)
  }
  return numbers
}

/** What stands on the forms of some subjects, by their id. */
export async function readMarks(
  store: Store,
  of: StudySubjects,
  numbers: NumbersAtSite,
): Promise<ReadonlyMap<string, Gathered>> {
  const gathered = new Map(
    of.subjects.map(({ id }) => [id, { ...newGathered(), numberAtSite: numbers.get(id) ?? 0 }]),
  )
  await addVerifications(store, gathered)
  await addSignatures(store, gathered)
  await addLocks(store, of, gathered)
  await addQueries(store, gathered)
  return gathered
}

type BySubject = ReadonlyMap<string, Gathered>

async function addVerifications(store: Store, gathered: BySubject): Promise<void> {
  const { verification } = store.t
  const rows = await store.read
    .select({
      subjectId: verification.subjectId,
      recordId: verification.recordId,
      item: verification.item,
      groupRow: verification.groupRow,
    })
    .from(verification)
    .where(
      and(
        inArray(verification.subjectId, [...gathered.keys()]),
        eq(verification.state, 'verified'),
      ),
    )
  for (const { subjectId, recordId, item, groupRow } of rows) {
    const verified = gathered.get(subjectId)?.verified
    const parts = verified?.get(recordId) ?? new Set()
    verified?.set(
      recordId,
      parts.add(valuePlaceKey({ item: item ?? '', groupRow: groupRow ?? '' })),
    )
  }
}

/** A place counts as broken while a broken signature covers it and no valid one does. */
async function addSignatures(store: Store, gathered: BySubject): Promise<void> {
  const { signature } = store.t
  const { subjectId, recordId, visit, state } = signature
  const rows = await store.read
    .select({ subjectId, recordId, visit, state })
    .from(signature)
    .where(inArray(subjectId, [...gathered.keys()]))
    .orderBy(asc(signature.signedAt), asc(signature.id))
  for (const row of rows) {
    const marks = gathered.get(row.subjectId ?? '')
    if (marks === undefined) continue
    cover(row.state === 'valid' ? marks.signed : marks.broken, row)
  }
}

interface Covered {
  readonly recordId: string | null
  readonly visit: string | null
  /** Of a lock: the form whose records it holds. */
  readonly form?: string | null
}

function cover(coverage: Coverage, { recordId, visit, form = null }: Covered): void {
  if (recordId !== null) coverage.records.add(recordId)
  else if (form !== null) coverage.forms.add(placeKey(visit, form))
  else if (visit !== null) coverage.visits.add(visit)
  else coverage.all = true
}

export interface StudySubjects {
  readonly studyId: string
  readonly subjects: readonly ListedSubject[]
}

async function addLocks(
  store: Store,
  { studyId, subjects }: StudySubjects,
  gathered: BySubject,
): Promise<void> {
  const { dataLock } = store.t
  const locks = await store.read
    .select()
    .from(dataLock)
    .where(and(eq(dataLock.studyId, studyId), isNull(dataLock.releasedAt)))
  for (const lock of locks) {
    const reached = subjects.filter(
      ({ id, siteId }) =>
        lock.level === 'study' ||
        (lock.level === 'site' ? lock.siteId === siteId : lock.subjectId === id),
    )
    for (const { id } of reached) {
      const marks = gathered.get(id)
      if (marks !== undefined) cover(lock.kind === 'lock' ? marks.locked : marks.frozen, lock)
    }
  }
}

async function addQueries(store: Store, gathered: BySubject): Promise<void> {
  const { query } = store.t
  const rows = await store.read
    .select({ subjectId: query.subjectId, visit: query.visit, form: query.form })
    .from(query)
    .where(and(inArray(query.subjectId, [...gathered.keys()]), isNull(query.settledAt)))
  for (const { subjectId, visit, form } of rows) {
    const queries = gathered.get(subjectId)?.queries
    const key = placeKey(visit, form)
    queries?.set(key, (queries.get(key) ?? 0) + 1)
  }
}
