import { and, asc, eq, inArray } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { SafetyCase } from '../../shared/api/routes/safety.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { safetyOf, type SafetySettings } from '../../shared/protocol/safety-settings.ts'
import { clockOf, type ReportClock } from '../../shared/safety/report-clock.ts'
import { reportContentSchema, type ReportContent } from '../../shared/safety/report-content.ts'
import { reasonsOf } from '../../shared/safety/reportable-event.ts'
import { caseStanding, CASE_STATES, type RecordedEvent } from '../../shared/safety/safety-case.ts'
import { storedValues } from '../entry/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { ADVERSE_EVENTS } from './tell-reportable.ts'

/** Where cases are looked for. */
export interface CasePlace {
  readonly studyId: string
  readonly pinned: PinnedDefinition
  readonly sites: SiteFilter
  /** One subject's alone. */
  readonly subjectId?: string
  readonly recordId?: string
}

type ReportRow = Store['t']['safetyReport']['$inferSelect'] & { readonly by: string }

/** A case with the content of its reports, oldest first. */
export interface LoadedCase {
  readonly view: SafetyCase
  readonly contents: readonly ReportContent[]
}

/**
 * Events that are reportable, or were reported, at the sites of the place; what is due first, by the
 * end of its clock. Removed records stay in as long as they were reported.
 */
export async function loadCases(
  store: Store,
  queries: ReadQueries,
  place: CasePlace,
): Promise<readonly LoadedCase[]> {
  const events = await loadEvents(store, queries, place)
  const settings = safetyOf(place.pinned.definition)
  const reports = await loadReports(store, queries, place)
  const candidates = events.filter(
    ({ record }) => reports.has(record.id) || isReportable(record, settings),
  )
  const ids = candidates.map(({ record }) => record.id)
  const states = await loadStates(store, queries, place.studyId, ids)
  const told = await loadTold(store, queries, ids)
  const now = store.now()
  return candidates
    .flatMap((event) => {
      const { id } = event.record
      const parts = {
        event,
        settings,
        now,
        states: states.get(id) ?? [],
        reports: reports.get(id) ?? [],
        told: told.get(id) ?? NOBODY,
      }
      return toCase(parts) ?? []
    })
    .sort((a, b) => compareCases(a.view, b.view))
}

type Event = Awaited<ReturnType<typeof loadEvents>>[number]

function loadEvents({ t }: Store, queries: ReadQueries, place: CasePlace) {
  const { record, subject, site } = t
  const { studyId, sites, subjectId, recordId } = place
  return queries
    .select({
      record,
      subjid: subject.subjid,
      siteKey: site.siteKey,
      timeZone: site.timeZone,
    })
    .from(record)
    .innerJoin(subject, eq(subject.id, record.subjectId))
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(
      and(
        eq(record.studyId, studyId),
        eq(record.form, ADVERSE_EVENTS),
        sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
        subjectId === undefined ? undefined : eq(record.subjectId, subjectId),
        recordId === undefined ? undefined : eq(record.id, recordId),
      ),
    )
}

function isReportable(
  record: { readonly removed: boolean; readonly values: string },
  settings: SafetySettings,
): boolean {
  return !record.removed && reasonsOf(storedValues(record).items, settings).length > 0
}

async function loadReports(
  { t: { safetyReport, account } }: Store,
  queries: ReadQueries,
  { studyId, subjectId }: Pick<CasePlace, 'studyId' | 'subjectId'>,
): Promise<ReadonlyMap<string, readonly ReportRow[]>> {
  const rows = await queries
    .select({ report: safetyReport, by: account.displayName })
    .from(safetyReport)
    .innerJoin(account, eq(account.id, safetyReport.submittedBy))
    .where(
      and(
        eq(safetyReport.studyId, studyId),
        subjectId === undefined ? undefined : eq(safetyReport.subjectId, subjectId),
      ),
    )
    .orderBy(asc(safetyReport.sequence))
  return grouped(rows.map(({ report, by }) => [report.recordId, { ...report, by }]))
}

const AT_ONCE = 500

