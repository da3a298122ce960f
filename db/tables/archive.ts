import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'

/**
 * Packages of everything a site has, as they were made: never changed but by the one receipt of the
 * site's investigator. `seq` is the last entry of the study's trail that the package knows, `sha256`
 * the hash of its bytes, `size` in bytes, `counts` JSON text of what it holds. No maker: made from the
 * shell.
 */
export const siteArchiveTables = tableGroup(
  (k: Kit, { account, study, site }: AccountTables & StudyTables) => {
    const siteArchive = k.table(
      'site_archive',
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
        number: k.int('number').notNull(),
        seq: k.int('seq').notNull(),
        sha256: k.text('sha256').notNull(),
        size: k.int('size').notNull(),
        counts: k.text('counts').notNull(),
        programVersion: k.text('program_version').notNull(),
        madeBy: k.text('made_by').references(() => account.id),
        madeAt: k.text('made_at').notNull(),
        receivedBy: k.text('received_by').references(() => account.id),
        receivedAt: k.text('received_at'),
      },
      (t) => [
        k.uniqueIndex('site_archive_number_once').on(t.siteId, t.number),
        k.index('site_archive_by_study').on(t.studyId, t.siteId),
        k.check('site_archive_number_from_1', sql`${t.number} >= 1`),
        k.check('site_archive_hash_is_sha256', sql`length(${t.sha256}) = 64`),
        k.check('site_archive_size_counted', sql`${t.size} >= 0`),
        k.check(
          'site_archive_received_by_somebody',
          sql`(${t.receivedBy} is null) = (${t.receivedAt} is null)`,
        ),
      ],
    )
    return { siteArchive }
  },
)
