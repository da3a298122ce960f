import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'
import { subjectOfSite, type SubjectTables } from './subject.ts'

export type QueryState = 'open' | 'answered' | 'closed' | 'reopened' | 'cancelled'
export type QueryAct = 'open' | 'answer' | 'close' | 'reopen' | 'cancel' | 'comment'

/**
 * Data queries and their thread. A system query names the check that opened it and that check's
 * version; at most one is unsettled per check and place. `item` is empty for a query on a whole
 * form, `groupRow` (the row inside the form's group) outside a group. Thread entries are never changed.
 */
export const queryTables = tableGroup(
  (
    k: Kit,
    { account, study, site, subject, record }: AccountTables & StudyTables & SubjectTables,
  ) => {
    const query = k.table(
      'query',
      {
        id: k.text('id').primaryKey(),
        ...subjectOfSite(k, { study, site, subject }),
        recordId: k.text('record_id').references(() => record.id),
        form: k.text('form'),
        visit: k.text('visit'),
        item: k.text('item').notNull().default(''),
        groupRow: k.text('group_row').notNull().default(''),
        kind: k.text('kind').$type<'manual' | 'system'>().notNull(),
        checkKey: k.text('check_key'),
        checkVersion: k.text('check_version'),
        valueAtOpening: k.text('value_at_opening'),
        state: k.text('state').$type<QueryState>().notNull(),
        openedBy: k.text('opened_by').references(() => account.id),
        openedRole: k.text('opened_role').notNull(),
        openedAt: k.text('opened_at').notNull(),
        settledAt: k.text('settled_at'),
        version: k.int('version').notNull().default(1),
      },
      (t) => [
        k.index('query_worklist').on(t.studyId, t.siteId, t.state),
        k.index('query_by_subject').on(t.subjectId),
        k.index('query_by_record').on(t.recordId),
        k
          .uniqueIndex('query_system_once')
          .on(t.recordId, t.checkKey, t.item, t.groupRow)
          .where(sql`${t.kind} = 'system' and ${t.settledAt} is null`),
        k.check(
          'query_state_known',
          sql`${t.state} in ('open', 'answered', 'closed', 'reopened', 'cancelled')`,
        ),
        k.check('query_kind_known', sql`${t.kind} in ('manual', 'system')`),
        k.check(
          'query_settled_with_time',
          sql`(${t.state} in ('closed', 'cancelled')) = (${t.settledAt} is not null)`,
        ),
        k.check('query_system_has_check', sql`${t.kind} = 'manual' or ${t.checkKey} is not null`),
      ],
    )
    return { query }
  },
)

export type QueryTables = ReturnType<typeof queryTables>

/** The thread of a query. `textKey` and `textValues` name a sentence of the product; `text` is a person's own. */
export const queryEntryTables = tableGroup(
  (k: Kit, { account, query }: AccountTables & QueryTables) => {
    const queryEntry = k.table(
      'query_entry',
      {
        id: k.text('id').primaryKey(),
        queryId: k
          .text('query_id')
          .notNull()
          .references(() => query.id),
        number: k.int('number').notNull(),
        act: k.text('act').$type<QueryAct>().notNull(),
        text: k.text('text'),
        textKey: k.text('text_key'),
        textValues: k.text('text_values'),
        authorId: k.text('author_id').references(() => account.id),
        authorRole: k.text('author_role').notNull(),
        at: k.text('at').notNull(),
      },
      (t) => [
        k.uniqueIndex('query_entry_number_once').on(t.queryId, t.number),
        k.check(
          'query_entry_act_known',
          sql`${t.act} in ('open', 'answer', 'close', 'reopen', 'cancel', 'comment')`,
        ),
      ],
    )
    return { queryEntry }
  },
)
