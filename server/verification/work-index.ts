import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { WorkState } from '../../shared/api/routes/verification.ts'
import { valuePlaceKey } from '../../shared/forms/verified-content.ts'
import { findPlannedVisit } from '../../shared/protocol/schedule.ts'
import {
  partsToVerify,
  verificationNeeded,
  type FormVerification,
} from '../../shared/protocol/verification-settings.ts'
import { storedValues } from '../entry/service.ts'
import { versionOfRecord, type Definitions, type PinnedDefinition } from '../studies/service.ts'
import { latestMarks, type LatestMarks } from './latest-marks.ts'

/** A subject as the worklist needs it. */
interface WorkSubject {
  readonly id: string
  readonly subjid: string
  readonly siteId: string
  readonly site: string
  /** Place among those registered at the site, from 1. */
  readonly number: number
}

/** A filled form that the plan asks to verify, and how far that has come. */
export interface WorkRow {
  readonly record: string
  readonly subject: WorkSubject
  readonly form: string
  readonly state: WorkState
  readonly plan: Exclude<FormVerification['kind'], 'none'>
}

/** What is to be verified in a study, subject by subject, kept until the study's trail grows. */
export interface WorkIndex {
  /** By SUBJID, then by visit, targeted forms before the others. */
  of(studyId: string): Promise<readonly WorkRow[]>
}

interface KnownSubject {
  readonly pinned: PinnedDefinition
  readonly rows: readonly WorkRow[]
}

interface Known {
  seq: number
  readonly subjects: Map<string, KnownSubject>
}

/** A statement names no more subjects than this. */
const AT_ONCE = 200

/**
 * Whatever changes a record or a verification leaves an entry with its subject in the study's trail:
 * only subjects that have one since the last look are read again. In memory; may be lost at any time.
 */
export function createWorkIndex(store: Store, definitions: Definitions): WorkIndex {
  const byStudy = new Map<string, Known>()
  return {
    async of(studyId) {
      const pinnedAt = await definitions.bySite(studyId)
      const known = byStudy.get(studyId) ?? { seq: 0, subjects: new Map<string, KnownSubject>() }
      byStudy.set(studyId, known)
      const subjects = await subjectsOf(store, studyId)
      await forgetChanged(store, studyId, known)
      const { seq } = known
      const current = new Map(known.subjects)
      const stale = subjects.filter(
        ({ id, siteId }) => current.get(id)?.pinned !== pinnedAt(siteId),
      )
      for (let from = 0; from < stale.length; from += AT_ONCE) {
        const batch = stale.slice(from, from + AT_ONCE)
        const rows = await readRows(store, batch, pinnedAt)
        for (const { id, siteId } of batch) {
          const read = { pinned: pinnedAt(siteId), rows: rows.get(id) ?? [] }
          current.set(id, read)
          // Another look went further meanwhile: what was read here may be older than what it forgot.
          if (known.seq === seq) known.subjects.set(id, read)
        }
      }
      return subjects.flatMap(({ id }) => current.get(id)?.rows ?? [])
    },
  }
}

async function subjectsOf(
  { read, t: { subject, site } }: Store,
  studyId: string,
): Promise<readonly WorkSubject[]> {
  const rows = await read
    .select({
      id: subject.id,
      subjid: subject.subjid,
      siteId: subject.siteId,
      site: site.siteKey,
    })
    .from(subject)
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(eq(subject.studyId, studyId))
    .orderBy(asc(subject.createdAt), asc(subject.subjid))
  const counted = new Map<string, number>()
  return rows
    .map((row) => {
      const number = (counted.get(row.siteId) ?? 0) + 1
      counted.set(row.siteId, number)
      return { ...row, number }
    })
    .sort((a, b) => (a.subjid < b.subjid ? -1 : 1))
}

/** Forgets the subjects that the trail speaks of since it was read last. */
async function forgetChanged(
  { read, t: { auditEntry, chainHead } }: Store,
  studyId: string,
  known: Known,
): Promise<void> {
  const [head] = await read
    .select({ seq: chainHead.seq })
    .from(chainHead)
    .where(eq(chainHead.chain, studyId))
  const end = head?.seq ?? 0
  if (known.seq === 0) known.seq = end
  if (known.seq === end) return
  const changed = await read
    .selectDistinct({ subjectId: auditEntry.subjectId })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), gt(auditEntry.seq, known.seq)))
  for (const { subjectId } of changed) if (subjectId !== null) known.subjects.delete(subjectId)
  known.seq = end
}

type PinnedAt = (siteId: string) => PinnedDefinition

