import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { QueryTables } from './query.ts'
import type { StudyTables } from './study.ts'
import { subjectOfSite, type SubjectTables } from './subject.ts'

export type FiringState = 'open' | 'confirmed' | 'corrected' | 'superseded'

/**
 * Edit checks that fired at a save or an import: which, where, on which values, and what became of it. `place`
 * names the spot on screen inside the subject (record, row and item); at most one firing of a check
 * stands there unsettled. `compared` is JSON text of the values the check compared and of
 * the sentence that was shown. A confirmation
 * keeps its reason. `queryId` is the system query that a firing without a reason opened.
 */
export const checkFiringTables = tableGroup(
  (
    k: Kit,
    {
      account,
      study,
      site,
      subject,
      record,
      query,
    }: AccountTables & StudyTables & SubjectTables & QueryTables,
  ) => {
    const checkFiring = k.table(
      'check_firing',
      {
        id: k.text('id').primaryKey(),
        ...subjectOfSite(k, { study, site, subject }),
        recordId: k.text('record_id').references(() => record.id),
        form: k.text('form').notNull(),
        visit: k.text('visit'),
        item: k.text('item').notNull().default(''),
        groupRow: k.text('group_row').notNull().default(''),
        place: k.text('place').notNull(),
        checkKey: k.text('check_key').notNull(),
        checkVersion: k.text('check_version').notNull(),
        severity: k.text('severity').$type<'warning' | 'note'>().notNull(),
        state: k.text('state').$type<FiringState>().notNull(),
        compared: k.text('compared').notNull(),
        firedBy: k.text('fired_by').references(() => account.id),
        firedAt: k.text('fired_at').notNull(),
        reason: k.text('reason'),
        settledBy: k.text('settled_by').references(() => account.id),
        settledAt: k.text('settled_at'),
        queryId: k.text('query_id').references(() => query.id),
        version: k.int('version').notNull().default(1),
      },
      (t) => [
        k.index('check_firing_by_check').on(t.studyId, t.checkKey),
        k.index('check_firing_by_subject').on(t.subjectId, t.state),
        k.index('check_firing_by_record').on(t.recordId),
        k
          .uniqueIndex('check_firing_once')
          .on(t.subjectId, t.checkKey, t.place)
          .where(sql`${t.state} in ('open', 'confirmed')`),
        k.check(
          'check_firing_state_known',
          sql`${t.state} in ('open', 'confirmed', 'corrected', 'superseded')`,
        ),
        k.check('check_firing_severity_known', sql`${t.severity} in ('warning', 'note')`),
        k.check(
          'check_firing_confirmed_with_reason',
          sql`${t.state} <> 'confirmed' or ${t.reason} is not null`,
        ),
        k.check(
          'check_firing_settled_with_time',
          sql`(${t.state} = 'open') = (${t.settledAt} is null)`,
        ),
      ],
    )
    return { checkFiring }
  },
)
