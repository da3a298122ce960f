import { and, eq, max } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { isSettled, type QueryAct, type QueryState } from '../../shared/queries/states.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'

export type QueryRow = Store['t']['query']['$inferSelect']
type EntryRow = Store['t']['queryEntry']['$inferSelect']

/** What is asked about. */
export interface QueryPlace {
  readonly studyId: string
  readonly siteId: string
  readonly subjectId: string
  readonly recordId: string | null
  readonly form: string | null
  readonly visit: string | null
  readonly rowKey: string | null
  readonly item: string
  readonly groupRow: string
}

/** What an entry of a thread says: a person's words, or the program's sentence. */
export interface Saying {
  readonly text: string | null
  readonly said: Bilingual | null
}

export interface Opening extends Saying {
  readonly place: QueryPlace
  readonly kind: 'manual' | 'system'
  readonly check: { readonly key: string; readonly version: string } | null
  readonly valueAtOpening: string | null
}

interface Writing {
  readonly store: Store
  readonly tx: Tx
  readonly actor: Actor
  readonly at: string
}

interface Opened {
  readonly row: QueryRow
  readonly draft: AuditDraft
}

/** Opens a query with its first entry. */
export async function writeOpening(writing: Writing, opening: Opening): Promise<Opened> {
  const { store, tx } = writing
  const { row, entry, draft } = openingRows(writing, opening)
  await tx.insert(store.t.query).values(row)
  await tx.insert(store.t.queryEntry).values(entry)
  return { row, draft }
}

/** Opens several queries, at least one, in as many statements as one takes. */
export async function writeOpenings(
  writing: Writing,
  openings: readonly Opening[],
): Promise<readonly Opened[]> {
  const { store, tx } = writing
  const made = openings.map((opening) => openingRows(writing, opening))
  await tx.insert(store.t.query).values(made.map(({ row }) => row))
  await tx.insert(store.t.queryEntry).values(made.map(({ entry }) => entry))
  return made
}

function openingRows(
  writing: Omit<Writing, 'tx'>,
  { place, kind, check, valueAtOpening, ...saying }: Opening,
): Opened & { readonly entry: EntryRow } {
  const { store, actor, at } = writing
  const { rowKey, ...where } = place
  const row: QueryRow = {
    id: store.newId(),
    ...where,
    kind,
    checkKey: check?.key ?? null,
    checkVersion: check?.version ?? null,
    valueAtOpening,
    state: 'open',
    openedBy: actor.accountId,
    openedRole: actor.role,
    openedAt: at,
    settledAt: null,
    version: 1,
  }
  const entry = entryRow(writing, { query: row, number: 1, act: 'open', ...saying })
  const after = { ...contentOf(row), ...spoken(saying) }
  return { row, entry, draft: draftOf(row, { act: 'open', rowKey, actor, before: null, after }) }
}

export interface StepTaken extends Saying {
  readonly act: Exclude<QueryAct, 'open'>
  /** The state after it. */
  readonly state: QueryState
}

/** Takes a step in the life of a query and adds it to the thread. */
export async function writeStep(
  { store, tx, actor, at }: Writing,
  before: QueryRow,
  { act, state, ...saying }: StepTaken,
): Promise<AuditDraft> {
  const { query, queryEntry } = store.t
  const settledAt = isSettled(state) ? (isSettled(before.state) ? before.settledAt : at) : null
  const after: QueryRow = { ...before, state, settledAt, version: before.version + 1 }
  await tx
    .update(query)
    .set({ state, settledAt, version: after.version })
    .where(and(eq(query.id, before.id), eq(query.version, before.version)))
  const [last] = await tx
    .select({ number: max(queryEntry.number) })
    .from(queryEntry)
    .where(eq(queryEntry.queryId, before.id))
  const number = (last?.number ?? 0) + 1
  const entry = entryRow({ store, actor, at }, { query: before, number, act, ...saying })
  await tx.insert(queryEntry).values(entry)
  return draftOf(after, {
    act,
    rowKey: null,
    actor,
    before: contentOf(before),
    after: { ...contentOf(after), ...spoken(saying) },
  })
}

function entryRow(
  { store, actor, at }: Omit<Writing, 'tx'>,
  entry: Saying & { readonly query: QueryRow; readonly number: number; readonly act: QueryAct },
): EntryRow {
  const { query, number, act, text, said } = entry
  return {
    id: store.newId(),
    queryId: query.id,
    number,
    act,
    text,
    textKey: said === null ? null : 'sentence',
    textValues: said === null ? null : JSON.stringify(said),
    authorId: actor.accountId,
    authorRole: actor.role,
    at,
  }
}

function spoken({ text, said }: Saying): object {
  return { ...(text === null ? {} : { text }), ...(said === null ? {} : { said }) }
}

function contentOf(row: QueryRow): object {
  const { recordId, item, groupRow, kind, checkKey, state, valueAtOpening } = row
  return { recordId, item, groupRow, kind, checkKey, state, valueAtOpening }
}

interface Acted {
  readonly act: QueryAct
  readonly rowKey: string | null
  readonly actor: Actor
  readonly before: object | null
  readonly after: object
}

function draftOf(row: QueryRow, { act, rowKey, actor, before, after }: Acted): AuditDraft {
  return {
    act: `query.${act}`,
    by: actor,
    entity: 'query',
    entityId: row.id,
    subjectId: row.subjectId,
    siteId: row.siteId,
    visit: row.visit,
    form: row.form,
    rowKey,
    before,
    after,
  }
}
