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
