import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { QueryOf, ResponseOf } from '../../shared/api/define.ts'
import type { listSystemTrail, SystemEntry } from '../../shared/api/routes/access.ts'
import { fieldChanges } from '../audit/field-changes.ts'
import { entriesPage, type EntryFilter } from '../audit/history.ts'
import { toPointer } from '../http/parse-request.ts'

type Wish = QueryOf<typeof listSystemTrail>

/** A page of the installation's own trail, newest first. Days are counted in UTC. */
export async function systemTrail(
  store: Store,
  { cursor, limit, order = 'newest-first', ...wish }: Wish,
): Promise<ResponseOf<typeof listSystemTrail>> {
  const page = { limit, order, cursor: cursor === undefined ? null : Number(cursor) }
  const { entries, next } = await entriesPage(store, store.read, { filter: filterOf(wish), page })
  const people = await loadPeople(store, entries)
  return {
    entries: entries.map((entry) => toView(entry, people)),
    next: next === null ? null : String(next),
  }
}

function filterOf({
  username,
  act,
  from,
  to,
}: Omit<Wish, 'cursor' | 'limit' | 'order'>): EntryFilter {
  return {
    chain: 'system',
    ...(username === undefined ? {} : { username }),
    ...(act === undefined ? {} : { act }),
    ...(from === undefined ? {} : { from: `${from}T00:00:00.000Z` }),
    ...(to === undefined ? {} : { to: `${to}T23:59:59.999Z` }),
  }
}

interface Person {
  readonly username: string
  readonly displayName: string
}

const aboutSchema = z.object({ accountId: z.string() })

/** The account that an entry is about, where it is about one. */
function aboutId({ entity, entityId, after }: AuditEntryRow): string | null {
  if (entity === 'account') return entityId
  const named = aboutSchema.safeParse(after === null ? null : JSON.parse(after))
  return named.success ? named.data.accountId : null
}

async function loadPeople(
  { t: { account }, read }: Store,
  entries: readonly AuditEntryRow[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = entries.flatMap((entry) => [entry.accountId, aboutId(entry)])
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  const rows = await read
    .select({ id: account.id, username: account.username, displayName: account.displayName })
    .from(account)
    .where(inArray(account.id, wanted))
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}

function toView(entry: AuditEntryRow, people: ReadonlyMap<string, Person>): SystemEntry {
  const { seq, at, username, role, sourceAddress: address, act, reason } = entry
  return {
    ...{ seq, at, username, role, address, act, reason },
    displayName: people.get(entry.accountId ?? '')?.displayName ?? username,
    about: people.get(aboutId(entry) ?? '')?.username ?? null,
    changes: fieldChanges(entry).map(({ path, before, after }) => ({
      pointer: toPointer(path),
      before,
      after,
    })),
  }
}
