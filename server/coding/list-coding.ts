import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type {
  CodedAnswer,
  CodingSort,
  CodingView,
  TermView,
} from '../../shared/api/routes/coding.ts'
import type { SortOrder } from '../../shared/api/sort-order.ts'
import { CODED_ITEMS, codedItemsOf } from '../../shared/coding/coded-items.ts'
import type { DictionaryKind } from '../../shared/coding/dictionary.ts'
import { storedValues } from '../entry/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { listDictionaries } from './load-dictionary.ts'
import { holdsWords, orderedAnswers } from './order-answers.ts'
import { parseParents, termsLike } from './terms.ts'

type CodingRow = Store['t']['coding']['$inferSelect']
type AnswerState = CodedAnswer['state']

export const ANSWER_STATES: readonly AnswerState[] = ['to-code', 'outdated', 'proposed', 'approved']

interface CodingQuestion {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly kind?: DictionaryKind | undefined
  readonly state?: AnswerState | undefined
  readonly search?: string | undefined
  readonly sort?: CodingSort | undefined
  readonly order?: SortOrder | undefined
  readonly limit: number
}

interface CodingList {
  readonly total: number
  readonly counts: { state: AnswerState; count: number }[]
  readonly answers: CodedAnswer[]
}

/** Answers in free words that are coded, what is to be coded first; a share of them with suggestions. */
export async function listCoding(store: Store, question: CodingQuestion): Promise<CodingList> {
  const current = new Map(
    (await listDictionaries(store, question.studyId))
      .filter((dictionary) => dictionary.current)
      .map(({ kind, id }) => [kind, id]),
  )
  const codings = await standingCodings(store, question.studyId)
  const all = (await loadAnswers(store, question))
    .filter(({ kind }) => question.kind === undefined || kind === question.kind)
    .map((answer) => withCoding(answer, codings, current.get(answer.kind)))
  const counts = ANSWER_STATES.map((state) => ({
    state,
    count: all.filter((answer) => answer.state === state).length,
  }))
  const wanted = all
    .filter(({ state }) => question.state === undefined || state === question.state)
    .filter((answer) => question.search === undefined || holdsWords(answer, question.search))
    .sort((a, b) => ANSWER_STATES.indexOf(a.state) - ANSWER_STATES.indexOf(b.state))
  const ordered =
    question.sort === undefined ? wanted : orderedAnswers(wanted, question.sort, question.order)
  const shown = ordered.slice(0, question.limit)
  return { total: wanted.length, counts, answers: await withSuggestions(store, shown, current) }
}

/** Where an answer stands that has no approved code of the current release. */
export interface OpenAnswer {
  readonly subjectId: string
  readonly visit: string | null
  readonly form: string
}

/** The answers of a study that are still to be coded; those of a kind without a dictionary are not. */
export async function openAnswers(store: Store, studyId: string): Promise<readonly OpenAnswer[]> {
  const loaded = (await listDictionaries(store, studyId)).filter(({ current }) => current)
  if (loaded.length === 0) return []
  const current = new Map(loaded.map(({ kind, id }) => [kind, id]))
  const codings = await standingCodings(store, studyId)
  const open = (await loadAnswers(store, { studyId, sites: { kind: 'all' } }))
    .filter(({ kind }) => current.has(kind))
    .filter((answer) => withCoding(answer, codings, current.get(answer.kind)).state !== 'approved')
  const places = await placesOf(store, studyId)
  return open.flatMap(({ record: id }) => places.get(id) ?? [])
}

async function placesOf(
  { t: { record }, read }: Store,
  studyId: string,
): Promise<ReadonlyMap<string, OpenAnswer>> {
  const { id, subjectId, visit, form } = record
  const rows = await read
    .select({ id, subjectId, visit, form })
    .from(record)
    .where(and(eq(record.studyId, studyId), inArray(form, CODED_FORMS)))
  return new Map(rows.map(({ id: recordId, ...place }) => [recordId, place]))
}

const CODED_FORMS = [...new Set(CODED_ITEMS.map(({ form }) => form))]

type Answer = Omit<CodedAnswer, 'state' | 'coding' | 'suggestion'> & {
  /** A code that the form holds already; empty: none. */
  readonly code: string
}

