import { and, eq, gt, max } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { breathe } from '../breathe.ts'
import type { ListedSubject } from './find-subjects.ts'
import { newGathered, packMarks, toMarks, type SubjectMarks } from './marks.ts'
import { readMarks, readNumbers, type NumbersAtSite, type StudySubjects } from './read-marks.ts'

/** Marks of subjects, read again only where the study's trail speaks of them. */
export interface Marks {
  /** The marks of some subjects by their id. */
  of(
    studyId: string,
    subjects: readonly ListedSubject[],
  ): Promise<(subjectId: string) => SubjectMarks>
}

interface TrailEnd {
  readonly seq: number
  readonly hash: string
}

/** What was read of a study's marks, and up to where its trail is known. */
interface Known {
  end: TrailEnd
  numbers: NumbersAtSite
  /** The last entry of the trail that speaks of a subject, of those that came since anything was read. */
  readonly changedAt: Map<string, number>
  readonly read: Map<string, ReadOnce>
}

/** Packed marks that hold everything up to the entry `seq`. */
interface ReadOnce {
  readonly seq: number
  readonly packed: string
}

const NO_MARKS = toMarks(packMarks(newGathered()))

/** So many subjects are read before others have a turn. */
const AT_ONCE = 200

/** After more new entries than these, reading all again is no worse. */
const MOST_ENTRIES = 5_000

/**
 * Whatever makes or takes a mark leaves an entry in the study's trail, which names the subject, or none
 * where it may reach several (a lock of a site, an amendment). So marks are those read before as long as
 * no entry since, written here or by another server, names their subject or none. A reading is kept with
 * the end of the trail at which it began: one that was overtaken by an entry is not taken again. In
 * memory; may be lost at any time.
 */
export function createMarks(store: Store): Marks {
  const byStudy = new Map<string, Known>()
  return {
    async of(studyId, subjects) {
      if (subjects.length === 0) return () => NO_MARKS
      const former = byStudy.get(studyId)
      const { known, seq } = await upToDate(store, studyId, former)
      if (byStudy.get(studyId) === former) byStudy.set(studyId, known)
      const found = new Map<string, string>()
      const missing: ListedSubject[] = []
      for (const subject of subjects) {
        const packed = standing(known, subject.id)
        if (packed === null) missing.push(subject)
        else found.set(subject.id, packed)
      }
      for (const [id, packed] of await readPacked(store, { studyId, subjects: missing }, known)) {
        known.read.set(id, { seq, packed })
        found.set(id, packed)
      }
      return (subjectId) => {
        const packed = found.get(subjectId)
        return packed === undefined ? NO_MARKS : toMarks(packed)
      }
    },
  }
}

async function readPacked(
  store: Store,
  { studyId, subjects }: StudySubjects,
  known: Known,
): Promise<ReadonlyMap<string, string>> {
  const packed = new Map<string, string>()
  for (let from = 0; from < subjects.length; from += AT_ONCE) {
    const some = { studyId, subjects: subjects.slice(from, from + AT_ONCE) }
    const gathered = await readMarks(store, some, known.numbers)
    for (const [id, marks] of gathered) packed.set(id, packMarks(marks))
    await breathe()
  }
  return packed
}

/** What was read of a subject; null where nothing was, or an entry speaks of it since. */
function standing({ read, changedAt }: Known, subjectId: string): string | null {
  const once = read.get(subjectId)
  if (once === undefined || once.seq < (changedAt.get(subjectId) ?? 0)) return null
  return once.packed
}

/** What is known of a study, with the end of its trail now: all that was read before it is in step with it. */
async function upToDate(
  store: Store,
  studyId: string,
  former: Known | undefined,
): Promise<{ readonly known: Known; readonly seq: number }> {
  // Others may move it while the trail is read.
  const since = former?.end
  const end = await endOfTrail(store, studyId)
  const isKept =
    former !== undefined &&
    since !== undefined &&
    (isSameEnd(since, end) || (await followTrail(store, studyId, { known: former, since, end })))
  if (isKept) return { known: former, seq: end.seq }
  const numbers = await readNumbers(store, studyId)
  return { known: { end, numbers, changedAt: new Map(), read: new Map() }, seq: end.seq }
}

async function endOfTrail({ t: { chainHead }, read }: Store, studyId: string): Promise<TrailEnd> {
  const [head] = await read
    .select({ seq: chainHead.seq, hash: chainHead.hash })
    .from(chainHead)
    .where(eq(chainHead.chain, studyId))
  return head ?? { seq: 0, hash: '' }
}

function isSameEnd(one: TrailEnd, other: TrailEnd): boolean {
  return one.seq === other.seq && one.hash === other.hash
}

interface Growth {
  readonly known: Known
  readonly since: TrailEnd
  readonly end: TrailEnd
}

/** Notes which subjects the new entries speak of. False where all has to be read again. */
async function followTrail(
  store: Store,
  studyId: string,
  { known, since, end }: Growth,
): Promise<boolean> {
  const grown = end.seq - since.seq
  if (grown <= 0 || grown > MOST_ENTRIES) return false
  if (!(await holds(store, studyId, since))) return false
  const changed = await changedSince(store, studyId, since.seq)
  if (changed === null) return false
  const isNew = [...changed.keys()].some((id) => !known.numbers.has(id))
  const numbers = isNew ? await readNumbers(store, studyId) : known.numbers
  if (isNew && haveMoved(known.numbers, numbers)) return false
  take(known, { changed, numbers, end })
  return true
}

interface News {
  readonly changed: ReadonlyMap<string, number>
  readonly numbers: NumbersAtSite
  readonly end: TrailEnd
}

/** In one go: nobody sees a later end without what changed up to it. */
function take(known: Known, { changed, numbers, end }: News): void {
  for (const [id, seq] of changed) {
    known.changedAt.set(id, Math.max(seq, known.changedAt.get(id) ?? 0))
  }
  // Another reading, of a later end, may have been faster.
  if (numbers.size > known.numbers.size) known.numbers = numbers
  if (end.seq > known.end.seq) known.end = end
}

/** A subject may come to be registered before others by its time. */
function haveMoved(former: NumbersAtSite, now: NumbersAtSite): boolean {
  return [...former].some(([id, number]) => now.get(id) !== number)
}

/** Whether the trail still is the one that was followed: a database may have been put back. */
async function holds(
  { t: { auditEntry }, read }: Store,
  studyId: string,
  { seq, hash }: TrailEnd,
): Promise<boolean> {
  const [entry] = await read
    .select({ hash: auditEntry.hash })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.seq, seq)))
  return entry?.hash === hash
}

/** The last new entry of each subject that the new ones name; null where one names none. */
async function changedSince(
  { t: { auditEntry }, read }: Store,
  studyId: string,
  seq: number,
): Promise<ReadonlyMap<string, number> | null> {
  const rows = await read
    .select({ subjectId: auditEntry.subjectId, last: max(auditEntry.seq) })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), gt(auditEntry.seq, seq)))
    .groupBy(auditEntry.subjectId)
  const changed = new Map<string, number>()
  for (const { subjectId, last } of rows) {
    if (subjectId === null) return null
    changed.set(subjectId, last ?? Infinity)
  }
  return changed
}
