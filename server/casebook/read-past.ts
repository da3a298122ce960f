import { and, asc, eq, inArray, or } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { RecordView, SubjectView } from '../../shared/api/routes/subjects.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import { derivedBook } from '../../shared/casebook/derived-book.ts'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import { isSettled, type QueryState } from '../../shared/queries/states.ts'
import { subjectStateSchema } from '../../shared/api/routes/subjects.ts'
import { recordsAsOf, type RecordAsOf } from '../audit/as-of.ts'
import { hideRedacted } from '../audit-trail/service.ts'
import { storedDerivation } from '../entry/service.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { overviewOf } from '../subjects/service.ts'
import {
  readRecorded,
  type CasebookContent,
  type CasebookPlace,
  type CasebookServices,
  type RecordedContent,
} from './read-casebook.ts'

export interface PastPlace extends CasebookPlace {
  /** The last entry of the trail that counts. */
  readonly seq: number
  /** By which the subject's dates are read. */
  readonly pinned: PinnedDefinition
}

/**
 * Everything of one subject as it stood right after an entry of the trail: what was done later is taken
 * back, entry by entry. Texts redacted since are hidden, and nothing depends on the day of reading.
 */
export async function readPastCasebook(
  services: CasebookServices,
  place: PastPlace,
): Promise<CasebookContent> {
  const { store } = services
  const present = await readRecorded(services, place)
  const steps = await loadSteps(store, place)
  const past = await pastRecords(store, present, place)
  const { definition } = place.pinned
  const { subject } = present
  return {
    ...present,
    derived: derivedBook({ subject, records: past.views, definition }, services.families),
    definitionVersion: String(place.pinned.number),
    definitionHash: place.pinned.hash,
    subject: pastSubject(present.subject, { steps, records: past.asOf, place }),
    records: past.views,
    history: present.history.filter(({ seq }) => seq <= place.seq),
    ...pastMarks(present, steps),
  }
}

/** What was done to one thing of a subject: entries up to the state read, and those after it. */
interface Steps {
  readonly done: readonly Step[]
  readonly later: readonly Step[]
}

interface Step {
  readonly seq: number
  readonly at: string
  /** The thing was made by it. */
  readonly makes: boolean
  readonly state: string | null
  readonly cohort: string | null
}

type StepsById = ReadonlyMap<string, Steps>

const MARKED = ['subject', 'query', 'checkFiring', 'verification', 'signature', 'dataLock'] as const

async function loadSteps(
  { t: { auditEntry }, read }: Store,
  { studyId, subjectId, seq }: PastPlace,
): Promise<StepsById> {
  const { entityId, at, before, after } = auditEntry
  const rows = await read
    .select({ seq: auditEntry.seq, entityId, at, before, after })
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.chain, studyId),
        inArray(auditEntry.entity, [...MARKED]),
        or(eq(auditEntry.subjectId, subjectId), eq(auditEntry.entity, 'dataLock')),
      ),
    )
    .orderBy(asc(auditEntry.seq))
  const steps = new Map<string, { done: Step[]; later: Step[] }>()
  for (const row of rows) {
    const of = steps.get(row.entityId) ?? { done: [], later: [] }
    steps.set(row.entityId, of)
    const content = JSON.parse(row.after ?? '{}') as Readonly<Record<string, unknown>>
    const text = (name: string): string | null =>
      typeof content[name] === 'string' ? content[name] : null
    const step = {
      ...{ seq: row.seq, at: row.at, makes: row.before === null },
      ...{ state: text('state'), cohort: text('cohort') },
    }
    if (row.seq <= seq) of.done.push(step)
    else of.later.push(step)
  }
  return steps
}

/** Things that were there already, those that changed later as `was` gives them. */
function pastOf<T extends { readonly id: string }>(
  present: readonly T[],
  steps: StepsById,
  was: (one: T, done: readonly Step[]) => T,
): T[] {
  return present.flatMap((one) => {
    const { done, later } = steps.get(one.id) ?? { done: [], later: [] }
    const [next] = later
    if (next === undefined) return [one]
    return next.makes ? [] : [was(one, done)]
  })
}

type Marks = Pick<CasebookContent, 'queries' | 'firings' | 'verifications' | 'signatures' | 'locks'>

