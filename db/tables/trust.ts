import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'
import type { SubjectTables } from './subject.ts'

type Others = AccountTables & StudyTables & SubjectTables

/**
 * Source data verification and review marks, on a whole record or one item. `contentHash` is the
 * hash of what was verified; a later change sets the state `changed` and the audit entry that did.
 */
export const verificationTables = tableGroup(
  (k: Kit, { account, study, subject, record }: Others) => {
    const verification = k.table(
      'verification',
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
        recordId: k
          .text('record_id')
          .notNull()
          .references(() => record.id),
        item: k.text('item'),
        groupRow: k.text('group_row'),
        kind: k.text('kind').$type<'source' | 'review'>().notNull(),
        recordVersion: k.int('record_version').notNull(),
        contentHash: k.text('content_hash').notNull(),
        state: k.text('state').$type<'verified' | 'changed' | 'withdrawn'>().notNull(),
        verifiedBy: k
          .text('verified_by')
          .notNull()
          .references(() => account.id),
        verifiedRole: k.text('verified_role').notNull(),
        verifiedAt: k.text('verified_at').notNull(),
        endedSeq: k.int('ended_seq'),
      },
      (t) => [
        k.index('verification_by_record').on(t.recordId),
        k.index('verification_by_subject').on(t.subjectId, t.state),
        k.check('verification_kind_known', sql`${t.kind} in ('source', 'review')`),
        k.check(
          'verification_state_known',
          sql`${t.state} in ('verified', 'changed', 'withdrawn')`,
        ),
        k.check(
          'verification_ended_by_entry',
          sql`(${t.state} = 'verified') = (${t.endedSeq} is null)`,
        ),
      ],
    )
    return { verification }
  },
)

/**
 * Electronic signatures with printed name, role, meaning and time. `content` is canonical JSON of
 * exactly what was signed (each record's id, version and hash), `contentHash` its SHA-256. A later
 * change of the content breaks the signature: state, time and audit entry say so, the row stays.
 */
export const signatureTables = tableGroup((k: Kit, { account, study, subject, record }: Others) => {
  const signature = k.table(
    'signature',
    {
      id: k.text('id').primaryKey(),
      studyId: k
        .text('study_id')
        .notNull()
        .references(() => study.id),
      subjectId: k.text('subject_id').references(() => subject.id),
      recordId: k.text('record_id').references(() => record.id),
      visit: k.text('visit'),
      scope: k.text('scope').$type<'record' | 'visit' | 'subject' | 'study'>().notNull(),
      meaning: k
        .text('meaning')
        .$type<'author' | 'review' | 'approval' | 'responsibility'>()
        .notNull(),
      signerId: k
        .text('signer_id')
        .notNull()
        .references(() => account.id),
      signerName: k.text('signer_name').notNull(),
      signerRole: k.text('signer_role').notNull(),
      signedAt: k.text('signed_at').notNull(),
      content: k.text('content').notNull(),
      contentHash: k.text('content_hash').notNull(),
      state: k.text('state').$type<'valid' | 'broken'>().notNull(),
      brokenAt: k.text('broken_at'),
      brokenSeq: k.int('broken_seq'),
    },
    (t) => [
      k.index('signature_by_subject').on(t.subjectId, t.state),
      k.index('signature_by_record').on(t.recordId),
      k.check('signature_scope_known', sql`${t.scope} in ('record', 'visit', 'subject', 'study')`),
      k.check(
        'signature_meaning_known',
        sql`${t.meaning} in ('author', 'review', 'approval', 'responsibility')`,
      ),
      k.check('signature_state_known', sql`${t.state} in ('valid', 'broken')`),
      k.check('signature_broken_by_entry', sql`(${t.state} = 'valid') = (${t.brokenSeq} is null)`),
    ],
  )
  return { signature }
})

/**
 * Freezes and locks at every level. In force while `releasedAt` is null; releasing needs a reason. One
 * of level `record` holds every record of a form at its place, those to come included: it names the
 * form, and `recordId` stays empty.
 */
export const dataLockTables = tableGroup(
  (k: Kit, { account, study, site, subject, record }: Others) => {
    const dataLock = k.table(
      'data_lock',
      {
        id: k.text('id').primaryKey(),
        studyId: k
          .text('study_id')
          .notNull()
          .references(() => study.id),
        level: k.text('level').$type<'record' | 'visit' | 'subject' | 'site' | 'study'>().notNull(),
        siteId: k.text('site_id').references(() => site.id),
        subjectId: k.text('subject_id').references(() => subject.id),
        visit: k.text('visit'),
        form: k.text('form'),
        recordId: k.text('record_id').references(() => record.id),
        kind: k.text('kind').$type<'freeze' | 'lock'>().notNull(),
        setBy: k
          .text('set_by')
          .notNull()
          .references(() => account.id),
        setAt: k.text('set_at').notNull(),
        reason: k.text('reason'),
        releasedBy: k.text('released_by').references(() => account.id),
        releasedAt: k.text('released_at'),
        releaseReason: k.text('release_reason'),
      },
      (t) => [
        k.index('data_lock_in_force').on(t.studyId, t.releasedAt),
        k.index('data_lock_by_subject').on(t.subjectId),
        k.check(
          'data_lock_level_known',
          sql`${t.level} in ('record', 'visit', 'subject', 'site', 'study')`,
        ),
        k.check('data_lock_kind_known', sql`${t.kind} in ('freeze', 'lock')`),
        k.check(
          'data_lock_released_with_reason',
          sql`${t.releasedAt} is null or ${t.releaseReason} is not null`,
        ),
      ],
    )
    return { dataLock }
  },
)
