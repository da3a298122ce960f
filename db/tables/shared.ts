import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'

/**
 * What all processes of one database share, and no data of a study. `change_mark` counts the changes of
 * what processes remember, by triggers, so that it holds whoever writes: `access` is who may do what,
 * `definitions` what is in force at which site. `failed_attempt` counts wrong credentials by kind and
 * network address; `since` is when the first of them was given.
 */
export const sharedTables = tableGroup((k: Kit) => {
  const changeMark = k.table(
    'change_mark',
    {
      scope: k.text('scope').$type<'access' | 'definitions'>().primaryKey(),
      number: k.int('number').notNull(),
    },
    (t) => [k.check('change_mark_scope_known', sql`${t.scope} in ('access', 'definitions')`)],
  )
  const failedAttempt = k.table(
    'failed_attempt',
    {
      source: k.text('source').primaryKey(),
      failures: k.int('failures').notNull(),
      since: k.text('since').notNull(),
    },
    (t) => [k.index('failed_attempt_by_time').on(t.since)],
  )
  return { changeMark, failedAttempt }
})
