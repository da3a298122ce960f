import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import type { ResponseOf } from '../../shared/api/define.ts'
import type { getLagReport } from '../../shared/api/routes/trail.ts'
import { parseDay } from '../../shared/kernel/dates.ts'
import { daysAt } from '../../shared/kernel/time-zone.ts'
import { lagReport, type LagEntry } from '../../shared/trail/lag-report.ts'
import { RISK_LIMITS } from '../../shared/trail/risk-patterns.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listSites } from '../studies/service.ts'

const KINDS = { 'record.create': 'entry', 'record.amend': 'change' } as const
const ACTS = Object.keys(KINDS) as (keyof typeof KINDS)[]

/** Entry lag and change lag of the sites that the caller may see; imports are nobody's lag. */
export async function siteLags(
  store: Store,
  { studyId, sites }: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<ResponseOf<typeof getLagReport>> {
  const places = new Map(
    (await listSites(store, studyId, sites)).map(({ id, code, timeZone }) => [
      id,
      { code, dayOf: daysAt(timeZone) },
    ]),
  )
  if (places.size === 0) return { sites: [], limits: limits() }
  const { auditEntry } = store.t
  const rows = await store.read
    .select({
      siteId: auditEntry.siteId,
      record: auditEntry.entityId,
      act: auditEntry.act,
      at: auditEntry.at,
      subjectId: auditEntry.subjectId,
      visit: auditEntry.visit,
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
  const entries = rows.flatMap((row): LagEntry[] => {
    const place = places.get(row.siteId ?? '')
    const day = place?.dayOf(row.at) ?? null
    const kind = ACTS.find((act) => act === row.act)
    if (place === undefined || day === null || kind === undefined) return []
    const visitDay = visits.get(`${row.subjectId ?? ''} ${row.visit ?? ''}`) ?? null
    return [{ site: place.code, record: row.record, kind: KINDS[kind], day, visitDay }]
  })
  return { sites: lagReport(entries, RISK_LIMITS).map((one) => ({ ...one })), limits: limits() }
}

function limits(): ResponseOf<typeof getLagReport>['limits'] {
  const { entryDays, changeDays } = RISK_LIMITS
  return { entryDays, changeDays }
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
