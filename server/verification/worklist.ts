import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { AuditEntryRow, RecordRow } from '../../db/rows.ts'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { QueryOf, ResponseOf } from '../../shared/api/define.ts'
import type {
  listVerificationWork,
  WorkEntry,
  WorkPart,
  WorkState,
  WorkValue,
} from '../../shared/api/routes/verification.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import {
  valuePlaceKey,
  verifiedContent,
  type ValuePlace,
} from '../../shared/forms/verified-content.ts'
import { partsToVerify, verificationNeeded } from '../../shared/protocol/verification-settings.ts'
import type { RecordContent } from '../audit/audit-draft.ts'
import { hideRedacted } from '../audit-trail/service.ts'
import { storedValues } from '../entry/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { versionOfRecord, type DefinitionBySite, type Definitions } from '../studies/service.ts'
import { latestMarks, type LatestMarks, type VerificationRow } from './latest-marks.ts'
import { filledPlaces } from './filled-places.ts'
import type { WorkIndex, WorkRow } from './work-index.ts'

export interface WorkServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly workIndex: WorkIndex
}

export interface WorkWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly query: QueryOf<typeof listVerificationWork>
}

/** A page of the forms that are to be compared with their source, and how many stand where. */
export async function verificationWork(
  services: WorkServices,
  { studyId, sites, query }: WorkWish,
): Promise<ResponseOf<typeof listVerificationWork>> {
  const rows = (await services.workIndex.of(studyId)).filter(
    ({ subject, form }) =>
      includesSite(sites, subject.siteId) &&
      (query.site === undefined || subject.site === query.site) &&
      (query.subject === undefined || subject.subjid === query.subject) &&
      (query.form === undefined || form === query.form),
  )
  const wanted = rows.filter(({ state }) => isWanted(state, query.state))
  const page = wanted.slice(query.skip, query.skip + query.limit)
  const number = (state: WorkState): number => rows.filter((row) => row.state === state).length
  return {
    entries: await entriesOf(services, studyId, page),
    filtered: wanted.length,
    counts: {
      waiting: number('waiting'),
      changed: number('changed'),
      verified: number('verified'),
    },
  }
}

function isWanted(state: WorkState, wish: WorkWish['query']['state']): boolean {
  if (wish === 'all') return true
  return wish === undefined ? state !== 'verified' : state === wish
}

interface Context {
  readonly pinnedAt: DefinitionBySite
  readonly records: ReadonlyMap<string, RecordRow>
  readonly marksOf: (recordId: string) => LatestMarks
  /** Names of accounts by id. */
  readonly names: ReadonlyMap<string, string>
  /** Entries of the trail by seq. */
  readonly entries: ReadonlyMap<number, AuditEntryRow>
  /** Unsettled queries, by record and part. */
  readonly queries: ReadonlyMap<string, number>
  readonly hide: (subjid: string | null, text: string) => string
}

async function entriesOf(
  { store, definitions }: WorkServices,
  studyId: string,
  page: readonly WorkRow[],
): Promise<WorkEntry[]> {
  if (page.length === 0) return []
  const pinnedAt = await definitions.bySite(studyId)
  const { forms } = await definitions.of(studyId)
  const hide = await hideRedacted({ store, studyId, forms })
  const ids = page.map(({ record }) => record)
  return store.snapshot(async (queries) => {
    const records = await recordsById(store, queries, ids)
    const marksOf = await latestMarks(store, queries, { records: ids })
    const marks = ids.flatMap((id) => [...marksOf(id).values()])
    const seqs = [
      ...[...records.values()].map(({ updatedSeq }) => updatedSeq),
      ...marks.flatMap(({ state, endedSeq }) =>
        state === 'changed' && endedSeq !== null ? [endedSeq] : [],
      ),
    ]
    const context: Context = {
      pinnedAt,
      records,
      marksOf,
      names: await namesOf(store, queries, marks),
      entries: await trailAt(store, queries, { studyId, seqs }),
      queries: await openQueries(store, queries, ids),
      hide,
    }
    return page.flatMap((row) => entryOf(row, context) ?? [])
  })
}

async function recordsById(
  { t: { record } }: Store,
  queries: ReadQueries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, RecordRow>> {
  const rows = await queries
    .select()
    .from(record)
    .where(inArray(record.id, [...ids]))
  return new Map(rows.map((row) => [row.id, row]))
}

async function namesOf(
  { t: { account } }: Store,
  queries: ReadQueries,
  marks: readonly VerificationRow[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(marks.map(({ verifiedBy }) => verifiedBy))]
  const rows = await queries
    .select({ id: account.id, username: account.username })
    .from(account)
    .where(inArray(account.id, ids))
  return new Map(rows.map(({ id, username }) => [id, username]))
}

async function trailAt(
  { t: { auditEntry } }: Store,
  queries: ReadQueries,
  { studyId, seqs }: { readonly studyId: string; readonly seqs: readonly number[] },
): Promise<ReadonlyMap<number, AuditEntryRow>> {
  const rows = await queries
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), inArray(auditEntry.seq, [...new Set(seqs)])))
  return new Map(rows.map((row) => [row.seq, row]))
}