/** Every state of the records, from the trail. */
async function loadStates(
  { t: { auditEntry } }: Store,
  queries: ReadQueries,
  chain: string,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> {
  const states: [string, RecordedEvent][] = []
  for (let start = 0; start < recordIds.length; start += AT_ONCE) {
    const rows = await queries
      .select({ id: auditEntry.entityId, at: auditEntry.at, after: auditEntry.after })
      .from(auditEntry)
      .where(
        and(
          inArray(auditEntry.entityId, recordIds.slice(start, start + AT_ONCE)),
          eq(auditEntry.entity, 'record'),
          eq(auditEntry.chain, chain),
        ),
      )
      .orderBy(asc(auditEntry.seq))
    for (const { id, at, after } of rows) states.push([id, { at, items: itemsIn(after) }])
  }
  return grouped(states)
}

/** Items of a record as its audit entry keeps it; null once removed. */
function itemsIn(after: string | null): RowValues | null {
  if (after === null) return null
  const content = JSON.parse(after) as {
    readonly values: { readonly items: RowValues }
    readonly removed?: true
  }
  return content.removed === true ? null : content.values.items
}

const NOBODY = { people: 0, read: 0, mailSent: 0, mailFailed: 0 }
type Told = SafetyCase['told']

async function loadTold(
  { t: { notice } }: Store,
  queries: ReadQueries,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, Told>> {
  const told = new Map<string, Told>()
  for (let start = 0; start < recordIds.length; start += AT_ONCE) {
    const rows = await queries
      .select({
        recordId: notice.recordId,
        recipientId: notice.recipientId,
        readAt: notice.readAt,
        mail: notice.mailState,
      })
      .from(notice)
      .where(inArray(notice.recordId, recordIds.slice(start, start + AT_ONCE)))
    for (const [id, own] of grouped(rows.map((row) => [row.recordId ?? '', row]))) {
      const unread = new Set(own.filter(({ readAt }) => readAt === null).map(recipient))
      const people = new Set(own.map(recipient))
      told.set(id, {
        people: people.size,
        read: people.size - unread.size,
        mailSent: own.filter(({ mail }) => mail === 'sent').length,
        mailFailed: own.filter(({ mail }) => mail === 'failed').length,
      })
    }
  }
  return told
}

function recipient({ recipientId }: { readonly recipientId: string }): string {
  return recipientId
}

function grouped<T>(pairs: readonly (readonly [string, T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const [key, value] of pairs) {
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [value])
    else group.push(value)
  }
  return groups
}

interface CaseParts {
  readonly event: Event
  readonly settings: SafetySettings
  readonly now: string
  readonly states: readonly RecordedEvent[]
  readonly reports: readonly ReportRow[]
  readonly told: Told
}

function toCase(parts: CaseParts): LoadedCase | null {
  const { event, settings, now, states, reports, told } = parts
  const { record, subjid, siteKey: site, timeZone } = event
  const { items } = storedValues(record)
  const contents = reports.map(({ content }) => reportContentSchema.parse(JSON.parse(content)))
  const last = reports.at(-1)
  const lastReport = last === undefined ? null : { ...last, items: contents.at(-1)?.event ?? {} }
  const ownClock = clockOf(items, timeZone, settings.reportWithinHours)
  const standing = caseStanding({ states, lastReport, clock: ownClock, settings })
  if (standing === null) return null
  const { state, clock, dueAt, changed } = standing
  const view: SafetyCase = {
    record: record.id,
    version: record.version,
    ...{ subjid, site, items, state, dueAt, told },
    caseNumber: last?.caseNumber ?? null,
    removed: record.removed,
    reasons: record.removed ? [] : [...reasonsOf(items, settings)],
    awareAt: clock.awareAt,
    awareFrom: awareFrom(clock, ownClock),
    overdue: dueAt !== null && now > dueAt,
    changed: [...changed],
    reports: reports.map(toReportView),
  }
  return { view, contents }
}

function awareFrom(clock: ReportClock, ofForm: ReportClock | null): SafetyCase['awareFrom'] {
  return clock.awareAt === ofForm?.awareAt ? 'form' : 'saved'
}

function toReportView(row: ReportRow): SafetyCase['reports'][number] {
  const { sequence, category, submittedAt, dueAt, note, contentHash, by: submittedBy } = row
  const late = submittedAt > dueAt
  return { sequence, category, submittedAt, submittedBy, dueAt, late, note, contentHash }
}

function compareCases(a: SafetyCase, b: SafetyCase): number {
  return (
    CASE_STATES.indexOf(a.state) - CASE_STATES.indexOf(b.state) ||
    compareTexts(a.dueAt ?? '', b.dueAt ?? '') ||
    compareTexts(a.subjid, b.subjid) ||
    compareTexts(a.record, b.record)
  )
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
