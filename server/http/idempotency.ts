import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { invalidField, ProblemError } from './problem-error.ts'

const KEY = /^[\x21-\x7e]{8,200}$/

/** One create that its caller may repeat: the key it sent, bound to exactly what it asked for. */
export interface Repeatable {
  readonly accountId: string
  readonly key: string
  readonly requestHash: string
}

/** What makes a request repeatable. Null without a key. */
export function repeatableOf(of: {
  readonly accountId: string
  readonly header: string | undefined
  readonly path: string
  readonly body: unknown
}): Repeatable | null {
  const { accountId, header, path, body } = of
  if (header === undefined) return null
  if (!KEY.test(header)) throw invalidField('', 'input.idempotencyKey')
  const requestHash = createHash('sha256').update(canonicalJson({ path, body })).digest('hex')
  return { accountId, key: header, requestHash }
}

export interface StoredAnswer {
  readonly status: number
  /** JSON text, as it was sent. */
  readonly answer: string
}

/** The answer given earlier. A key that was used for another request is refused. */
export async function earlierAnswer(store: Store, of: Repeatable): Promise<StoredAnswer | null> {
  const { idempotencyKey: t } = store.t
  const [row] = await store.read
    .select()
    .from(t)
    .where(and(eq(t.accountId, of.accountId), eq(t.key, of.key)))
  if (row === undefined) return null
  if (row.requestHash !== of.requestHash) {
    throw new ProblemError({
      type: 'urn:problem:already-exists',
      status: 409,
      entity: 'idempotency-key',
      key: of.key,
    })
  }
  return row
}

/** Keeps an answer in the transaction that makes it true. */
export async function keepAnswer(
  store: Store,
  tx: Tx,
  of: Repeatable & StoredAnswer,
): Promise<void> {
  await tx.insert(store.t.idempotencyKey).values({ ...of, createdAt: store.now() })
}
