import type { QueryView } from '../api/routes/queries.ts'

/** Columns of the queries as CSV, in their order: one row for each step in the life of a query. */
export const QUERY_COLUMNS = [
  'QUERY',
  'SUBJID',
  'SITE',
  'VISIT',
  'FORM',
  'ITEM',
  'GROUP_ROW',
  'OPENED_AS',
  'CHECK',
  'STATE',
  'OPENED_BY',
  'OPENED_ROLE',
  'OPENED_AT',
  'SETTLED_AT',
  'STEP',
  'ACT',
  'BY',
  'ROLE',
  'AT',
  'TEXT',
  'TEXT_ZH',
] as const

/** The rows of one query, the first step first. What the program said stands in both languages. */
export function queryRows(query: QueryView): readonly (readonly string[])[] {
  return query.entries.map((entry, at) => [
    query.id,
    query.subjid,
    query.site,
    query.visit ?? '',
    query.form ?? '',
    query.item,
    query.groupRow,
    query.kind,
    query.check ?? '',
    query.state,
    query.openedBy,
    query.openedRole,
    query.openedAt,
    query.settledAt ?? '',
    String(at + 1),
    entry.act,
    entry.by,
    entry.role,
    entry.at,
    entry.said?.en ?? entry.text ?? '',
    entry.said?.zh ?? '',
  ])
}