async function loadAnswers(
  { t: { record, subject, site }, read }: Store,
  { studyId, sites }: Pick<CodingQuestion, 'studyId' | 'sites'>,
): Promise<readonly Answer[]> {
  const rows = await read
    .select({
      id: record.id,
      form: record.form,
      values: record.values,
      subjid: subject.subjid,
      site: site.siteKey,
    })
    .from(record)
    .innerJoin(subject, eq(subject.id, record.subjectId))
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(
      and(
        eq(record.studyId, studyId),
        eq(record.removed, false),
        inArray(record.form, CODED_FORMS),
        sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
      ),
    )
    .orderBy(asc(subject.subjid), asc(record.createdSeq), asc(record.id))
  return rows.flatMap((row) => {
    const { items } = storedValues(row)
    return codedItemsOf(row.form).flatMap(({ item, kind, codeItem }): Answer[] => {
      const verbatim = items[item] ?? ''
      if (verbatim === '') return []
      const code = codeItem === undefined ? '' : (items[codeItem] ?? '')
      const { id, subjid, site: siteKey, form } = row
      return [{ record: id, subjid, site: siteKey, form, item, kind, verbatim, code }]
    })
  })
}

type Standing = ReadonlyMap<string, readonly CodingView[]>

async function standingCodings(store: Store, studyId: string): Promise<Standing> {
  const { coding } = store.t
  const found = await loadCodings(
    store,
    store.read,
    and(eq(coding.studyId, studyId), ne(coding.state, 'withdrawn')),
  )
  const byPlace = new Map<string, CodingView[]>()
  for (const { row, view } of found) {
    const place = placeOf(row.recordId, row.item)
    byPlace.set(place, [...(byPlace.get(place) ?? []), view])
  }
  return byPlace
}

function placeOf(record: string, item: string): string {
  return `${record} ${item}`
}

/** Codings with who made them, oldest first. */
export async function loadCodings(
  { t: { coding, dictionary, account } }: Store,
  queries: ReadQueries,
  where: ReturnType<typeof and>,
): Promise<readonly { readonly row: CodingRow; readonly view: CodingView }[]> {
  const rows = await queries
    .select({ row: coding, release: dictionary.release })
    .from(coding)
    .innerJoin(dictionary, eq(dictionary.id, coding.dictionaryId))
    .where(where)
    .orderBy(asc(coding.codedAt), asc(coding.id))
  const people = await queries.select({ id: account.id, name: account.username }).from(account)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return rows.map(({ row, release }) => ({ row, view: toView(row, release, names) }))
}

function toView(row: CodingRow, release: string, names: ReadonlyMap<string, string>): CodingView {
  const { id, dictionaryId: dictionary, code, term, state, codedAt, approvedAt, version } = row
  return {
    ...{ id, dictionary, release, code, term, state, codedAt, approvedAt, version },
    path: parseParents(row.path),
    codedBy: names.get(row.codedBy) ?? '',
    approvedBy: row.approvedBy === null ? null : (names.get(row.approvedBy) ?? ''),
  }
}

type Coded = Answer & Pick<CodedAnswer, 'state' | 'coding'>

/** The coding with the current release; else the last one with an earlier release, as outdated. */
function withCoding(answer: Answer, standing: Standing, current: string | undefined): Coded {
  const own = standing.get(placeOf(answer.record, answer.item)) ?? []
  const ofCurrent = own.find(({ dictionary }) => dictionary === current)
  const coding = ofCurrent ?? own.at(-1) ?? null
  return { ...answer, coding, state: stateOf(coding, ofCurrent !== undefined) }
}

function stateOf(coding: CodingView | null, ofCurrent: boolean): AnswerState {
  if (coding === null) return 'to-code'
  if (!ofCurrent) return 'outdated'
  return coding.state === 'approved' ? 'approved' : 'proposed'
}

async function withSuggestions(
  store: Store,
  answers: readonly Coded[],
  current: ReadonlyMap<DictionaryKind, string>,
): Promise<CodedAnswer[]> {
  const terms = new Map<DictionaryKind, readonly TermView[]>()
  for (const [kind, dictionaryId] of current) {
    const open = answers.filter((answer) => answer.kind === kind && isOpen(answer))
    const names = [...new Set(open.map(({ verbatim }) => verbatim.trim().toLowerCase()))]
    const codes = [...new Set(open.map(({ code }) => code).filter((code) => code !== ''))]
    terms.set(kind, await termsLike(store, dictionaryId, { names, codes }))
  }
  return answers.map(({ code, ...answer }) => ({
    ...answer,
    suggestion: isOpen(answer) ? suggested(answer, code, terms.get(answer.kind) ?? []) : null,
  }))
}

function isOpen({ state }: Pick<Coded, 'state'>): boolean {
  return state === 'to-code' || state === 'outdated'
}

/** The same words come before the code that the form holds: a person may have described more. */
function suggested(
  { verbatim }: Pick<Answer, 'verbatim'>,
  code: string,
  terms: readonly TermView[],
): TermView | null {
  const words = verbatim.trim().toLowerCase()
  const sameWords = terms.find(({ name }) => name.toLowerCase() === words)
  return sameWords ?? terms.find((term) => term.code === code) ?? null
}