type ReadRow = Pick<
  RecordRow,
  'id' | 'subjectId' | 'form' | 'visit' | 'rowKey' | 'definitionVersion'
> & {
  /** JSON text; null where the form is verified as a whole. */
  readonly values: string | null
}

async function readRows(
  store: Store,
  subjects: readonly WorkSubject[],
  pinnedAt: PinnedAt,
): Promise<ReadonlyMap<string, readonly WorkRow[]>> {
  const byId = new Map(subjects.map((subject) => [subject.id, subject]))
  const ids = [...byId.keys()]
  const marksOf = await latestMarks(store, store.read, { subjects: ids })
  const rows = new Map<string, Placed[]>(ids.map((id) => [id, []]))
  for (const record of await recordsOf(store, store.read, subjects, pinnedAt)) {
    const subject = byId.get(record.subjectId)
    if (subject === undefined) continue
    const placed = placedRow(record, subject, pinnedAt(subject.siteId), marksOf(record.id))
    if (placed !== null) rows.get(subject.id)?.push(placed)
  }
  return new Map([...rows].map(([id, placed]) => [id, placed.sort(inOrder).map(({ row }) => row)]))
}

/** Values are read only of forms whose parts they decide: a long study has many others. */
async function recordsOf(
  { t: { record } }: Store,
  queries: ReadQueries,
  subjects: readonly WorkSubject[],
  pinnedAt: PinnedAt,
): Promise<readonly ReadRow[]> {
  const ids = subjects.map(({ id }) => id)
  const definitions = [...new Set(subjects.map(({ siteId }) => pinnedAt(siteId)))]
  const kinds = (kind: FormVerification['kind']): string[] => [
    ...new Set(
      definitions.flatMap(({ definition }) =>
        definition.forms
          .filter((form) => verificationNeeded(definition, form).kind === kind)
          .map(({ key }) => key),
      ),
    ),
  ]
  const targeted = kinds('targeted')
  const full = kinds('full').filter((form) => !targeted.includes(form))
  const columns = {
    id: record.id,
    subjectId: record.subjectId,
    form: record.form,
    visit: record.visit,
    rowKey: record.rowKey,
    definitionVersion: record.definitionVersion,
  }
  const those = (forms: readonly string[]) =>
    and(inArray(record.subjectId, ids), eq(record.removed, false), inArray(record.form, [...forms]))
  const whole = await queries.select(columns).from(record).where(those(full))
  const byItem = await queries
    .select({ ...columns, values: record.values })
    .from(record)
    .where(those(targeted))
  return [...whole.map((row) => ({ ...row, values: null })), ...byItem]
}

interface Placed {
  readonly row: WorkRow
  /** Where it stands among its subject's. */
  readonly order: readonly (number | string)[]
}

function placedRow(
  record: ReadRow,
  subject: WorkSubject,
  pinned: PinnedDefinition,
  marks: LatestMarks,
): Placed | null {
  const form = versionOfRecord(pinned, record).forms.get(record.form)
  if (form === undefined) return null
  const plan = verificationNeeded(pinned.definition, form, subject.number)
  if (plan.kind === 'none') return null
  const parts =
    plan.kind === 'full' || record.values === null
      ? ['']
      : partsToVerify(form, storedValues({ values: record.values }), plan).map(valuePlaceKey)
  if (parts.length === 0) return null
  const { visit, rowKey } = record
  const day = visit === null ? -Infinity : dayOf(visit, pinned)
  const place = pinned.definition.forms.findIndex(({ key }) => key === record.form)
  return {
    row: {
      record: record.id,
      subject,
      form: record.form,
      state: stateOf(parts, marks),
      plan: plan.kind,
    },
    order: [day, visit ?? '', plan.kind === 'targeted' ? 0 : 1, place, rowKey.padStart(8, '0')],
  }
}

const UNPLANNED = 1_000_000

function dayOf(visit: string, { definition }: PinnedDefinition): number {
  return findPlannedVisit(definition.schedule, visit)?.day ?? UNPLANNED
}

function inOrder({ order: one }: Placed, { order: other }: Placed): number {
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? ''
    if (value !== against) return value < against ? -1 : 1
  }
  return 0
}

/** A verification of the whole form covers its parts; a change of it is a change of them. */
export function stateOf(parts: readonly string[], marks: LatestMarks): WorkState {
  const whole = marks.get('')?.state
  if (whole === 'verified' || parts.every((part) => marks.get(part)?.state === 'verified')) {
    return 'verified'
  }
  const isChanged =
    whole === 'changed' || parts.some((part) => marks.get(part)?.state === 'changed')
  return isChanged ? 'changed' : 'waiting'
}
