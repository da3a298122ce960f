import { and, asc, count, eq, inArray, isNull, or, sum } from 'drizzle-orm'
import { z } from 'zod'
import type { ReadQueries, Store } from '../../db/store.ts'
import type {
  LaboratoryView,
  MappingView,
  RangeView,
} from '../../shared/api/routes/laboratories.ts'
import type { RangedLaboratory } from '../../shared/laboratory/row-limits.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'

export type LaboratoryRow = Store['t']['laboratory']['$inferSelect']
export type RangeRow = Store['t']['labRange']['$inferSelect']
export type MappingRow = Store['t']['labMapping']['$inferSelect']

/** A laboratory with its ranges that stand. */
export interface LoadedLaboratory {
  readonly row: LaboratoryRow
  readonly ranges: readonly RangeRow[]
}

/** The laboratories of a study in use, by code, with their ranges. */
export async function loadLaboratories(
  { t: { laboratory, labRange } }: Store,
  queries: ReadQueries,
  studyId: string,
): Promise<readonly LoadedLaboratory[]> {
  const rows = await queries
    .select()
    .from(laboratory)
    .where(and(eq(laboratory.studyId, studyId), eq(laboratory.removed, false)))
    .orderBy(asc(laboratory.code))
  const ranges = await queries
    .select()
    .from(labRange)
    .where(and(eq(labRange.studyId, studyId), eq(labRange.removed, false)))
    .orderBy(asc(labRange.test), asc(labRange.validFrom), asc(labRange.id))
  return rows.map((row) => ({
    row,
    ranges: ranges.filter((range) => range.laboratory === row.id),
  }))
}

/** The laboratories that a site uses, as results are held against their ranges. */
export async function laboratoriesOfSite(
  store: Store,
  queries: ReadQueries,
  { studyId, siteId }: { readonly studyId: string; readonly siteId: string },
): Promise<readonly RangedLaboratory[]> {
  return rangedAt(await loadLaboratories(store, queries, studyId), siteId)
}

/** The same for each of many subjects' sites, from one reading. */
export async function laboratoriesBySite(
  store: Store,
  queries: ReadQueries,
  studyId: string,
): Promise<(siteId: string) => readonly RangedLaboratory[]> {
  const loaded = await loadLaboratories(store, queries, studyId)
  const known = new Map<string, readonly RangedLaboratory[]>()
  return (siteId) => {
    const found = known.get(siteId) ?? rangedAt(loaded, siteId)
    known.set(siteId, found)
    return found
  }
}

/**
 * A mark that is another one after each change of a laboratory or a range that these sites use. Each
 * change raises a version, and nothing is taken out of the tables.
 */
export async function rangesMark(
  { t: { laboratory, labRange }, read }: Store,
  { studyId, sites }: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<string> {
  const seen =
    sites.kind === 'all'
      ? undefined
      : or(isNull(laboratory.siteId), inArray(laboratory.siteId, [...sites.ids]))
  const here = and(eq(laboratory.studyId, studyId), seen)
  const [own] = await read
    .select({ count: count(), versions: sum(laboratory.version) })
    .from(laboratory)
    .where(here)
  const [ranges] = await read
    .select({ count: count(), versions: sum(labRange.version) })
    .from(labRange)
    .innerJoin(laboratory, eq(laboratory.id, labRange.laboratory))
    .where(here)
  return [own, ranges].map((of) => `${of?.count ?? 0}.${of?.versions ?? 0}`).join('.')
}

/** Those of loaded laboratories that a site uses. */
export function rangedAt(
  laboratories: readonly LoadedLaboratory[],
  siteId: string,
): readonly (RangedLaboratory & { readonly id: string })[] {
  return laboratories
    .filter(({ row }) => row.siteId === null || row.siteId === siteId)
    .map(({ row: { id, code, name }, ranges }) => ({ id, code, name, ranges }))
}

/** The laboratories that people of these sites use: their own, and those of every site. */
export async function laboratoryViews(
  store: Store,
  queries: ReadQueries,
  { studyId, sites }: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<LaboratoryView[]> {
  const { labMapping, site } = store.t
  const laboratories = await loadLaboratories(store, queries, studyId)
  const mappings = await queries
    .select()
    .from(labMapping)
    .where(eq(labMapping.studyId, studyId))
    .orderBy(asc(labMapping.sourceName), asc(labMapping.sourceUnit))
  const siteRows = await queries
    .select({ id: site.id, code: site.siteKey })
    .from(site)
    .where(eq(site.studyId, studyId))
  const codes = new Map(
    siteRows.flatMap(({ id, code }) => (includesSite(sites, id) ? [[id, code]] : [])),
  )
  return laboratories
    .filter(({ row }) => isVisible(row, sites))
    .map(({ row, ranges }) => ({
      id: row.id,
      site: row.siteId === null ? null : (codes.get(row.siteId) ?? null),
      code: row.code,
      name: row.name,
      version: row.version,
      ranges: ranges.map(toRangeView),
      mappings: mappings
        .filter(({ laboratoryId }) => laboratoryId === row.id)
        .flatMap((mapping) => toMappingViews(mapping, codes)),
      units: unitsByCode(row, codes),
    }))
}

/** Whether a laboratory is used at one of these sites. */
export function isVisible({ siteId }: Pick<LaboratoryRow, 'siteId'>, sites: SiteFilter): boolean {
  return siteId === null || includesSite(sites, siteId)
}

/** A range as it is shown. */
export function toRangeView(row: RangeRow): RangeView {
  const { id, test, unit, sex, ageFrom, ageTo, low, high, validFrom, validTo, version } = row
  return { id, test, unit, sex, ageFrom, ageTo, low, high, validFrom, validTo, version }
}

/** Only what a site of the caller matched is shown to the caller. */
function toMappingViews(row: MappingRow, codes: ReadonlyMap<string, string>): MappingView[] {
  const { siteId, sourceName, sourceUnit, test, unit } = row
  const site = siteId === null ? undefined : codes.get(siteId)
  return site === undefined ? [] : [{ site, sourceName, sourceUnit, test, unit }]
}

const unitsSchema = z.record(z.string(), z.record(z.string(), z.string()))
export type RememberedUnits = z.output<typeof unitsSchema>

/** The remembered units of a laboratory, by internal id of the site and by test. */
export function unitsOf({ units }: Pick<LaboratoryRow, 'units'>): RememberedUnits {
  return unitsSchema.parse(JSON.parse(units))
}

function unitsByCode(row: LaboratoryRow, codes: ReadonlyMap<string, string>): RememberedUnits {
  const known = Object.entries(unitsOf(row)).flatMap(([siteId, units]) => {
    const code = codes.get(siteId)
    return code === undefined ? [] : [[code, units] as const]
  })
  return Object.fromEntries(known)
}
