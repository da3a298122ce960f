import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'

/**
 * Versions of a study's definition: validated JSON with its forms embedded, and the SHA-256 of
 * exactly that text. The database refuses to edit one; an amendment is a new version, effective
 * per site from a date on.
 */
export const studyVersionTables = tableGroup(
  (k: Kit, { study, site, account }: StudyTables & AccountTables) => {
    const studyVersion = k.table(
      'study_version',
      {
        id: k.text('id').primaryKey(),
        studyId: k
          .text('study_id')
          .notNull()
          .references(() => study.id),
        number: k.int('number').notNull(),
        definition: k.text('definition').notNull(),
        definitionHash: k.text('definition_hash').notNull(),
        note: k.text('note'),
        createdBy: k.text('created_by').references(() => account.id),
        createdAt: k.text('created_at').notNull(),
      },
      (t) => [
        // A constraint, not an index: records refer to it.
        k.unique('study_version_number_once').on(t.studyId, t.number),
        k.check('study_version_number_from_1', sql`${t.number} >= 1`),
        k.check('study_version_hash_is_sha256', sql`length(${t.definitionHash}) = 64`),
      ],
    )
    const studyVersionSite = k.table(
      'study_version_site',
      {
        studyVersionId: k
          .text('study_version_id')
          .notNull()
          .references(() => studyVersion.id),
        siteId: k
          .text('site_id')
          .notNull()
          .references(() => site.id),
        effectiveFrom: k.text('effective_from').notNull(),
        setBy: k.text('set_by').references(() => account.id),
        setAt: k.text('set_at').notNull(),
      },
      (t) => [
        k.primaryKey([t.studyVersionId, t.siteId]),
        k.index('study_version_site_by_site').on(t.siteId, t.effectiveFrom),
      ],
    )
    return { studyVersion, studyVersionSite }
  },
)

export type StudyVersionTables = ReturnType<typeof studyVersionTables>
