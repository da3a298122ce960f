import { and, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { QueryOf, ResponseOf } from '../../shared/api/define.ts'
import type { listClockAlerts, listRiskPatterns } from '../../shared/api/routes/trail.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { dayOf, parseDay } from '../../shared/kernel/dates.ts'
import { daysAt } from '../../shared/kernel/time-zone.ts'
import {
  RISK_LIMITS,
  RISK_PATTERNS,
  riskFindings,
  type RiskFinding,
  type TrailEntry,
} from '../../shared/trail/risk-patterns.ts'
import { fieldChanges } from '../audit/field-changes.ts'
import { entriesPage } from '../audit/history.ts'
import { toPointer } from '../http/parse-request.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listSites } from '../studies/service.ts'
import type { AuditServices } from './entry-views.ts'
import { releasedLocks } from './released-locks.ts'

interface Wish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly query: QueryOf<typeof listRiskPatterns>
}

const PAGE = 2000

/** The patterns in a study's trail, of the sites that the caller may see. Reads the trail page by page. */
export async function listPatterns(
  services: AuditServices,
  { studyId, sites, query }: Wish,
): Promise<ResponseOf<typeof listRiskPatterns>> {
  const { store } = services
  const subjects = await subjectNames(store, studyId)
  const dayOfEntry = await entryDays(store, studyId)
  const unlockedFor = await releasedLocks(store, studyId)
  const entries: TrailEntry[] = []
  const visits = new Map<string, Day>()
  const filter = { chain: studyId, ...(sites.kind === 'all' ? {} : { siteIds: sites.ids }) }
  let cursor: number | null = null
  do {
    const page = { limit: PAGE, order: 'oldest-first', cursor } as const
    const read = await entriesPage(store, store.read, { filter, page })
    for (const row of read.entries) {
      entries.push({
        ...toTrailEntry(row, subjects, dayOfEntry(row)),
        unlockedFor: unlockedFor(row),
      })
      noteVisit(visits, row, subjects)
    }
    cursor = read.next
  } while (cursor !== null)
  const visitDay = (subjid: string, visit: string): Day | null =>
    visits.get(JSON.stringify([subjid, visit])) ?? null
  return toAnswer(riskFindings(entries, { limits: RISK_LIMITS, visitDay }), query)
}

function toAnswer(
  found: readonly RiskFinding[],
  { pattern, limit }: Wish['query'],
): ResponseOf<typeof listRiskPatterns> {
  const wanted = found.filter((one) => pattern === undefined || one.pattern === pattern)
  return {
    counts: RISK_PATTERNS.map((name) => ({
      pattern: name,
      count: found.filter((one) => one.pattern === name).length,
    })),
    findings: wanted
      .slice(-limit)
      .reverse()
      .map(({ pattern: name, value, entry: { seq, at, username, act, subjid, visit, form } }) => ({
        pattern: name,
        seq,
        at,
        username,
        act,
        subjid,
        visit,
        form,
        value,
      })),
    limits: { ...RISK_LIMITS },
  }
}

async function subjectNames(
  { read, t: { subject } }: Store,
  studyId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .select({ id: subject.id, subjid: subject.subjid })
    .from(subject)
    .where(eq(subject.studyId, studyId))
  return new Map(rows.map(({ id, subjid }) => [id, subjid]))
}

const EPOCH = dayOf(1970, 1, 1)

type PlacedEntry = Pick<AuditEntryRow, 'at' | 'siteId'>

/** The day of an entry at its site; in UTC where it belongs to none. */
async function entryDays(store: Store, studyId: string): Promise<(row: PlacedEntry) => Day> {
  const sites = await listSites(store, studyId, { kind: 'all' })
  const bySite = new Map(sites.map(({ id, timeZone }) => [id, daysAt(timeZone)]))
  const elsewhere = daysAt('UTC')
  return ({ at, siteId }) => (bySite.get(siteId ?? '') ?? elsewhere)(at) ?? EPOCH
}

function toTrailEntry(
  row: AuditEntryRow,
  subjects: ReadonlyMap<string, string>,
  day: Day,
): TrailEntry {
  const { seq, at, username, act, entityId, visit, form, subjectId } = row
  const isChange = act === 'record.amend' || act === 'review.amend'
  return {
    seq,
    at,
    day,
    username,
    isPerson: row.actorKind === 'person',
    act,
    entityId,
    subjid: subjectId === null ? null : (subjects.get(subjectId) ?? null),
    visit,
    form,
    changed: isChange ? fieldChanges(row).map(({ path }) => toPointer(path)) : [],
  }
}

const visitSchema = z.object({ values: z.object({ items: z.object({ SVSTDAT: z.string() }) }) })

/** The date of a visit as it stands last in the trail. */
function noteVisit(
  visits: Map<string, Day>,
  row: AuditEntryRow,
  subjects: ReadonlyMap<string, string>,
): void {
  if (row.entity !== 'record' || row.form !== 'visits' || row.after === null) return
  const read = visitSchema.safeParse(JSON.parse(row.after))
  const day = read.success ? parseDay(read.data.values.items.SVSTDAT) : null
  const subjid = subjects.get(row.subjectId ?? '')
  if (day !== null && subjid !== undefined) visits.set(JSON.stringify([subjid, row.visit]), day)
}

const MOST_ALERTS = 100
const timeSchema = z.object({ at: z.string() })

/** Entries about a clock that was set back or jumped, of every chain. */
export async function clockAlerts(store: Store): Promise<ResponseOf<typeof listClockAlerts>> {
  const { auditEntry } = store.t
  const rows = await store.read
    .select({ at: auditEntry.at, before: auditEntry.before, after: auditEntry.after })
    .from(auditEntry)
    .where(
      and(
        inArray(auditEntry.act, ['clock.backward', 'clock.jump']),
        eq(auditEntry.entity, 'auditEntry'),
      ),
    )
    .orderBy(desc(auditEntry.at))
    .limit(MOST_ALERTS)
  const timeOf = (json: string | null): string => timeSchema.parse(JSON.parse(json ?? '{}')).at
  return {
    alerts: rows.map(({ at, before, after }) => ({
      at,
      before: timeOf(before),
      after: timeOf(after),
    })),
  }
}
