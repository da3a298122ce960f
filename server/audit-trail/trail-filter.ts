import { and, eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { TrailFilter } from '../../shared/api/routes/trail.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { fieldPlaceOf } from '../../shared/casebook/value-note.ts'
import { instantOf } from '../../shared/kernel/time-zone.ts'
import type { EntryFilter } from '../audit/history.ts'
import type { SiteFilter } from '../http/route-handler.ts'

/** Whose trail, the sites that the reader may see, and what of it. */
export interface FilterWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly filter: TrailFilter
}

/** The filter as the trail's table understands it. Null when it names a subject that the study does not have. */
export async function toEntryFilter(
  store: Store,
  { studyId, sites, filter }: FilterWish,
): Promise<EntryFilter | null> {
  const { subjid, visit, form, username, role, act } = filter
  const subjectId = subjid === undefined ? undefined : await subjectIdOf(store, studyId, subjid)
  if (subjectId === null) return null
  return {
    chain: studyId,
    ...withoutAbsent({
      ...{ subjectId, visit, form, username, role, act },
      siteIds: sites.kind === 'all' ? undefined : sites.ids,
      ...days(filter),
    }),
  }
}

/** From the beginning of the first day to the end of the last one, in the zone of the filter. */
function days({ from, to, zone = 'UTC' }: TrailFilter): {
  readonly from: string | undefined
  readonly to: string | undefined
} {
  return {
    from: from === undefined ? undefined : instantOf(`${from}T00:00:00.000Z`, zone),
    to: to === undefined ? undefined : instantOf(`${to}T23:59:59.999Z`, zone),
  }
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

function withoutAbsent<T extends object>(value: T): Present<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Present<T>
}

async function subjectIdOf(store: Store, studyId: string, subjid: string): Promise<string | null> {
  const { subject } = store.t
  const [row] = await store.read
    .select({ id: subject.id })
    .from(subject)
    .where(and(eq(subject.studyId, studyId), eq(subject.subjid, subjid)))
  return row?.id ?? null
}

/** Which fields of an entry are meant: of one item, of one row, or of both. */
export type FieldFilter = Pick<TrailFilter, 'item' | 'row'>

/** Whether the filter asks for single fields at all. */
export function namesField({ item, row }: FieldFilter): boolean {
  return item !== undefined || row !== undefined
}

/** Whether a change is of the field (or the row) that is meant. */
export function isMeant(
  { item, row }: FieldFilter,
  change: Pick<AuditEntryView['changes'][number], 'item' | 'pointer'>,
): boolean {
  if (item !== undefined && change.item !== item) return false
  return row === undefined || fieldPlaceOf(change.pointer)?.row === row
}
