import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { z } from 'zod'
import type { Store } from '../../db/store.ts'
import type { NormalRange } from '../../shared/laboratory/normal-range.ts'
import type { RangedLaboratory } from '../../shared/laboratory/row-limits.ts'

const removed = z.boolean().default(false)
const laboratorySchema = z.object({ code: z.string(), name: z.string(), removed })
const rangeSchema = z.object({
  laboratory: z.string(),
  test: z.string(),
  unit: z.string(),
  sex: z.enum(['M', 'F']).nullable(),
  ageFrom: z.number().nullable(),
  ageTo: z.number().nullable(),
  low: z.string().nullable(),
  high: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  removed,
})

/** What stands at an entry of the trail, by id; `siteId` null: of every site. */
type States<T> = Map<string, T & { readonly siteId: string | null }>

/**
 * The laboratories that a site (by its code) used, with their ranges, as they stood at an entry of the
 * trail: an export of an old state does not change when a range is corrected. Read once for all sites.
 */
export async function laboratoriesAsOf(
  { t: { auditEntry, site }, read }: Store,
  { studyId, seq }: { readonly studyId: string; readonly seq: number },
): Promise<(siteCode: string) => readonly RangedLaboratory[]> {
  const { entity, entityId, siteId, after } = auditEntry
  const entries = await read
    .select({ entity, entityId, siteId, after })
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, studyId),
        inArray(entity, ['laboratory', 'labRange']),
        lte(auditEntry.seq, seq),
      ),
    )
    .orderBy(asc(auditEntry.seq))
  const laboratories: States<z.output<typeof laboratorySchema>> = new Map()
  const ranges: States<z.output<typeof rangeSchema>> = new Map()
  for (const entry of entries) {
    const content: unknown = entry.after === null ? null : JSON.parse(entry.after)
    const of = { siteId: entry.siteId }
    if (entry.entity === 'labRange') {
      ranges.set(entry.entityId, { ...rangeSchema.parse(content), ...of })
      continue
    }
    // Remembered units and worked-out flags are entries of a laboratory too.
    const laboratory = laboratorySchema.safeParse(content).data
    if (laboratory !== undefined) laboratories.set(entry.entityId, { ...laboratory, ...of })
  }
  const sites = await read
    .select({ id: site.id, code: site.siteKey })
    .from(site)
    .where(eq(site.studyId, studyId))
  const bySite = new Map(
    sites.map(({ id, code }) => [code, laboratoriesAt(id, laboratories, ranges)]),
  )
  return (code) => bySite.get(code) ?? []
}

function laboratoriesAt(
  siteId: string,
  laboratories: States<z.output<typeof laboratorySchema>>,
  ranges: States<z.output<typeof rangeSchema>>,
): readonly RangedLaboratory[] {
  const used = [...laboratories.values()].filter(
    (one) => !one.removed && (one.siteId === null || one.siteId === siteId),
  )
  return used
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((one) => ({
      ...{ code: one.code, name: one.name },
      ranges: Array.from(ranges, ([id, range]) => ({ id, ...range }))
        .filter((range) => range.laboratory === one.code && range.siteId === one.siteId)
        .filter((range) => !range.removed)
        .map(toRange)
        .sort(byValidity),
    }))
}

function toRange(range: NormalRange): NormalRange {
  const { id, test, unit, sex, ageFrom, ageTo, low, high, validFrom, validTo } = range
  return { id, test, unit, sex, ageFrom, ageTo, low, high, validFrom, validTo }
}

function byValidity(a: NormalRange, b: NormalRange): number {
  if (a.test !== b.test) return a.test < b.test ? -1 : 1
  if (a.validFrom !== b.validFrom) return a.validFrom < b.validFrom ? -1 : 1
  return a.id < b.id ? -1 : 1
}
