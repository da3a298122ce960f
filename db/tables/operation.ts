import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'
import type { SubjectTables } from './subject.ts'

type Others = AccountTables & StudyTables

/**
 * Normal ranges, dated. `ageFrom` and `ageTo` are whole years, both included; null is unbounded.
 * `low` and `high` are numbers as entered. A changed range is a new row from its date on.
 */
export const labRangeTables = tableGroup((k: Kit, { study, site }: Others) => {
  const labRange = k.table(
    'lab_range',
    {
      id: k.text('id').primaryKey(),
      studyId: k
        .text('study_id')
        .notNull()
        .references(() => study.id),
      siteId: k.text('site_id').references(() => site.id),
      laboratory: k.text('laboratory').notNull(),
      test: k.text('test').notNull(),
      unit: k.text('unit').notNull(),
      sex: k.text('sex').$type<'M' | 'F'>(),
      ageFrom: k.int('age_from'),
      ageTo: k.int('age_to'),
      low: k.text('low'),
      high: k.text('high'),
      validFrom: k.text('valid_from').notNull(),
      validTo: k.text('valid_to'),
      removed: k.bool('removed').notNull().default(false),
      version: k.int('version').notNull().default(1),
    },
    (t) => [
      k.index('lab_range_by_test').on(t.studyId, t.laboratory, t.test),
      k.check('lab_range_sex_known', sql`${t.sex} is null or ${t.sex} in ('M', 'F')`),
      k.check('lab_range_in_order', sql`${t.validTo} is null or ${t.validTo} >= ${t.validFrom}`),
    ],
  )
  return { labRange }
})

/** Data cut-offs: the study's state at an audit entry, with the hash of its data. Never changed. */
export const snapshotTables = tableGroup((k: Kit, { account, study }: Others) => {
  const snapshot = k.table(
    'snapshot',
    {
      id: k.text('id').primaryKey(),
      studyId: k
        .text('study_id')
        .notNull()
        .references(() => study.id),
      name: k.text('name').notNull(),
      purpose: k.text('purpose'),
      cutoffDate: k.text('cutoff_date'),
      auditSeq: k.int('audit_seq').notNull(),
      definitionVersion: k.int('definition_version').notNull(),
      contentHash: k.text('content_hash').notNull(),
      createdBy: k
        .text('created_by')
        .notNull()
        .references(() => account.id),
      createdAt: k.text('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('snapshot_name_once').on(t.studyId, t.name),
      k.check('snapshot_seq_from_0', sql`${t.auditSeq} >= 0`),
      k.check('snapshot_hash_is_sha256', sql`length(${t.contentHash}) = 64`),
    ],
  )
  return { snapshot }
})

/**
 * The secret from which a study's de-identified copies take their codes and days. It makes each copy
 * fit the one before it, leaves the installation in no file but its backups, and is never changed.
 */
export const coverSecretTables = tableGroup((k: Kit, { account, study }: Others) => {
  const coverSecret = k.table('cover_secret', {
    studyId: k
      .text('study_id')
      .primaryKey()
      .references(() => study.id),
    secret: k.text('secret').notNull(),
    createdBy: k.text('created_by').references(() => account.id),
    createdAt: k.text('created_at').notNull(),
  })
  return { coverSecret }
})

/** Files kept outside the database under the SHA-256 of their bytes. `size` in bytes. */
export const attachmentTables = tableGroup(
  (k: Kit, { account, study, subject, record }: Others & SubjectTables) => {
    const attachment = k.table(
      'attachment',
      {
        id: k.text('id').primaryKey(),
        studyId: k.text('study_id').references(() => study.id),
        subjectId: k.text('subject_id').references(() => subject.id),
        recordId: k.text('record_id').references(() => record.id),
        fileName: k.text('file_name').notNull(),
        mediaType: k.text('media_type').notNull(),
        size: k.int('size').notNull(),
        sha256: k.text('sha256').notNull(),
        removed: k.bool('removed').notNull().default(false),
        createdBy: k
          .text('created_by')
          .notNull()
          .references(() => account.id),
        createdAt: k.text('created_at').notNull(),
      },
      (t) => [
        k.index('attachment_by_study').on(t.studyId, t.subjectId),
        k.check('attachment_hash_is_sha256', sql`length(${t.sha256}) = 64`),
        k.check('attachment_size_counted', sql`${t.size} >= 0`),
      ],
    )
    return { attachment }
  },
)

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/**
 * Long work with its progress. `input`, `result`, `problem` and `step` (what is being done, in both
 * languages) are JSON text. `done` of `total` parts are done; `total` is null while it is not known.
 */
export const jobTables = tableGroup((k: Kit, { account, study }: Others) => {
  const job = k.table(
    'job',
    {
      id: k.text('id').primaryKey(),
      studyId: k.text('study_id').references(() => study.id),
      accountId: k.text('account_id').references(() => account.id),
      kind: k.text('kind').notNull(),
      state: k.text('state').$type<JobState>().notNull(),
      done: k.int('done').notNull().default(0),
      total: k.int('total'),
      step: k.text('step'),
      input: k.text('input').notNull(),
      result: k.text('result'),
      problem: k.text('problem'),
      createdAt: k.text('created_at').notNull(),
      startedAt: k.text('started_at'),
      finishedAt: k.text('finished_at'),
      heartbeatAt: k.text('heartbeat_at'),
    },
    (t) => [
      k.index('job_by_state').on(t.state, t.createdAt),
      k.index('job_by_account').on(t.accountId, t.createdAt),
      k.check(
        'job_state_known',
        sql`${t.state} in ('waiting', 'running', 'done', 'failed', 'cancelled')`,
      ),
      k.check('job_progress_counted', sql`${t.done} >= 0`),
    ],
  )
  return { job }
})
