import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'

export type StudyState = 'setup' | 'open' | 'locked' | 'archived'

/** Studies. `environment` keeps test data out of production exports. */
export const studyTables = tableGroup((k: Kit) => {
  const study = k.table(
    'study',
    {
      id: k.text('id').primaryKey(),
      studyKey: k.text('study_key').notNull(),
      name: k.text('name').notNull(),
      environment: k.text('environment').$type<'production' | 'test'>().notNull(),
      state: k.text('state').$type<StudyState>().notNull(),
      version: k.int('version').notNull().default(1),
      createdAt: k.text('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('study_key_once').on(t.studyKey),
      k.check('study_environment_known', sql`${t.environment} in ('production', 'test')`),
      k.check('study_state_known', sql`${t.state} in ('setup', 'open', 'locked', 'archived')`),
    ],
  )
  return { study }
})

type Study = ReturnType<typeof studyTables>

/** Sites of a study. `timeZone` is an IANA name, for showing server times at the site. */
export const siteTables = tableGroup((k: Kit, { study }: Study) => {
  const site = k.table(
    'site',
    {
      id: k.text('id').primaryKey(),
      studyId: k
        .text('study_id')
        .notNull()
        .references(() => study.id),
      siteKey: k.text('site_key').notNull(),
      name: k.text('name').notNull(),
      country: k.text('country'),
      timeZone: k.text('time_zone').notNull(),
      state: k.text('state').$type<'open' | 'closed'>().notNull(),
      version: k.int('version').notNull().default(1),
      createdAt: k.text('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('site_key_once').on(t.studyId, t.siteKey),
      k.check('site_state_known', sql`${t.state} in ('open', 'closed')`),
    ],
  )
  return { site }
})

export type StudyTables = Study & ReturnType<typeof siteTables>
