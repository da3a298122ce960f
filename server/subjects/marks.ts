import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { valuePlaceKey } from '../../shared/forms/verified-content.ts'
import type { CellState } from '../../shared/protocol/cell-signs.ts'
import type { ListedSubject } from './find-subjects.ts'

type Trusted = Extract<CellState, 'verified' | 'signed' | 'locked'>

/** A form at a visit, or at none, with the records that fill it. */
export interface FormPlace {
  readonly visit: string | null
  readonly form: string
  readonly records: readonly string[]
  /** Of a targeted form the parts to verify, by record; absent: it is verified as a whole. */
  readonly targets?: ReadonlyMap<string, readonly string[]>
}

/** Where an open query stands. */
export interface QueriedPlace {
  readonly visit: string | null
  readonly form: string | null
}

/**
 * What stands on a subject's forms beside their values: verifications, signatures, locks and open
 * queries. Not part of the overview, because the subject's revision does not tell them.
 */
export interface SubjectMarks {
  /** The furthest step that covers all of the form; null: none does. */
  readonly trustOf: (place: FormPlace) => Trusted | null
  /** Whether valid signatures cover all of the form, whatever else stands on it. */
  readonly signedAt: (place: FormPlace) => boolean
  /** Whether all of the form was compared with the source, and has not changed since. */
  readonly verifiedAt: (place: FormPlace) => boolean
  /** Whether a freeze holds the form, or its whole visit, and no lock does. */
  readonly frozenAt: (place: FormPlace) => boolean
  readonly signatureBrokenAt: (place: FormPlace) => boolean
  /** Of the signature over the whole subject. */
  readonly subjectSignature: 'unsigned' | 'signed' | 'broken'
  readonly queriesAt: (place: Pick<FormPlace, 'visit' | 'form'>) => number
  /** Open queries of the visit itself and of its forms. */
  readonly queriesOfVisit: (visit: string) => number
  /** All open queries of the subject. */
  readonly queries: number
  /** Forms and visits with an open query, each once; a query of no form is of its visit, or of the subject. */
  readonly queriedPlaces: readonly QueriedPlace[]
  /** Place of the subject among those registered at its site, from 1. */
  readonly numberAtSite: number
  /** All of the above as one text: the same text, the same marks. */
  readonly content: string
}

/** What marks cover: single records, forms at a place, whole visits, or everything of the subject. */
interface Coverage {
  readonly records: Set<string>
  readonly forms: Set<string>
  readonly visits: Set<string>
  all: boolean
}

interface Gathered {
  /** Parts that stand verified, by record; the whole form is the part without a name. */
  readonly verified: Map<string, Set<string>>
  /** Place of the subject among those registered at its site, from 1. */
  numberAtSite: number
  readonly signed: Coverage
  readonly broken: Coverage
  readonly frozen: Coverage
  readonly locked: Coverage
  readonly queries: Map<string, number>
  readonly queriedPlaces: Map<string, QueriedPlace>
  readonly visitQueries: Map<string, number>
  total: number
}

const NO_MARKS: SubjectMarks = toMarks(newGathered())

/** What was read of a study's marks when its trail ended at `seq`. */
interface Known {
  readonly seq: number
  readonly marks: Map<string, SubjectMarks>
}

/** Marks of subjects, read again only where the study's trail has grown. */
export interface Marks {
  /** The marks of some subjects by their id. */
  of(
    studyId: string,
    subjects: readonly ListedSubject[],
  ): Promise<(subjectId: string) => SubjectMarks>
}

/**
 * Whatever makes or takes a mark leaves an entry in the study's trail: as long as that has not grown,
 * here or at another server, the marks are those read before. In memory; may be lost at any time.
 */
export function createMarks(store: Store): Marks {
  const byStudy = new Map<string, Known>()
  return {
    async of(studyId, subjects) {
      if (subjects.length === 0) return () => NO_MARKS
      const seq = await endOfTrail(store, studyId)
      const former = byStudy.get(studyId)
      const { marks } = former?.seq === seq ? former : { marks: new Map<string, SubjectMarks>() }
      byStudy.set(studyId, { seq, marks })
      const missing = subjects.filter(({ id }) => !marks.has(id))
      if (missing.length > 0) {
        const gathered = await gather(store, studyId, missing)
        for (const [id, one] of gathered) marks.set(id, toMarks(one))
      }
      return (subjectId) => marks.get(subjectId) ?? NO_MARKS
    },
  }
}

async function endOfTrail({ t: { chainHead }, read }: Store, studyId: string): Promise<number> {
  const [head] = await read
    .select({ seq: chainHead.seq })
    .from(chainHead)
    .where(eq(chainHead.chain, studyId))
  return head?.seq ?? 0
}

