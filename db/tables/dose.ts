import { sql } from 'drizzle-orm'
import type { DoseDecision } from '../../shared/protocol/dose-decisions.ts'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'

type Others = AccountTables & StudyTables

/**
 * Decisions on the dose, by the study's committee. A correction is a new version of the same decision
 * and says why; no row is changed. `basis` is JSON text: what the level came to when it was recorded.
 */
export const doseDecisionTables = tableGroup((k: Kit, { account, study }: Others) => {
  const doseDecision = k.table(
    'dose_decision',
    {
      id: k.text('id').primaryKey(),
      studyId: k
        .text('study_id')
        .notNull()
        .references(() => study.id),
      decisionId: k.text('decision_id').notNull(),
      version: k.int('version').notNull(),
      cohort: k.text('cohort').notNull(),
      decision: k.text('decision').$type<DoseDecision>().notNull(),
      /** The level that the next subjects enter; null: none is named. */
      nextCohort: k.text('next_cohort'),
      decidedOn: k.text('decided_on').notNull(),
      members: k.text('members').notNull(),
      reason: k.text('reason').notNull(),
      /** Why the version before was corrected; null in the first. */
      correction: k.text('correction'),
      basis: k.text('basis').notNull(),
      recordedBy: k
        .text('recorded_by')
        .notNull()
        .references(() => account.id),
      recordedRole: k.text('recorded_role').notNull(),
      recordedAt: k.text('recorded_at').notNull(),
      /** Entry of the trail that recorded it. */
      recordedSeq: k.int('recorded_seq').notNull(),
    },
    (t) => [
      k.uniqueIndex('dose_decision_version_once').on(t.decisionId, t.version),
      k.index('dose_decision_by_study').on(t.studyId, t.recordedAt),
      k.check(
        'dose_decision_known',
        sql`${t.decision} in ('ESCALATE', 'EXPAND', 'STAY', 'DE-ESCALATE', 'STOP', 'OTHER')`,
      ),
      k.check(
        'dose_decision_corrected_with_reason',
        sql`(${t.version} = 1) = (${t.correction} is null)`,
      ),
      k.check('dose_decision_version_from_1', sql`${t.version} >= 1`),
    ],
  )
  return { doseDecision }
})
