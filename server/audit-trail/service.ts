import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { entriesPage, type PageWish } from '../audit/history.ts'
import { notFound } from '../http/problem-error.ts'
import { toViews, type AuditServices } from './entry-views.ts'
import {
  isMeant,
  namesField,
  toEntryFilter,
  type FieldFilter,
  type FilterWish,
} from './trail-filter.ts'

export { toViews, type AuditServices } from './entry-views.ts'
export { clockAlerts } from './risk-patterns.ts'
export { csvText, jsonText } from './trail-texts.ts'
export { exportedEntries } from './exported-entries.ts'
export {
  firingsWithoutRedacted,
  hideRedacted,
  hideRedactedOf,
  queriesWithoutRedacted,
} from './hidden-texts.ts'
export { siteLags } from './lag-report.ts'
export { lastRedactions, redactionsSoFar } from './redactions.ts'
export type { RedactedText, Withdrawn } from './redact.ts'
export { rowNamer } from './row-namer.ts'
export { withoutRedactedValues } from './removed-records.ts'

export interface AuditWish extends FilterWish {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly order?: PageWish['order'] | undefined
}

interface AuditPage {
  readonly entries: AuditEntryView[]
  readonly next: string | null
}

/** Entries read at once while looking for changes of one field. */
const SEARCH_PAGE = 500

/** A page of a study's trail, newest first unless asked otherwise, of the sites that the caller may see. */
export async function listAudit(services: AuditServices, wish: AuditWish): Promise<AuditPage> {
  const { store } = services
  const { filter } = wish
  const entryFilter = await toEntryFilter(store, wish)
  if (entryFilter === null) return { entries: [], next: null }
  const read = async (cursor: number | null, limit: number): Promise<ReadPage> => {
    const page = { limit, cursor, order: wish.order ?? 'newest-first' }
    const { entries, next } = await entriesPage(store, store.read, { filter: entryFilter, page })
    return { views: await toViews(services, wish.studyId, entries), next }
  }
  const start = wish.cursor === undefined ? null : Number(wish.cursor)
  if (namesField(filter)) return searchField(read, { filter, start, limit: wish.limit })
  const { views, next } = await read(start, wish.limit)
  return { entries: views, next: next === null ? null : String(next) }
}

interface ReadPage {
  readonly views: AuditEntryView[]
  readonly next: number | null
}

/** Reads on until the page is full of entries that changed the field meant, or the trail ends. */
async function searchField(
  read: (cursor: number | null, limit: number) => Promise<ReadPage>,
  wish: { readonly filter: FieldFilter; readonly start: number | null; readonly limit: number },
): Promise<AuditPage> {
  const found: AuditEntryView[] = []
  let cursor = wish.start
  do {
    const { views, next } = await read(cursor, SEARCH_PAGE)
    found.push(...views.filter(({ changes }) => changes.some((one) => isMeant(wish.filter, one))))
    cursor = next
  } while (cursor !== null && found.length <= wish.limit)
  const entries = found.slice(0, wish.limit)
  const isMore = cursor !== null || found.length > wish.limit
  return { entries, next: isMore ? String(entries.at(-1)?.seq ?? cursor) : null }
}

/** A record is not changed more often than this by people. */
const WHOLE_HISTORY = 10_000

/** All entries of one record of a subject, newest first. */
export async function recordHistory(
  services: AuditServices,
  of: { readonly studyId: string; readonly subjectId: string; readonly recordId: string },
): Promise<AuditEntryView[]> {
  const { store } = services
  const { entries } = await entriesPage(store, store.read, {
    filter: {
      chain: of.studyId,
      entity: 'record',
      entityId: of.recordId,
      subjectId: of.subjectId,
    },
    page: { limit: WHOLE_HISTORY },
  })
  if (entries.length === 0) throw notFound('record')
  return toViews(services, of.studyId, entries)
}

/** All entries of all records of a subject, the first one first. */
export async function subjectHistory(
  services: AuditServices,
  { studyId, subjectId }: { readonly studyId: string; readonly subjectId: string },
): Promise<AuditEntryView[]> {
  const { store } = services
  const filter = { chain: studyId, entity: 'record', subjectId }
  const views: AuditEntryView[] = []
  let cursor: number | null = null
  do {
    const page: PageWish = { limit: SEARCH_PAGE, order: 'oldest-first', cursor }
    const { entries, next } = await entriesPage(store, store.read, { filter, page })
    views.push(...(await toViews(services, studyId, entries)))
    cursor = next
  } while (cursor !== null)
  return views
}
