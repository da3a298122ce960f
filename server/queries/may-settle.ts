import { and, eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { Role } from '../../shared/access/permissions.ts'
import { settlementBar, settlingRole } from '../../shared/queries/settlers.ts'
import { QUERY_STEPS, type QueryStep } from '../../shared/queries/states.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { SavePlace } from '../entry/service.ts'
import { notFound } from '../http/problem-error.ts'
import { forbidden } from '../http/scope.ts'

/** Who acts, and in which roles at the subject's site. */
export interface SteppingBy {
  readonly actor: Actor
  readonly subject: SavePlace['subject']
  readonly roles: readonly Role[]
}

/**
 * The actor of a step, in the role that may take it. Throws the 403 where a settlement is another
 * role's or another person's, and leaves the attempt in the trail.
 */
export async function settlingActor(
  store: Store,
  { actor, subject, roles }: SteppingBy,
  { queryId, step }: { readonly queryId: string; readonly step: QueryStep },
): Promise<Actor> {
  if (QUERY_STEPS[step].permission !== 'query.settle') return actor
  const { query } = store.t
  const [row] = await store.read
    .select()
    .from(query)
    .where(and(eq(query.id, queryId), eq(query.subjectId, subject.id)))
  if (row === undefined) throw notFound('query')
  const bar = settlementBar(row, { roles, person: actor.accountId ?? '' })
  if (bar === null) return { ...actor, role: settlingRole(row, roles) ?? actor.role }
  await unitOfWork(store, actor, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          act: 'query.refuse',
          entity: 'query',
          entityId: row.id,
          subjectId: row.subjectId,
          siteId: row.siteId,
          visit: row.visit,
          form: row.form,
          before: null,
          after: { step, bar },
        },
      ],
    }),
  )
  throw forbidden('query.settle')
}
