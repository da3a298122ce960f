import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'

/**
 * What a person saw of a study's live page: up to which entry of the trail in the present visit, and at
 * the end of the one before (null: there was none). A mark of convenience, no data of the study.
 */
export const liveVisitTables = tableGroup(
  (k: Kit, { account, study }: AccountTables & StudyTables) => {
    const liveVisit = k.table(
      'live_visit',
      {
        accountId: k
          .text('account_id')
          .notNull()
          .references(() => account.id),
        studyId: k
          .text('study_id')
          .notNull()
          .references(() => study.id),
        beforeSeq: k.int('before_seq'),
        beforeAt: k.text('before_at'),
        seenSeq: k.int('seen_seq').notNull(),
        seenAt: k.text('seen_at').notNull(),
      },
      (t) => [
        k.primaryKey([t.accountId, t.studyId]),
        k.check('live_visit_seq_from_0', sql`${t.seenSeq} >= 0`),
      ],
    )
    return { liveVisit }
  },
)
