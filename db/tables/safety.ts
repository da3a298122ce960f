import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'
import { subjectOfSite, type SubjectTables } from './subject.ts'

type Others = AccountTables & StudyTables & SubjectTables

/**
 * Reports of a serious adverse event as they were submitted: the first, then its follow-ups under
 * the same case number. `awareAt`: when the site learnt of it; `dueAt`: the end of the clock.
 * `content` is JSON text of what was reported, `contentHash` its SHA-256. Never changed.
 */
export const safetyReportTables = tableGroup(
  (k: Kit, { account, study, site, subject, record }: Others) => {
    const safetyReport = k.table(
      'safety_report',
      {
        id: k.text('id').primaryKey(),
        ...subjectOfSite(k, { study, site, subject }),
        recordId: k
          .text('record_id')
          .notNull()
          .references(() => record.id),
        caseNumber: k.text('case_number').notNull(),
        sequence: k.int('sequence').notNull(),
        category: k.text('category').$type<SafetyReportCategory>().notNull(),
        awareAt: k.text('aware_at').notNull(),
        dueAt: k.text('due_at').notNull(),
        submittedAt: k.text('submitted_at').notNull(),
        submittedBy: k
          .text('submitted_by')
          .notNull()
          .references(() => account.id),
        note: k.text('note'),
        content: k.text('content').notNull(),
        contentHash: k.text('content_hash').notNull(),
      },
      (t) => [
        k.uniqueIndex('safety_report_sequence_once').on(t.recordId, t.sequence),
        k.uniqueIndex('safety_report_case_once').on(t.studyId, t.caseNumber, t.sequence),
        k.check('safety_report_sequence_from_0', sql`${t.sequence} >= 0`),
        k.check(
          'safety_report_category_known',
          sql`${t.category} in ('ORIGINAL', 'AMENDMENT', 'NULLIFICATION')`,
        ),
        k.check('safety_report_hash_is_sha256', sql`length(${t.contentHash}) = 64`),
      ],
    )
    return { safetyReport }
  },
)

export type SafetyReportCategory = 'ORIGINAL' | 'AMENDMENT' | 'NULLIFICATION'
export type MailState = 'none' | 'waiting' | 'sent' | 'failed'

/**
 * Notices to people, in the product and by mail. The sentence is a text key with its values (JSON
 * text). `mailTo` is the address as it was when the notice was made; null where there was none.
 */
export const noticeTables = tableGroup(
  (k: Kit, { account, study, site, subject, record }: Others) => {
    const notice = k.table(
      'notice',
      {
        id: k.text('id').primaryKey(),
        studyId: k.text('study_id').references(() => study.id),
        siteId: k.text('site_id').references(() => site.id),
        subjectId: k.text('subject_id').references(() => subject.id),
        recordId: k.text('record_id').references(() => record.id),
        recipientId: k
          .text('recipient_id')
          .notNull()
          .references(() => account.id),
        kind: k.text('kind').notNull(),
        textKey: k.text('text_key').notNull(),
        textValues: k.text('text_values').notNull().default('{}'),
        createdAt: k.text('created_at').notNull(),
        readAt: k.text('read_at'),
        mailTo: k.text('mail_to'),
        mailState: k.text('mail_state').$type<MailState>().notNull(),
        mailAttempts: k.int('mail_attempts').notNull().default(0),
        mailLastAt: k.text('mail_last_at'),
        mailError: k.text('mail_error'),
      },
      (t) => [
        k.index('notice_by_recipient').on(t.recipientId, t.createdAt),
        k.index('notice_by_record').on(t.recordId),
        k.index('notice_mail').on(t.mailState, t.createdAt),
        k.check(
          'notice_mail_state_known',
          sql`${t.mailState} in ('none', 'waiting', 'sent', 'failed')`,
        ),
        k.check('notice_mail_attempts_counted', sql`${t.mailAttempts} >= 0`),
      ],
    )
    return { notice }
  },
)
