import type { Store, Tx } from '../../db/store.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { writeOpening, writeStep, type Opening, type QueryRow } from '../queries/service.ts'
import type { FiringRow } from './firings.ts'
import { firesStill } from './sentences.ts'

/** A write under way, and the program as who asks and closes by rule. */
export interface Asking {
  readonly store: Store
  readonly tx: Tx
  readonly program: Actor
  readonly at: string
}

type AskedAt = Pick<FiringRow, 'recordId' | 'checkKey' | 'item' | 'groupRow'>

/**
 * The query that a check asked at a place and that is not settled, whatever became of the firing
 * that opened it: at most one stands (one that was closed and opened again too).
 */
export async function unsettledQuery(
  { store, tx }: Pick<Asking, 'store' | 'tx'>,
  { recordId, checkKey, item, groupRow }: AskedAt,
): Promise<QueryRow | null> {
  if (recordId === null) return null
  const { query } = store.t
  const asked = { recordId, checkKey, item, groupRow, settledAt: null }
  const rows = await tx.hot.rows(query, asked)
  return rows.find(({ kind }) => kind === 'system') ?? null
}

/**
 * Asks what a check asks: in the thread that stands at its place, opened anew where it was answered
 * for other values, else in a new query.
 */
export async function ask(
  { store, tx, program: actor, at }: Asking,
  opening: Opening & { readonly said: Bilingual },
): Promise<{ readonly row: QueryRow; readonly draft: AuditDraft }> {
  const { place, check, said } = opening
  const { recordId, item, groupRow } = place
  const asked = { recordId, checkKey: check?.key ?? '', item, groupRow }
  const standing = await unsettledQuery({ store, tx }, asked)
  const writing = { store, tx, actor, at }
  if (standing === null) return writeOpening(writing, opening)
  const wasAnswered = standing.state === 'answered'
  const state = wasAnswered ? ('reopened' as const) : standing.state
  const act = wasAnswered ? ('reopen' as const) : ('comment' as const)
  const draft = await writeStep(writing, standing, {
    ...{ act, state, text: null },
    said: firesStill(said),
  })
  return { row: { ...standing, state, version: standing.version + 1 }, draft }
}
