import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'

/**
 * Rights: a role in a study and site from a time on, until withdrawn; never deleted. No study
 * means the whole installation, no site every site of the study. The right to sign names who
 * verified the person's identity, how, and when.
 */
export const grantTables = tableGroup(
  (k: Kit, { account, study, site }: AccountTables & StudyTables) => {
    const accountGrant = k.table(
      'account_grant',
      {
        id: k.text('id').primaryKey(),
        accountId: k
          .text('account_id')
          .notNull()
          .references(() => account.id),
        role: k.text('role').notNull(),
        studyId: k.text('study_id').references(() => study.id),
        siteId: k.text('site_id').references(() => site.id),
        validFrom: k.text('valid_from').notNull(),
        validTo: k.text('valid_to'),
        grantedBy: k.text('granted_by').references(() => account.id),
        withdrawnBy: k.text('withdrawn_by').references(() => account.id),
        identityVerifiedBy: k.text('identity_verified_by').references(() => account.id),
        identityMethod: k.text('identity_method'),
        identityVerifiedOn: k.text('identity_verified_on'),
      },
      (t) => [
        k.index('account_grant_by_account').on(t.accountId),
        k.index('account_grant_by_study').on(t.studyId, t.siteId),
        k.check(
          'account_grant_site_has_study',
          sql`${t.siteId} is null or ${t.studyId} is not null`,
        ),
        k.check(
          'account_grant_in_order',
          sql`${t.validTo} is null or ${t.validTo} >= ${t.validFrom}`,
        ),
      ],
    )
    return { accountGrant }
  },
)

/**
 * Settings as JSON text that a schema checks: of the installation under `installation`, of a study
 * under `study:` and its id. What is not there has its default.
 */
export const settingTables = tableGroup((k: Kit) => {
  const setting = k.table('setting', {
    key: k.text('key').primaryKey(),
    value: k.text('value').notNull(),
    version: k.int('version').notNull(),
    changedAt: k.text('changed_at').notNull(),
  })
  return { setting }
})

/** Training of a person for a study, by the version of what was taught; withdrawn, never deleted. */
export const trainingTables = tableGroup(
  (k: Kit, { account, study }: AccountTables & StudyTables) => {
    const training = k.table(
      'training',
      {
        id: k.text('id').primaryKey(),
        accountId: k
          .text('account_id')
          .notNull()
          .references(() => account.id),
        studyId: k
          .text('study_id')
          .notNull()
          .references(() => study.id),
        title: k.text('title').notNull(),
        version: k.int('version').notNull(),
        trainedOn: k.text('trained_on').notNull(),
        recordedBy: k.text('recorded_by').references(() => account.id),
        recordedAt: k.text('recorded_at').notNull(),
        withdrawnAt: k.text('withdrawn_at'),
      },
      (t) => [
        k.index('training_by_account').on(t.accountId, t.studyId),
        k.check('training_version_counts', sql`${t.version} >= 1`),
      ],
    )
    return { training }
  },
)
