import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'
import type { AccountTables } from './account.ts'
import type { StudyTables } from './study.ts'
import type { SubjectTables } from './subject.ts'

export type DictionaryKind = 'MEDDRA' | 'WHODRUG'
export type CodingState = 'proposed' | 'approved' | 'withdrawn'

/** Dictionaries that a site loaded under its own licence, one release each. `fileHash`: of the files read. */
export const dictionaryTables = tableGroup(
  (k: Kit, { account, study }: AccountTables & StudyTables) => {
    const dictionary = k.table(
      'dictionary',
      {
        id: k.text('id').primaryKey(),
        studyId: k
          .text('study_id')
          .notNull()
          .references(() => study.id),
        kind: k.text('kind').$type<DictionaryKind>().notNull(),
        release: k.text('release').notNull(),
        fileHash: k.text('file_hash').notNull(),
        terms: k.int('terms').notNull(),
        current: k.bool('current').notNull().default(true),
        loadedBy: k
          .text('loaded_by')
          .notNull()
          .references(() => account.id),
        loadedAt: k.text('loaded_at').notNull(),
      },
      (t) => [
        k.uniqueIndex('dictionary_release_once').on(t.studyId, t.kind, t.release),
        k.check('dictionary_kind_known', sql`${t.kind} in ('MEDDRA', 'WHODRUG')`),
        k.check('dictionary_hash_is_sha256', sql`length(${t.fileHash}) = 64`),
      ],
    )
    return { dictionary }
  },
)

export type DictionaryTables = ReturnType<typeof dictionaryTables>

/** Terms of a dictionary. `searchName` is lower case; `parents` is JSON text: code and name by level. */
export const dictionaryTermTables = tableGroup((k: Kit, { dictionary }: DictionaryTables) => {
  const dictionaryTerm = k.table(
    'dictionary_term',
    {
      dictionaryId: k
        .text('dictionary_id')
        .notNull()
        .references(() => dictionary.id),
      level: k.text('level').notNull(),
      code: k.text('code').notNull(),
      name: k.text('name').notNull(),
      searchName: k.text('search_name').notNull(),
      parents: k.text('parents').notNull().default('{}'),
      current: k.bool('current').notNull().default(true),
    },
    (t) => [
      k.primaryKey([t.dictionaryId, t.level, t.code]),
      k.index('dictionary_term_by_name').on(t.dictionaryId, t.searchName),
    ],
  )
  return { dictionaryTerm }
})

/**
 * The code of a verbatim text, beside it: the text itself stays as it was typed. `path` is JSON text
 * of the levels above. One standing coding for each item and dictionary; earlier ones stay, withdrawn.
 */
export const codingTables = tableGroup(
  (k: Kit, tables: AccountTables & StudyTables & SubjectTables & DictionaryTables) => {
    const { account, study, subject, record, dictionary } = tables
    const coding = k.table(
      'coding',
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
        item: k.text('item').notNull(),
        verbatim: k.text('verbatim').notNull(),
        dictionaryId: k
          .text('dictionary_id')
          .notNull()
          .references(() => dictionary.id),
        level: k.text('level').notNull(),
        code: k.text('code').notNull(),
        term: k.text('term').notNull(),
        path: k.text('path').notNull().default('{}'),
        state: k.text('state').$type<CodingState>().notNull(),
        codedBy: k
          .text('coded_by')
          .notNull()
          .references(() => account.id),
        codedAt: k.text('coded_at').notNull(),
        approvedBy: k.text('approved_by').references(() => account.id),
        approvedAt: k.text('approved_at'),
        version: k.int('version').notNull().default(1),
      },
      (t) => [
        k.index('coding_by_study').on(t.studyId, t.state),
        k.index('coding_by_record').on(t.recordId),
        k
          .uniqueIndex('coding_once')
          .on(t.recordId, t.item, t.dictionaryId)
          .where(sql`${t.state} <> 'withdrawn'`),
        k.check('coding_state_known', sql`${t.state} in ('proposed', 'approved', 'withdrawn')`),
        k.check(
          'coding_approved_with_time',
          sql`(${t.state} = 'approved') = (${t.approvedAt} is not null)`,
        ),
      ],
    )
    return { coding }
  },
)
