import { inArray } from 'drizzle-orm'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { originOf } from '../../shared/trail/originator.ts'
import { fieldChanges } from '../audit/field-changes.ts'
import { toPointer } from '../http/parse-request.ts'
import type { Definitions } from '../studies/service.ts'
import { hideRedacted } from './hidden-texts.ts'
import { loadRedactions, withoutRedacted } from './redactions.ts'
import { rowNamer } from './row-namer.ts'

export interface AuditServices {
  readonly store: Store
  readonly definitions: Definitions
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
