import { eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { FiringView } from '../../shared/api/routes/checks.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { maskTexts } from '../../shared/trail/mask-texts.ts'
import { loadAllRedactions } from './redactions.ts'

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
      own.map((one) => one.text),
    )
  }
}

/** Queries whose threads quote nothing that was redacted. */
export async function queriesWithoutRedacted(
  place: Place,
  views: readonly QueryView[],
): Promise<QueryView[]> {
  const hide = await hideRedacted(place)
  return views.map((view) => {
    const shown = (text: string): string => hide(view.subjid, text)
    return {
      ...view,
      groupRow: shown(view.groupRow),
      entries: view.entries.map((entry) => ({
        ...entry,
        text: entry.text === null ? null : shown(entry.text),
        said: entry.said === null ? null : inBoth(entry.said, shown),
      })),
    }
  })
}

/** Firings that name nothing that was redacted. */
export async function firingsWithoutRedacted(
  place: Place,
  views: readonly FiringView[],
): Promise<FiringView[]> {
  const hide = await hideRedacted(place)
  return views.map((view) => {
    const shown = (text: string): string => hide(view.subjid, text)
    return {
      ...view,
      groupRow: shown(view.groupRow),
      message: inBoth(view.message, shown),
      compared: Object.fromEntries(
        Object.entries(view.compared).map(([name, value]) => [name, shown(value)]),
      ),
      reason: view.reason === null ? null : shown(view.reason),
    }
  })
}

function inBoth({ en, zh }: Bilingual, read: (text: string) => string): Bilingual {
  return { en: read(en), zh: read(zh) }
}
