import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import type { QueryOf, ResponseOf } from '../../shared/api/define.ts'
import type { getLagReport, listEntryLags } from '../../shared/api/routes/trail.ts'
import { parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import { daysAt } from '../../shared/kernel/time-zone.ts'
import { entryLag, lagReport, type LagEntry } from '../../shared/trail/lag-report.ts'
import { RISK_LIMITS } from '../../shared/trail/risk-patterns.ts'
import { savedAt, type SeenPlace } from '../audit/last-saved.ts'
import { listSites } from '../studies/service.ts'

const KINDS = { 'record.create': 'entry', 'record.amend': 'change' } as const
const ACTS = Object.keys(KINDS) as (keyof typeof KINDS)[]

/** Entry lag and change lag of the sites that the caller may see; imports are nobody's lag. */
export async function siteLags(
  store: Store,
  seen: SeenPlace,
): Promise<ResponseOf<typeof getLagReport>> {
  const asOf = await savedAt(store, seen)
  const sites = await listSites(store, seen.studyId, seen.sites)
  const codes = sites.map(({ code }) => code).sort()
  const lags = lagReport(await savedForms(store, seen.studyId, sites), RISK_LIMITS)
  const withEntry = new Set(lags.filter(({ entry }) => entry.count > 0).map(({ site }) => site))
  const { entryDays, changeDays } = RISK_LIMITS
  return {
    asOf,
    only: seen.sites.kind === 'all' ? null : codes,
    sites: lags.map((one) => ({ ...one })),
    without: codes.filter((code) => !withEntry.has(code)),
    limits: { entryDays, changeDays },
  }
}

/** The first entries behind the report, those that came latest first. */
export async function entryLags(
  store: Store,
  { query, ...seen }: SeenPlace & { readonly query: QueryOf<typeof listEntryLags> },
): Promise<ResponseOf<typeof listEntryLags>> {
  const sites = await listSites(store, seen.studyId, seen.sites)
  const { entryDays: lateDays } = RISK_LIMITS
  const all = (await savedForms(store, seen.studyId, sites)).flatMap((one) => {
    const days = entryLag(one)
    return days === null ? [] : [{ ...one, days }]
  })
  const wanted = all
    .filter(({ site }) => query.site === undefined || site === query.site)
    .filter(({ days }) => query.late === undefined || days > lateDays)
    .sort((a, b) => b.days - a.days || b.seq - a.seq)
  const removed = await removedRecords(store, seen.studyId)
  const { subject } = store.t
  const names = new Map(
    (
      await store.read
        .select({ id: subject.id, subjid: subject.subjid })
        .from(subject)
        .where(eq(subject.studyId, seen.studyId))
    ).map(({ id, subjid }) => [id, subjid]),
  )
  const from = Number(query.cursor ?? 0)
  const to = from + query.limit
  return {
    entries: wanted
      .slice(from, to)
      .map(({ subjectId, site, visit, form, record, visitDay, day, days }) => ({
        ...{ subjid: names.get(subjectId ?? '') ?? '', site, visit, form, record, days },
        visitDate: visitDay === null ? '' : toIsoDate(visitDay),
        enteredOn: toIsoDate(day),
        removed: removed.has(record),
      })),
    next: to < wanted.length ? String(to) : null,
    filtered: wanted.length,
    total: all.length,
    lateDays,
  }
}

/** Ids of the records of a study that were removed: that they were entered stays so. */
async function removedRecords(store: Store, studyId: string): Promise<ReadonlySet<string>> {
  const { record } = store.t
  const rows = await store.read
    .select({ id: record.id })
    .from(record)
    .where(and(eq(record.studyId, studyId), eq(record.removed, true)))
  return new Set(rows.map(({ id }) => id))
}

interface SavedForm extends LagEntry {
  readonly seq: number
  readonly subjectId: string | null
  readonly visit: string | null
  readonly form: string | null
}

/** Every form that a person saved at these sites, in the order of the trail. */
async function savedForms(
  store: Store,
  studyId: string,
  sites: Awaited<ReturnType<typeof listSites>>,
): Promise<readonly SavedForm[]> {
  const places = new Map(
    sites.map(({ id, code, timeZone }) => [id, { code, dayOf: daysAt(timeZone) }]),
  )
  if (places.size === 0) return []
  const { auditEntry } = store.t
  const rows = await store.read
    .select({
      seq: auditEntry.seq,
      siteId: auditEntry.siteId,
      record: auditEntry.entityId,
      act: auditEntry.act,
      at: auditEntry.at,
      subjectId: auditEntry.subjectId,
      visit: auditEntry.visit,
      form: auditEntry.form,
    })
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, studyId),
        eq(auditEntry.entity, 'record'),
        inArray(auditEntry.act, ACTS),
        inArray(auditEntry.siteId, [...places.keys()]),
      ),
    )
    .orderBy(asc(auditEntry.seq))
  const visits = await visitDays(store, studyId)
  return rows.flatMap(({ siteId, act, at, ...row }): SavedForm[] => {
    const place = places.get(siteId ?? '')
    const day = place?.dayOf(at) ?? null
    const kind = ACTS.find((one) => one === act)
    if (place === undefined || day === null || kind === undefined) return []
    const visitDay = visits.get(`${row.subjectId ?? ''} ${row.visit ?? ''}`) ?? null
    return [{ ...row, site: place.code, kind: KINDS[kind], day, visitDay }]
  })
}

const visitSchema = z.object({ items: z.object({ SVSTDAT: z.string().optional() }) })

/** Days of the visits of a study as they stand now, by `<subject id> <visit>`. */
async function visitDays(
  store: Store,
  studyId: string,
): Promise<ReadonlyMap<string, LagEntry['day']>> {
  const { record } = store.t
  const rows = await store.read
    .select({ subjectId: record.subjectId, visit: record.visit, values: record.values })
    .from(record)
    .where(and(eq(record.studyId, studyId), eq(record.form, 'visits'), eq(record.removed, false)))
  return new Map(
    rows.flatMap(({ subjectId, visit, values }) => {
      const day = parseDay(visitSchema.parse(JSON.parse(values)).items.SVSTDAT ?? '')
      return day === null ? [] : [[`${subjectId} ${visit ?? ''}`, day] as const]
    }),
  )
}
