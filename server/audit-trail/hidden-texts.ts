import { eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { FiringView } from '../../shared/api/routes/checks.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { maskTexts } from '../../shared/trail/mask-texts.ts'
import { loadAllRedactions, loadRedactions } from './redactions.ts'

interface Place {
  readonly store: Store
  readonly studyId: string
  readonly forms: ReadonlyMap<string, FormDefinition>
}

/** Takes out of a text what was redacted anywhere in the trail of a subject, named by its SUBJID. */
type Hide = (subjid: string | null, text: string) => string

/** What hides a study's redacted texts wherever they are quoted: a check of one form may quote another. */
export async function hideRedacted({ store, studyId, forms }: Place): Promise<Hide> {
  const redactions = await loadAllRedactions(store, store.read, { chain: studyId, forms })
  if (redactions.length === 0) return (_subjid, text) => text
  const { subject } = store.t
  const rows = await store.read
    .select({ id: subject.id, subjid: subject.subjid })
    .from(subject)
    .where(eq(subject.studyId, studyId))
  const idOf = new Map(rows.map(({ id, subjid }) => [subjid, id]))
  return (subjid, text) => {
    const id = subjid === null ? undefined : idOf.get(subjid)
    const own = redactions.filter(({ subjectId }) => subjectId !== null && subjectId === id)
    return maskTexts(
      text,
      own.flatMap((one) => asWritten(one.text)),
    )
  }
}

/** Takes out of an entity's texts what was redacted in its own trail; of entities that no form has. */
export async function hideRedactedOf(
  store: Pick<Store, 't'>,
  queries: ReadQueries,
  { studyId, ids }: { readonly studyId: string; readonly ids: readonly string[] },
): Promise<(entityId: string, text: string) => string> {
  const entries = ids.map((entityId) => ({ entityId }))
  const of = { chain: studyId, entries, forms: new Map<string, FormDefinition>() }
  const redactions = ids.length === 0 ? [] : await loadRedactions(store, queries, of)
  return (entityId, text) => {
    const own = redactions.filter((one) => one.entityId === entityId)
    return maskTexts(
      text,
      own.map((one) => one.text),
    )
  }
}

/**
 * A text as people read it, and as JSON holds it inside another text, with quotes and line ends escaped:
 * once, or twice where that JSON is a text of another one.
 */
export function asWritten(text: string): readonly string[] {
  const once = escaped(text)
  return once === text ? [text] : [text, once, escaped(once)]
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** Queries whose threads quote nothing that was redacted. */
export function queriesWithoutRedacted(
  place: Place,
  views: readonly QueryView[],
): Promise<QueryView[]> {
  return withoutRedacted(place, views, ({ entries }, shown) => ({
    entries: entries.map((entry) => ({
      ...entry,
      text: entry.text === null ? null : shown(entry.text),
      said: entry.said === null ? null : inBoth(entry.said, shown),
    })),
  }))
}

/** Firings that name nothing that was redacted. */
export function firingsWithoutRedacted(
  place: Place,
  views: readonly FiringView[],
): Promise<FiringView[]> {
  return withoutRedacted(place, views, ({ message, compared, reason }, shown) => ({
    message: inBoth(message, shown),
    compared: Object.fromEntries(
      Object.entries(compared).map(([name, value]) => [name, shown(value)]),
    ),
    reason: reason === null ? null : shown(reason),
  }))
}

/** Views with the redacted taken out of the row they name and of the texts each kind has of its own. */
async function withoutRedacted<
  View extends { readonly subjid: string | null; readonly groupRow: string },
>(
  place: Place,
  views: readonly View[],
  textsOf: (view: View, shown: (text: string) => string) => Partial<View>,
): Promise<View[]> {
  const hide = await hideRedacted(place)
  return views.map((view) => {
    const shown = (text: string): string => hide(view.subjid, text)
    return { ...view, groupRow: shown(view.groupRow), ...textsOf(view, shown) }
  })
}

function inBoth({ en, zh }: Bilingual, read: (text: string) => string): Bilingual {
  return { en: read(en), zh: read(zh) }
}
