import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { StudyTables } from './study.ts'

/**
 * Laboratories of a study. `siteId` null: used by every site. `units` is JSON text: the unit each
 * test is reported in, remembered from what was entered.
 */
export const laboratoryTables = tableGroup((k: Kit, { study, site }: StudyTables) => {
  const laboratory = k.table(
    'laboratory',
    {
      id: k.text('id').primaryKey(),
      studyId: k
        .text('study_id')
        .notNull()
        .references(() => study.id),
      siteId: k.text('site_id').references(() => site.id),
      code: k.text('code').notNull(),
      name: k.text('name').notNull(),
      units: k.text('units').notNull().default('{}'),
      removed: k.bool('removed').notNull().default(false),
      version: k.int('version').notNull().default(1),
      createdAt: k.text('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('laboratory_code_once').on(t.studyId, t.siteId, t.code),
      k.check('laboratory_version_from_1', sql`${t.version} >= 1`),
    ],
  )
  return { laboratory }
})

export type LaboratoryTables = ReturnType<typeof laboratoryTables>

/**
 * How a laboratory's print-out names a test and its unit, and what they were matched to by a person of
 * one site, for that site.
 * `sourceName` and `sourceUnit` are normalised text; an empty `test` means: leave this line out.
 */
export const labMappingTables = tableGroup(
  (k: Kit, { study, site, laboratory }: StudyTables & LaboratoryTables) => {
    const labMapping = k.table(
      'lab_mapping',
      {
        id: k.text('id').primaryKey(),
        studyId: k
          .text('study_id')
          .notNull()
          .references(() => study.id),
        laboratoryId: k
          .text('laboratory_id')
          .notNull()
          .references(() => laboratory.id),
        siteId: k.text('site_id').references(() => site.id),
        sourceName: k.text('source_name').notNull(),
        sourceUnit: k.text('source_unit').notNull().default(''),
        test: k.text('test').notNull(),
        unit: k.text('unit').notNull(),
        version: k.int('version').notNull().default(1),
      },
      (t) => [
        k
          .uniqueIndex('lab_mapping_name_once')
          .on(t.laboratoryId, t.siteId, t.sourceName, t.sourceUnit),
        k.check('lab_mapping_version_from_1', sql`${t.version} >= 1`),
      ],
    )
    return { labMapping }
  },
)