async function gather(
  store: Store,
  studyId: string,
  subjects: readonly ListedSubject[],
): Promise<ReadonlyMap<string, Gathered>> {
  const gathered = new Map(subjects.map(({ id }) => [id, newGathered()]))
  await addVerifications(store, gathered)
  await addNumbers(store, studyId, gathered)
  await addSignatures(store, gathered)
  await addLocks(store, { studyId, subjects }, gathered)
  await addQueries(store, gathered)
  return gathered
}

function newGathered(): Gathered {
  return {
    verified: new Map(),
    numberAtSite: 0,
    signed: newCoverage(),
    broken: newCoverage(),
    frozen: newCoverage(),
    locked: newCoverage(),
    queries: new Map(),
    queriedPlaces: new Map(),
    visitQueries: new Map(),
    total: 0,
  }
}

function newCoverage(): Coverage {
  return { records: new Set(), forms: new Set(), visits: new Set(), all: false }
}

function toMarks(marks: Gathered): SubjectMarks {
  return {
    trustOf: (place) => {
      if (covers(marks.locked, place)) return 'locked'
      if (covers(marks.signed, place)) return 'signed'
      return isVerified(place, marks.verified) ? 'verified' : null
    },
    subjectSignature: marks.signed.all ? 'signed' : marks.broken.all ? 'broken' : 'unsigned',
    signedAt: (place) => covers(marks.signed, place),
    verifiedAt: (place) => isVerified(place, marks.verified),
    frozenAt: (place) => covers(marks.frozen, place) && !covers(marks.locked, place),
    signatureBrokenAt: (place) => !covers(marks.signed, place) && isBrokenAt(marks, place),
    queriesAt: ({ visit, form }) => marks.queries.get(placeKey(visit, form)) ?? 0,
    queriesOfVisit: (visit) => marks.visitQueries.get(visit) ?? 0,
    queries: marks.total,
    queriedPlaces: [...marks.queriedPlaces.values()],
    numberAtSite: marks.numberAtSite,
    content: contentOf(marks),
  }
}

function contentOf({ verified, signed, broken, frozen, locked, queries }: Gathered): string {
  const coverages = [signed, broken, frozen, locked].map(({ all, records, forms, visits }) => [
    all,
    [...records],
    [...forms],
    [...visits],
  ])
  const parts = [...verified].map(([record, standing]) => [record, ...standing])
  return JSON.stringify([parts, coverages, [...queries]])
}

function covers({ all, visits, forms, records }: Coverage, place: FormPlace): boolean {
  return (
    all ||
    (place.visit !== null && visits.has(place.visit)) ||
    forms.has(placeKey(place.visit, place.form)) ||
    everyRecord(place, records)
  )
}

/** Whether a broken signature covers any of it that no valid one of its own covers. */
function isBrokenAt({ broken, signed }: Gathered, { visit, records }: FormPlace): boolean {
  return (
    broken.all ||
    (visit !== null && broken.visits.has(visit)) ||
    records.some((id) => broken.records.has(id) && !signed.records.has(id))
  )
}

function everyRecord({ records }: FormPlace, marked: ReadonlySet<string>): boolean {
  return records.length > 0 && records.every((id) => marked.has(id))
}

/** Every record is verified as a whole, or in each of the parts that are asked for. */
function isVerified({ records, targets }: FormPlace, verified: Gathered['verified']): boolean {
  const isCovered = (id: string): boolean => {
    const standing = verified.get(id)
    const parts = targets?.get(id)
    return standing?.has('') === true || parts?.every((part) => standing?.has(part)) === true
  }
  return records.some((id) => verified.has(id)) && records.every(isCovered)
}

function placeKey(visit: string | null, form: string | null): string {
  return JSON.stringify([visit, form])
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

/** Counts the subjects of each site in the order of their registration: that order never changes. */
async function addNumbers(store: Store, studyId: string, gathered: BySubject): Promise<void> {
  const { subject } = store.t
  const rows = await store.read
    .select({ id: subject.id, siteId: subject.siteId })
    .from(subject)
    .where(eq(subject.studyId, studyId))
    .orderBy(asc(subject.createdAt), asc(subject.subjid))
  const counted = new Map<string, number>()
  for (const { id, siteId } of rows) {
    const number = (counted.get(siteId) ?? 0) + 1
    counted.set(siteId, number)
    const marks = gathered.get(id)
    if (marks !== undefined) marks.numberAtSite = number
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

interface StudySubjects {
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
    const marks = gathered.get(subjectId)
    if (marks === undefined) continue
    marks.total += 1
    const key = placeKey(visit, form)
    marks.queries.set(key, (marks.queries.get(key) ?? 0) + 1)
    marks.queriedPlaces.set(key, { visit, form })
    if (visit !== null) marks.visitQueries.set(visit, (marks.visitQueries.get(visit) ?? 0) + 1)
  }
}
