import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { openAnswers } from '../coding/service.ts'
import type { DefinitionBySite } from '../studies/service.ts'
import {
  today,
  walkOverviews,
  type ListedSubject,
  type Marks,
  type Overviews,
} from '../subjects/service.ts'
import { openAtForms, type OpenAt } from './open-at-forms.ts'

/** One open thing with the ids that a lock goes by. */
export interface PlacedItem extends OpenAt {
  readonly siteId: string
  readonly subjectId: string
  readonly site: string
  readonly subjid: string
}

/** Where to look: committed data, or what a transaction sees. */
export interface LockReading {
  readonly store: Store
  readonly overviews: Overviews
  readonly marks: Marks
  readonly pinnedAt: DefinitionBySite
  /** Inside of a write, which others wait for. */
  readonly inside?: boolean
}

interface Asked {
  readonly studyId: string
  readonly subjects: readonly ListedSubject[]
}

/** Everything that stands open at some subjects, by subject. */
export async function gatherOpen(
  reading: LockReading,
  { studyId, subjects }: Asked,
): Promise<readonly PlacedItem[]> {
  const { store, overviews, marks, pinnedAt, inside = false } = reading
  const walk = { pinnedAt, turns: !inside }
  const marksOf = await marks.of(studyId, subjects)
  const beside = await itemsBeside(store, { studyId, subjects })
  const found: PlacedItem[] = []
  for await (const { subject, overview } of walkOverviews(overviews, subjects, walk)) {
    const { id: subjectId, siteId, site, subjid } = subject
    const items = [
      ...openAtForms({
        ...{ subject, overview, pinned: pinnedAt(siteId) },
        ...{ marks: marksOf(subjectId), today: today(store, subject) },
      }),
      ...(beside.get(subjectId) ?? []),
    ]
    found.push(...items.map((item) => ({ ...item, siteId, subjectId, site, subjid })))
  }
  return found
}

const SUBJECTS_PER_STATEMENT = 400

/** Queries, firings, drafts and free texts: what stands in tables of its own. */
async function itemsBeside(
  store: Store,
  { studyId, subjects }: Asked,
): Promise<ReadonlyMap<string, readonly OpenAt[]>> {
  const found = new Map<string, OpenAt[]>(subjects.map(({ id }) => [id, []]))
  const add = (rows: readonly Found[]): void => {
    for (const { subjectId, ...at } of rows) addTo(found.get(subjectId), at)
  }
  for (let from = 0; from < subjects.length; from += SUBJECTS_PER_STATEMENT) {
    const ids = subjects.slice(from, from + SUBJECTS_PER_STATEMENT).map(({ id }) => id)
    add(await unsettledQueries(store, ids))
    add(await unansweredFirings(store, ids))
    add(await waitingDrafts(store, ids))
  }
  if (subjects.length > 0) add(await uncodedTexts(store, studyId))
  return found
}

type Found = Omit<OpenAt, 'count'> & { readonly subjectId: string }

/** Several of a kind at one place are one item with their number. */
function addTo(items: OpenAt[] | undefined, at: Omit<OpenAt, 'count'>): void {
  if (items === undefined) return
  const same = items.findIndex(
    ({ kind, visit, form }) => kind === at.kind && visit === at.visit && form === at.form,
  )
  const known = items[same]
  if (known === undefined) items.push({ ...at, count: 1 })
  else items[same] = { ...known, count: known.count + 1 }
}

async function unsettledQueries(
  { read, t: { query } }: Store,
  ids: readonly string[],
): Promise<readonly Found[]> {
  const rows = await read
    .select({ subjectId: query.subjectId, visit: query.visit, form: query.form })
    .from(query)
    .where(and(inArray(query.subjectId, [...ids]), isNull(query.settledAt)))
  return rows.map((row) => ({ ...row, kind: 'query-unsettled' }))
}

/** Warnings that nobody has confirmed and that became no query; a note asks for nothing. */
async function unansweredFirings(
  { read, t: { checkFiring } }: Store,
  ids: readonly string[],
): Promise<readonly Found[]> {
  const rows = await read
    .select({
      subjectId: checkFiring.subjectId,
      visit: checkFiring.visit,
      form: checkFiring.form,
    })
    .from(checkFiring)
    .where(
      and(
        inArray(checkFiring.subjectId, [...ids]),
        eq(checkFiring.state, 'open'),
        ne(checkFiring.severity, 'note'),
        isNull(checkFiring.queryId),
      ),
    )
  return rows.map((row) => ({ ...row, kind: 'check-unanswered' }))
}

async function waitingDrafts(
  { read, t: { draft } }: Store,
  ids: readonly string[],
): Promise<readonly Found[]> {
  const rows = await read
    .select({ subjectId: draft.subjectId, visit: draft.visit, form: draft.form })
    .from(draft)
    .where(inArray(draft.subjectId, [...ids]))
  return rows.map((row) => ({ ...row, kind: 'draft-waiting' }))
}

/** Free texts without an approved code. */
async function uncodedTexts(store: Store, studyId: string): Promise<readonly Found[]> {
  return (await openAnswers(store, studyId)).map((place) => ({ ...place, kind: 'coding-missing' }))
}
