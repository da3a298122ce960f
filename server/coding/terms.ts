import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { TermView } from '../../shared/api/routes/coding.ts'
import { notFound } from '../http/problem-error.ts'

type TermRow = Store['t']['dictionaryTerm']['$inferSelect']
type DictionaryRow = Store['t']['dictionary']['$inferSelect']

export function toTerm({ level, code, name, parents, current }: TermRow): TermView {
  return { level, code, name, parents: parseParents(parents), current }
}

/** Levels above a term, as they were stored with it. */
export function parseParents(text: string): TermView['parents'] {
  return JSON.parse(text) as TermView['parents']
}

/** A dictionary of the study. 404 for another study's. */
export async function expectDictionary(
  { t: { dictionary } }: Store,
  queries: ReadQueries,
  { studyId, id }: { readonly studyId: string; readonly id: string },
): Promise<DictionaryRow> {
  const [row] = await queries
    .select()
    .from(dictionary)
    .where(and(eq(dictionary.id, id), eq(dictionary.studyId, studyId)))
  if (row === undefined) throw notFound('dictionary')
  return row
}

const SHOWN_AT_MOST = 50

/** Current terms with the words or the code: the same first, then those beginning so, then the rest. */
export async function searchDictionary(
  { t: { dictionaryTerm }, read }: Store,
  dictionaryId: string,
  search: string,
): Promise<TermView[]> {
  const words = search.trim().toLowerCase()
  if (words === '') return []
  const { searchName, code, name } = dictionaryTerm
  const pattern = words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
  const isLike = (text: string) => sql`${searchName} like ${text} escape '\\'`
  const rank = sql<number>`case when ${searchName} = ${words} or ${code} = ${words} then 0 when ${isLike(`${pattern}%`)} then 1 else 2 end`
  const rows = await read
    .select()
    .from(dictionaryTerm)
    .where(
      and(
        eq(dictionaryTerm.dictionaryId, dictionaryId),
        eq(dictionaryTerm.current, true),
        or(isLike(`%${pattern}%`), eq(code, words)),
      ),
    )
    .orderBy(rank, asc(name))
    .limit(SHOWN_AT_MOST)
  return rows.map(toTerm)
}

/** A term by its code. */
export async function termOf(
  { t: { dictionaryTerm } }: Store,
  queries: ReadQueries,
  { dictionaryId, code }: { readonly dictionaryId: string; readonly code: string },
): Promise<TermRow | null> {
  const [row] = await queries
    .select()
    .from(dictionaryTerm)
    .where(and(eq(dictionaryTerm.dictionaryId, dictionaryId), eq(dictionaryTerm.code, code)))
  return row ?? null
}

/** Current terms with one of the names (lower case) or codes. */
export async function termsLike(
  { t: { dictionaryTerm }, read }: Store,
  dictionaryId: string,
  { names, codes }: { readonly names: readonly string[]; readonly codes: readonly string[] },
): Promise<readonly TermView[]> {
  if (names.length + codes.length === 0) return []
  const rows = await read
    .select()
    .from(dictionaryTerm)
    .where(
      and(
        eq(dictionaryTerm.dictionaryId, dictionaryId),
        eq(dictionaryTerm.current, true),
        or(
          names.length === 0 ? undefined : inArray(dictionaryTerm.searchName, [...names]),
          codes.length === 0 ? undefined : inArray(dictionaryTerm.code, [...codes]),
        ),
      ),
    )
  return rows.map(toTerm)
}