function pastMarks(present: RecordedContent, steps: StepsById): Marks {
  const firings = pastOf(present.firings, steps, (one, done) => {
    const isConfirmed = lastState(done) === 'confirmed'
    if (isConfirmed)
      return { ...one, state: 'confirmed' as const, settledAt: done.at(-1)?.at ?? null }
    return { ...one, state: 'open' as const, reason: null, settledBy: null, settledAt: null }
  })
  const standing = new Set(
    firings.flatMap(({ query, state }) =>
      query !== null && (state === 'open' || state === 'confirmed') ? query : [],
    ),
  )
  const queries = pastOf(present.queries, steps, (one, done) => {
    const state = (lastState(done) ?? 'open') as QueryState
    const settledAt = isSettled(state) ? settledSince(done) : null
    return { ...one, state, settledAt, entries: one.entries.slice(0, done.length) }
  })
  return {
    firings,
    queries: queries.map((one) => ({ ...one, stands: standing.has(one.id) })),
    verifications: pastOf(present.verifications, steps, (one) => ({ ...one, state: 'verified' })),
    signatures: pastOf(present.signatures, steps, (one) => ({
      ...one,
      state: 'valid',
      broken: null,
    })),
    locks: pastOf(present.locks, steps, (one) => ({
      ...one,
      ...{ releasedAt: null, releasedBy: null, releaseReason: null },
    })),
  }
}

function lastState(done: readonly Step[]): string | null {
  return done.findLast(({ state }) => state !== null)?.state ?? null
}

/** When a query was settled that is settled as far as these steps go. */
function settledSince(done: readonly Step[]): string | null {
  const open = done.findLastIndex(({ state }) => !isSettled((state ?? 'open') as QueryState))
  return done[open + 1]?.at ?? null
}

interface PastRecords {
  readonly views: RecordView[]
  readonly asOf: readonly RecordAsOf[]
}

async function pastRecords(
  store: Store,
  present: RecordedContent,
  { studyId, subjectId, seq, pinned }: PastPlace,
): Promise<PastRecords> {
  const hide = await hideRedacted({ store, studyId, forms: pinned.forms })
  const asOf = new Map<string, RecordAsOf>()
  for await (const record of recordsAsOf(store, store.read, { studyId, subjectId, seq })) {
    asOf.set(record.recordId, record)
  }
  const shown = (row: RowValues): Record<string, string> =>
    Object.fromEntries(
      Object.entries(row).map(([key, text]) => [key, hide(present.subject.subjid, text)]),
    )
  const views = present.records.flatMap((view) => {
    const past = asOf.get(view.id)
    if (past === undefined) return []
    const { content } = past
    const own = present.history.filter(({ entityId }) => entityId === view.id)
    const later = own.filter((entry) => entry.seq > seq).length
    const { derivation = null } = content
    return [
      {
        ...view,
        values: { items: shown(content.values.items), rows: content.values.rows.map(shown) },
        version: view.version - later,
        completeness: content.completeness === 'complete' ? content.completeness : 'partial',
        definitionVersion: String(content.definitionVersion),
        removed: content.removed === true,
        findings: [],
        derivation: storedDerivation({
          derivation: derivation === null ? null : JSON.stringify(derivation),
        }),
        updatedAt: past.at,
        updatedBy: own.find((entry) => entry.seq === past.seq)?.username ?? view.updatedBy,
      } satisfies RecordView,
    ]
  })
  return { views, asOf: [...asOf.values()] }
}

interface SubjectPast {
  readonly steps: StepsById
  readonly records: readonly RecordAsOf[]
  readonly place: PastPlace
}

/** The subject's own state and dates, without the day on study, which is another one tomorrow. */
function pastSubject(present: SubjectView, { steps, records, place }: SubjectPast): SubjectView {
  const done = steps.get(place.subjectId)?.done ?? []
  const state = subjectStateSchema.safeParse(lastState(done))
  const kept = records
    .filter(({ content }) => content.removed !== true)
    .map(({ recordId, subjectId, form, visit, rowKey, content }) => ({
      ...{ id: recordId, subjectId: subjectId ?? '', form: form ?? '', visit },
      ...{ rowKey: rowKey ?? '', completeness: content.completeness },
      values: JSON.stringify(content.values),
      definitionVersion: content.definitionVersion,
      derivation: content.derivation === undefined ? null : JSON.stringify(content.derivation),
    }))
  const { enrolment, anchor, lastContact, status } = overviewOf(present, kept, place.pinned)
  const isoOrNull = (day: typeof anchor): string | null => (day === null ? null : toIsoDate(day))
  return {
    ...present,
    cohort: done.findLast((step) => step.state !== null)?.cohort ?? null,
    state: state.success ? state.data : present.state,
    enrolmentDate: isoOrNull(enrolment),
    anchorDate: isoOrNull(anchor),
    // Both move on with what is done later.
    ...{ dayOnStudy: null, revision: 0 },
    lastContact: isoOrNull(lastContact),
    status: { ...status },
  }
}
