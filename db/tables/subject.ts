import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyVersionTables } from './study-version.ts'
import type { StudyTables } from './study.ts'

/**
 * Subjects. `subjid` is unique in its study and never reused: rows are never deleted.
 * `revision` rises with every change of one of the subject's records, in the same transaction: it
 * is the key of every value derived from them.
 */
export const subjectTables = tableGroup((k: Kit, { study, site }: StudyTables) => {
  const subject = k.table(
    'subject',
    {
      id: k.text('id').primaryKey(),
      studyId: k
        .text('study_id')
        .notNull()
        .references(() => study.id),
      siteId: k
        .text('site_id')
        .notNull()
        .references(() => site.id),
      subjid: k.text('subjid').notNull(),
      cohort: k.text('cohort'),
      state: k.text('state').notNull(),
      revision: k.int('revision').notNull().default(0),
      version: k.int('version').notNull().default(1),
      createdAt: k.text('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('subject_subjid_once').on(t.studyId, t.subjid),
      k.index('subject_by_site').on(t.siteId),
      k.check('subject_subjid_not_empty', sql`length(${t.subjid}) > 0`),
      k.check('subject_revision_counted', sql`${t.revision} >= 0`),
    ],
  )
  return { subject }
})

type Subject = ReturnType<typeof subjectTables>

/**
 * One filled form. `values` is JSON text of the form's values; `visit` is null for forms outside
 * visits; `rowKey` tells rows of one form apart (empty where there is one). `createdSeq` and
 * `updatedSeq` name the audit entries that hold the first and the present state; the unit of work
 * sets them, and 0 stands for an entry still to be written: none is ever committed. A removed record stays, marked.
 * `derivation` is JSON text that a review carries: the derived value it saw, the hash of its
 * inputs and the engine's version.
 */
export const recordTables = tableGroup(
  (k: Kit, { study, studyVersion, subject }: StudyTables & StudyVersionTables & Subject) => {
    const record = k.table(
      'record',
      {
        id: k.text('id').primaryKey(),
        studyId: k
          .text('study_id')
          .notNull()
          .references(() => study.id),
        subjectId: k
          .text('subject_id')
          .notNull()
          .references(() => subject.id),
        form: k.text('form').notNull(),
        visit: k.text('visit'),
        rowKey: k.text('row_key').notNull().default(''),
        values: k.text('values').notNull(),
        version: k.int('version').notNull().default(1),
        completeness: k.text('completeness').$type<Completeness>().notNull(),
        definitionVersion: k.int('definition_version').notNull(),
        derivation: k.text('derivation'),
        removed: k.bool('removed').notNull().default(false),
        createdSeq: k.int('created_seq').notNull().default(0),
        updatedSeq: k.int('updated_seq').notNull().default(0),
      },
      (t) => [
        // One record per place; a place of which the record was removed may be filled again.
        // Two indexes, because null differs from null in a unique index.
        k
          .uniqueIndex('record_place_once_at_visit')
          .on(t.subjectId, t.form, t.visit, t.rowKey)
          .where(sql`not ${t.removed} and ${t.visit} is not null`),
        k
          .uniqueIndex('record_place_once_without_visit')
          .on(t.subjectId, t.form, t.rowKey)
          .where(sql`not ${t.removed} and ${t.visit} is null`),
        // The unique ones leave out removed records, and serve no query that only compares `removed`.
        k.index('record_by_subject').on(t.subjectId),
        k.index('record_by_study_and_form').on(t.studyId, t.form),
        k.foreignKey({
          name: 'record_definition_version',
          columns: [t.studyId, t.definitionVersion],
          foreignColumns: [studyVersion.studyId, studyVersion.number],
        }),
        k.check('record_version_from_1', sql`${t.version} >= 1`),
        k.check('record_completeness_known', sql`${t.completeness} in ('incomplete', 'complete')`),
      ],
    )
    return { record }
  },
)

export type Completeness = 'incomplete' | 'complete'
export type SubjectTables = Subject & ReturnType<typeof recordTables>

/** Unsaved typing, per account and place. Not data: no audit entry, and deleted once saved. */
export const draftTables = tableGroup(
  (k: Kit, { account, subject, record }: AccountTables & SubjectTables) => {
    const draft = k.table(
      'draft',
      {
        id: k.text('id').primaryKey(),
        accountId: k
          .text('account_id')
          .notNull()
          .references(() => account.id),
        subjectId: k
          .text('subject_id')
          .notNull()
          .references(() => subject.id),
        form: k.text('form').notNull(),
        visit: k.text('visit'),
        rowKey: k.text('row_key').notNull().default(''),
        recordId: k.text('record_id').references(() => record.id),
        baseVersion: k.int('base_version'),
        values: k.text('values').notNull(),
        enteredAt: k.text('entered_at'),
        savedAt: k.text('saved_at').notNull(),
      },
      (t) => [
        k
          .uniqueIndex('draft_place_once_at_visit')
          .on(t.accountId, t.subjectId, t.form, t.visit, t.rowKey)
          .where(sql`${t.visit} is not null`),
        k
          .uniqueIndex('draft_place_once_without_visit')
          .on(t.accountId, t.subjectId, t.form, t.rowKey)
          .where(sql`${t.visit} is null`),
      ],
    )
    return { draft }
  },
)

/** The columns of a row that belongs to one subject at its site. */
export const subjectOfSite = tableGroup(
  (
    k: Kit,
    { study, site, subject }: Pick<StudyTables & SubjectTables, 'study' | 'site' | 'subject'>,
  ) => ({
    studyId: k
      .text('study_id')
      .notNull()
      .references(() => study.id),
    siteId: k
      .text('site_id')
      .notNull()
      .references(() => site.id),
    subjectId: k
      .text('subject_id')
      .notNull()
      .references(() => subject.id),
  }),
)
