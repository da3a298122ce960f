import { eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { TrailFormat } from '../../shared/api/routes/trail.ts'
import type { TrailFilter } from '../../shared/api/routes/trail.ts'
import type { Actor } from '../audit/actor.ts'
import type { EntryFilter } from '../audit/history.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { spool, type Spooled } from '../http/spool.ts'
import { exportedEntries, type TrailLine } from './exported-entries.ts'
import type { AuditServices } from './entry-views.ts'
import { isMeant, namesField, toEntryFilter, type FieldFilter } from './trail-filter.ts'
import { csvText, jsonText, type Counted, type Extent } from './trail-texts.ts'

interface ExportWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly filter: TrailFilter
  readonly format: TrailFormat
  /** What the copy is for, in the exporter's words. */
  readonly purpose: string
}

interface TrailFile extends Extent {
  readonly file: Spooled
}

/**
 * The trail as a file, up to the last entry that stands when it is asked for. Who took it, with which
 * filter, how much and with which hash is on disk before the first byte is handed out; that entry is
 * no part of the file. @source AT-11, EX-04
 */
export async function exportTrail(
  services: AuditServices,
  actor: Actor,
  wish: ExportWish,
): Promise<TrailFile> {
  const store = await services.store.forHeavyReads()
  const reading = { ...services, store }
  const upToSeq = await headSeq(store, wish.studyId)
  const filter = await toEntryFilter(store, wish)
  const extent = { entries: 0, rows: 0 }
  const lines = filter === null ? nothing() : wishedLines(reading, { ...filter, upToSeq }, wish)
  const file = await spool(FILE_WRITERS[wish.format](lines, wish.filter, extent))
  try {
    await recordTaken(services, actor, { wish, upToSeq, extent, file })
  } catch (error) {
    await file.discard()
    throw error
  }
  return { file, ...extent }
}

async function headSeq({ read, t: { chainHead } }: Store, chain: string): Promise<number> {
  const [head] = await read
    .select({ seq: chainHead.seq })
    .from(chainHead)
    .where(eq(chainHead.chain, chain))
  return head?.seq ?? 0
}

async function* nothing(): AsyncGenerator<TrailLine> {
  // The filter names a subject that is not there: the file has its head alone.
}

async function* wishedLines(
  services: AuditServices,
  entryFilter: EntryFilter,
  { filter }: ExportWish,
): AsyncGenerator<TrailLine> {
  const field = namesField(filter)
  for await (const line of exportedEntries(services, entryFilter)) {
    if (!field || line.entry.changes.some((change) => isMeant(filter, change))) yield line
  }
}

type FileWriter = (
  lines: AsyncIterable<TrailLine>,
  field: FieldFilter,
  extent: Counted,
) => AsyncGenerator<string>

/** Text handed on at once. */
const PIECE = 64_000

/** How the lines of the trail become a file; `extent` is counted on the way. */
const FILE_WRITERS: Readonly<Record<TrailFormat, FileWriter>> = {
  csv: (lines, field, extent) => inPieces(csvText(lines, field, extent)),
  json: (lines, _field, extent) => inPieces(jsonText(lines, extent)),
}

/** Small texts joined to larger ones. */
async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = ''
  for await (const text of texts) {
    piece += text
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

interface Taken {
  readonly wish: ExportWish
  readonly upToSeq: number
  readonly extent: Extent
  readonly file: Spooled
}

async function recordTaken(
  { store }: AuditServices,
  actor: Actor,
  { wish, upToSeq, extent, file }: Taken,
): Promise<void> {
  const { studyId, sites, filter, format, purpose } = wish
  const { size, sha256 } = file
  const siteId = sites.kind === 'some' && sites.ids.length === 1 ? (sites.ids[0] ?? null) : null
  await unitOfWork(store, actor, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          act: 'export.trail',
          entity: 'study',
          entityId: studyId,
          siteId,
          before: null,
          after: { format, filter, purpose, upToSeq, ...extent, size, sha256 },
        },
      ],
    }),
  )
}
