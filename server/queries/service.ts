import { and, eq, inArray } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { verifiedContent } from '../../shared/forms/verified-content.ts'
import { QUERY_STEPS, type QueryStep } from '../../shared/queries/states.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { storedValues, type SavePlace } from '../entry/service.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import { settlingActor, type SteppingBy } from './may-settle.ts'
import { readQuery } from './read-queries.ts'
import { writeOpening, writeStep, type QueryRow } from './write-query.ts'

export type { SteppingBy } from './may-settle.ts'
export { readAgeing } from './read-ageing.ts'
export { readQueries } from './read-queries.ts'
export {
  writeOpening,
  writeOpenings,
  writeStep,
  type Opening,
  type QueryRow,
} from './write-query.ts'

export interface QueryWords {
  readonly record: string
  readonly item: string
  readonly groupRow: string
  readonly text: string
}

type Remember = (tx: Tx, view: QueryView) => Promise<void>

/** Opens a query on a saved form, or on one value of it. 409 where the form was removed meanwhile. */
export async function openQuery(
  store: Store,
  place: SavePlace,
  { record: recordId, item, groupRow, text }: QueryWords,
  remember: Remember,
): Promise<QueryView> {
  const { actor, subject, studyId, pinned } = place
  return unitOfWork(store, actor, async (tx, { at }) => {
    const record = await tx.hot.record(recordId)
    if (record?.subjectId !== subject.id) throw notFound('record')
    if (record.removed) throw wrongOrder('open', 'record.present')
    const form = pinned.forms.get(record.form)
    const { row, draft } = await writeOpening(
      { store, tx, actor, at },
      {
        place: {
          studyId,
          siteId: subject.siteId,
          subjectId: subject.id,
          recordId,
          form: record.form,
          visit: record.visit,
          rowKey: record.rowKey,
          item,
          groupRow,
        },
        kind: 'manual',
        check: null,
        valueAtOpening: valueAt(form, record, { item, groupRow }),
        text,
        said: null,
      },
    )
    const view = await viewOf(store, tx, row)
    await remember(tx, view)
    return { result: view, audit: [draft] }
  })
}

/** The value asked about as JSON text; the 422 where the form has no such item or row. */
function valueAt(
  form: FormDefinition | undefined,
  record: RecordRow,
  { item, groupRow }: { readonly item: string; readonly groupRow: string },
): string | null {
  if (item === '' && groupRow === '') return null
  const content =
    form === undefined ? null : verifiedContent(form, storedValues(record), { item, groupRow })
  if (content === null || item === '') throw invalidField('/item', 'query.nothingThere')
  return JSON.stringify(content)
}

export interface StepWish {
  readonly queryId: string
  readonly step: QueryStep
  readonly text: string | null
}

/**
 * Takes a step with a query. 403 where another role or another person is to take it; 409 where its
 * state does not permit it; 422 where words are missing.
 */
export async function stepQuery(
  store: Store,
  by: SteppingBy,
  { queryId, step, text }: StepWish,
): Promise<QueryView> {
  const { subject } = by
  const rule = QUERY_STEPS[step]
  if (rule.needsText && text === null) throw invalidField('/text', 'query.wordsMissing')
  const actor = await settlingActor(store, by, { queryId, step })
  try {
    return await unitOfWork(store, actor, async (tx, { at }) => {
      const before = await expectQuery(store, tx, { queryId, subjectId: subject.id })
      if (!rule.from.includes(before.state)) throw wrongOrder(step, `query.${step}`)
      if (step === 'close' && text === null && (await stillFires(store, tx, before))) {
        throw invalidField('/text', 'query.firesYet')
      }
      const state = rule.to ?? before.state
      const taken = { act: step, state, text, said: null }
      const draft = await writeStep({ store, tx, actor, at }, before, taken)
      return { result: await viewOf(store, tx, before), audit: [draft] }
    })
  } catch (error) {
    // The check fired again meanwhile and has a query of its own.
    if (store.isUnique(error)) throw wrongOrder(step, 'query.onlyOne')
    throw error
  }
}

/** Whether the edit check that asked fires at its place still. */
async function stillFires(
  { t: { checkFiring } }: Store,
  tx: Tx,
  { id, kind }: QueryRow,
): Promise<boolean> {
  if (kind !== 'system') return false
  const rows = await tx
    .select({ id: checkFiring.id })
    .from(checkFiring)
    .where(and(eq(checkFiring.queryId, id), inArray(checkFiring.state, ['open', 'confirmed'])))
    .limit(1)
  return rows.length > 0
}

async function expectQuery(
  { t: { query } }: Store,
  tx: Tx,
  { queryId, subjectId }: { readonly queryId: string; readonly subjectId: string },
): Promise<QueryRow> {
  const [row] = await tx
    .select()
    .from(query)
    .where(and(eq(query.id, queryId), eq(query.subjectId, subjectId)))
  if (row === undefined) throw notFound('query')
  return row
}

async function viewOf(store: Store, tx: Tx, { id, subjectId }: QueryRow): Promise<QueryView> {
  const view = await readQuery(store, tx, { id, subjectId })
  if (view === null) throw new Error('A query is gone inside its own transaction.')
  return view
}

function wrongOrder(step: QueryStep | 'open', requires: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: `query.${step}`,
    requires: [requires],
  })
}
