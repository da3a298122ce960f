import { inArray } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { AuditEntryView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { originOf } from '../../shared/trail/originator.ts'
import { fieldChanges } from '../audit/field-changes.ts'
import { entriesPage, type PageWish } from '../audit/history.ts'
import { toPointer } from '../http/parse-request.ts'
import { notFound } from '../http/problem-error.ts'
import type { Definitions } from '../studies/service.ts'
import { hideRedacted } from './hidden-texts.ts'
import { loadRedactions, withoutRedacted } from './redactions.ts'
import { rowNamer } from './row-namer.ts'
import {
  isMeant,
  namesField,
  toEntryFilter,
  type FieldFilter,
  type FilterWish,
} from './trail-filter.ts'

export { firingsWithoutRedacted, queriesWithoutRedacted } from './hidden-texts.ts'
export { withoutRedactedValues } from './removed-records.ts'

export interface AuditServices {
  readonly store: Store
  readonly definitions: Definitions
}

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

/** Entries as people read them: named, field by field, without what was redacted. */
export async function toViews(
  { store, definitions }: AuditServices,
  studyId: string,
  entries: readonly AuditEntryRow[],
): Promise<AuditEntryView[]> {
  const { forms } = await definitions.of(studyId)
  const names = await loadNames(store, entries)
  const redactions = await loadRedactions(store, store.read, { chain: studyId, entries, forms })
  const views = entries.map((entry) => withoutRedacted(toView(entry, names, forms), redactions))
  if (!entries.some(quotesForms)) return views
  const hide = await hideRedacted({ store, studyId, forms })
  return views.map((view) =>
    quotesForms(view) ? withoutQuotes(view, (text) => hide(view.subjid, text)) : view,
  )
}

/**
 * Whether an entry may quote what a form held: queries, checks that fired, codes and reports do. A form's
 * own entries are looked at field by field, and a redaction holds no text.
 */
function quotesForms({
  entity,
  ...of
}: Pick<AuditEntryRow, 'entity'> &
  ({ readonly subjectId: string | null } | { readonly subjid: string | null })): boolean {
  const subject = 'subjectId' in of ? of.subjectId : of.subjid
  return subject !== null && entity !== 'record' && entity !== 'auditEntry'
}

/** An entry that quotes nothing that was redacted elsewhere; where it did, it says so. */
function withoutQuotes(view: AuditEntryView, hide: (text: string) => string): AuditEntryView {
  const reason = view.reason === null ? null : hide(view.reason)
  const changes = view.changes.map((change) => {
    const before = change.before === null ? null : hide(change.before)
    const after = change.after === null ? null : hide(change.after)
    return { ...change, before, after }
  })
  return { ...view, reason, changes }
}

interface Names {
  readonly people: ReadonlyMap<string, string>
  readonly sites: ReadonlyMap<string, string>
  readonly subjects: ReadonlyMap<string, string>
}

async function loadNames(store: Store, entries: readonly AuditEntryRow[]): Promise<Names> {
  const { account, site, subject } = store.t
  const idsOf = (pick: (entry: AuditEntryRow) => string | null): string[] => [
    ...new Set(entries.flatMap((entry) => pick(entry) ?? [])),
  ]
  const people = await store.read
    .select({ id: account.id, name: account.displayName })
    .from(account)
    .where(
      inArray(
        account.id,
        idsOf(({ accountId }) => accountId),
      ),
    )
  const sites = await store.read
    .select({ id: site.id, name: site.siteKey })
    .from(site)
    .where(
      inArray(
        site.id,
        idsOf(({ siteId }) => siteId),
      ),
    )
  const subjects = await store.read
    .select({ id: subject.id, name: subject.subjid })
    .from(subject)
    .where(
      inArray(
        subject.id,
        idsOf(({ subjectId }) => subjectId),
      ),
    )
  const byId = (rows: readonly { id: string; name: string }[]): ReadonlyMap<string, string> =>
    new Map(rows.map(({ id, name }) => [id, name]))
  return { people: byId(people), sites: byId(sites), subjects: byId(subjects) }
}

function toView(
  entry: AuditEntryRow,
  names: Names,
  forms: ReadonlyMap<string, FormDefinition>,
): AuditEntryView {
  const { seq, at, username, role, act, entity, entityId, visit, form, reason, enteredAt } = entry
  const nameRow = form === null ? undefined : rowNamer(forms.get(form))
  return {
    seq,
    at,
    username,
    displayName: displayNameOf(entry, names),
    role,
    site: nameOf(names.sites, entry.siteId),
    act,
    entity,
    entityId,
    subjid: nameOf(names.subjects, entry.subjectId),
    visit,
    form,
    reason,
    enteredAt,
    changes: fieldChanges(entry, nameRow).map(({ path, before, after }) => ({
      pointer: toPointer(path),
      item: path.at(-1) ?? '',
      before,
      after,
      redacted: [],
    })),
    reasonRedacted: false,
    origin: originOf({ act: entry.act, isPerson: entry.actorKind === 'person' }),
    hash: entry.hash,
  }
}

/** A person's name; of the program, the part that acted and its version. */
function displayNameOf(entry: AuditEntryRow, { people }: Names): string {
  if (entry.actorKind === 'system') return `${entry.role} ${entry.programVersion}`
  return nameOf(people, entry.accountId) ?? entry.username
}

function nameOf(names: ReadonlyMap<string, string>, id: string | null): string | null {
  return id === null ? null : (names.get(id) ?? null)
}