async function openQueries(
  { t: { query } }: Store,
  queries: ReadQueries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await queries
    .select({ recordId: query.recordId, item: query.item, groupRow: query.groupRow })
    .from(query)
    .where(and(inArray(query.recordId, [...ids]), isNull(query.settledAt)))
  const counted = new Map<string, number>()
  for (const { recordId, ...place } of rows) {
    const key = `${recordId ?? ''} ${valuePlaceKey(place)}`
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  return counted
}

/** One form of the page; null where it was removed or its form is gone since the list was made. */
function entryOf(row: WorkRow, context: Context): WorkEntry | null {
  const { subject } = row
  const record = context.records.get(row.record)
  if (record === undefined || record.removed) return null
  const pinned = context.pinnedAt(subject.siteId)
  const form = versionOfRecord(pinned, record).forms.get(record.form)
  if (form === undefined) return null
  const values = storedValues(record)
  const plan = verificationNeeded(pinned.definition, form, subject.number)
  const places = partsToVerify(form, values, plan)
  const shown = plan.kind === 'full' ? filledPlaces(form, values) : places
  const marks = context.marksOf(record.id)
  const reading = { form, values, marks, record, subjid: subject.subjid, context }
  const updated = context.entries.get(record.updatedSeq)
  const lines = shown.map((place) => valueAt(place, reading))
  return {
    record: record.id,
    subjid: subject.subjid,
    site: subject.site,
    visit: record.visit,
    form: record.form,
    rowKey: record.rowKey,
    version: record.version,
    completeness: record.completeness === 'complete' ? 'complete' : 'partial',
    updatedBy: updated?.username ?? '',
    updatedAt: updated?.at ?? '',
    plan: row.plan,
    state: row.state,
    parts: places.map((place) => partAt(place, lines, reading)),
    values: lines,
  }
}

interface Reading {
  readonly form: FormDefinition
  readonly values: FormValues
  readonly marks: LatestMarks
  readonly record: RecordRow
  readonly subjid: string
  readonly context: Context
}

interface Content {
  readonly value: string | null
  readonly reason: string | null
}

const EMPTY: Content = { value: null, reason: null }

function contentAt(form: FormDefinition, values: FormValues, place: ValuePlace): Content {
  return (verifiedContent(form, values, place) as Content | null) ?? EMPTY
}

/** The reset mark that speaks of a part: its own, or that of the whole form. */
function resetMark(place: ValuePlace, { marks }: Reading): VerificationRow | null {
  const mark = marks.get(valuePlaceKey(place)) ?? marks.get('')
  return mark?.state === 'changed' ? mark : null
}

function valueAt(place: ValuePlace, reading: Reading): WorkValue {
  const { form, values, context, subjid } = reading
  const now = contentAt(form, values, place)
  const then = verifiedValues(resetMark(place, reading), context)
  const was = then === null ? null : contentAt(form, then, place)
  const isSame = was === null || (was.value === now.value && was.reason === now.reason)
  const shown = (text: string | null): string | null =>
    text === null ? null : context.hide(subjid, text)
  return {
    ...place,
    ...now,
    was: isSame ? null : { value: shown(was.value), reason: shown(was.reason) },
  }
}

/** The values that were verified: those before the change that reset the mark. */
function verifiedValues(mark: VerificationRow | null, { entries }: Context): FormValues | null {
  const entry = mark === null ? undefined : entries.get(mark.endedSeq ?? 0)
  const before = entry?.before ?? null
  if (before === null || entry?.entityId !== mark?.recordId) return null
  return (JSON.parse(before) as RecordContent).values
}

function partAt(place: ValuePlace, lines: readonly WorkValue[], reading: Reading): WorkPart {
  const { context, record } = reading
  const { state, mark } = standing(place, lines, reading)
  const made = mark === null ? null : markView(mark, context)
  return {
    ...place,
    state,
    verification: made?.id ?? null,
    verifiedBy: made?.by ?? null,
    verifiedAt: made?.at ?? null,
    changed: state === 'changed' ? changeOf(mark, reading) : null,
    queries: context.queries.get(`${record.id} ${valuePlaceKey(place)}`) ?? 0,
  }
}

interface Standing {
  readonly state: WorkState
  /** The mark that stands, or that a change has reset. */
  readonly mark: VerificationRow | null
}

function standing(place: ValuePlace, lines: readonly WorkValue[], reading: Reading): Standing {
  const { marks } = reading
  const key = valuePlaceKey(place)
  const stands = [marks.get(key), marks.get('')].find((mark) => mark?.state === 'verified')
  if (stands !== undefined) return { state: 'verified', mark: stands }
  const differs = lines.some((line) => valuePlaceKey(line) === key && line.was !== null)
  // A mark of the whole form was reset by another value: this one is to be looked at again, no more.
  const isChanged = marks.get(key)?.state === 'changed' || differs
  return { state: isChanged ? 'changed' : 'waiting', mark: resetMark(place, reading) }
}

function markView(
  { id, verifiedBy, verifiedAt }: VerificationRow,
  { names }: Context,
): { readonly id: string; readonly by: string | null; readonly at: string } {
  return { id, by: names.get(verifiedBy) ?? null, at: verifiedAt }
}

/** The change that reset a mark, without what was redacted. */
function changeOf(
  mark: VerificationRow | null,
  { context: { entries, hide }, subjid }: Reading,
): WorkPart['changed'] {
  const entry = entries.get(mark?.endedSeq ?? 0)
  if (entry === undefined) return null
  const { username: by, at, reason } = entry
  return { by, at, reason: reason === null ? null : hide(subjid, reason) }
}
