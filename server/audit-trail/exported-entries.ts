import { eq } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { exportedEntry, type ExportedEntry } from '../../shared/trail/export-entry.ts'
import { maskTexts } from '../../shared/trail/mask-texts.ts'
import { entryText } from '../audit/chain.ts'
import { entriesPage, type EntryFilter } from '../audit/history.ts'
import { toViews, type AuditServices } from './entry-views.ts'
import { asWritten } from './hidden-texts.ts'
import { loadAllRedactions, type Redaction } from './redactions.ts'

/** An entry as it leaves. */
export interface TrailLine {
  readonly entry: ExportedEntry
  /**
   * The entry as the chain holds it, its hash aside, as JSON text: the SHA-256 of exactly this text is the
   * hash. Null where a redaction hides a text of it.
   */
  readonly stored: string | null
}

/** Entries read at once: memory holds so many. */
const PAGE = 1000

/** All entries that a filter admits, the first one first. Reads page by page. */
export async function* exportedEntries(
  services: AuditServices,
  filter: EntryFilter,
): AsyncGenerator<TrailLine> {
  const { store, definitions } = services
  const { forms } = await definitions.of(filter.chain)
  const redactions = await loadAllRedactions(store, store.read, { chain: filter.chain, forms })
  const zoneOf = await siteZones(store, filter.chain)
  let cursor: number | null = null
  do {
    const page = { limit: PAGE, order: 'oldest-first', cursor } as const
    const { entries, next } = await entriesPage(store, store.read, { filter, page })
    const views = await toViews(services, filter.chain, entries)
    for (const [at, view] of views.entries()) {
      const row = entries[at]
      if (row === undefined) continue
      const { previousHash, siteId } = row
      const timeZone = zoneOf(siteId)
      yield {
        entry: exportedEntry({ view, previousHash, forms, timeZone }),
        stored: isHidden(row, view, redactions) ? null : entryText(row),
      }
    }
    cursor = next
  } while (cursor !== null)
}

async function siteZones(
  { read, t: { site } }: Store,
  studyId: string,
): Promise<(siteId: string | null) => string> {
  const rows = await read
    .select({ id: site.id, timeZone: site.timeZone })
    .from(site)
    .where(eq(site.studyId, studyId))
  const zones = new Map(rows.map(({ id, timeZone }) => [id, timeZone]))
  return (siteId) => zones.get(siteId ?? '') ?? 'UTC'
}

/** Whether the stored entry holds a redacted text anywhere, also in a field that it did not change. */
function isHidden(
  row: AuditEntryRow,
  view: AuditEntryView,
  redactions: readonly Redaction[],
): boolean {
  if (view.reasonRedacted || view.changes.some(({ redacted }) => redacted.length > 0)) return true
  const texts = [row.before, row.after, row.reason].filter((text) => text !== null)
  return redactions
    .filter((one) => speaksOf(row, one))
    .some(({ text }) => texts.some((held) => holds(held, text)))
}

function speaksOf(row: AuditEntryRow, { entityId, subjectId }: Redaction): boolean {
  if (row.entity === 'record' || subjectId === null) return row.entityId === entityId
  return row.entity !== 'auditEntry' && row.subjectId === subjectId
}

function holds(json: string, text: string): boolean {
  return maskTexts(json, asWritten(text)) !== json
}
