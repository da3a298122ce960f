import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import type { ImportRow } from '../../shared/api/routes/queries.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { verifiedContent } from '../../shared/forms/verified-content.ts'
import {
  isGroupItem,
  ownFaults,
  readImportFile,
  type ImportFault,
  type ReadRow,
} from '../../shared/queries/import-file.ts'
import { leadingWords } from '../../shared/queries/leading-text.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { sha256 } from '../audit/hash.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { storedValues } from '../entry/service.ts'
import { invalidField, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { includesSite } from '../http/scope.ts'
import { versionOfRecord, type DefinitionBySite, type Definitions } from '../studies/service.ts'
import { writeOpenings, type Opening, type QueryPlace } from './write-query.ts'

export interface ImportPlace {
  readonly studyId: string
  /** Where the caller may ask. */
  readonly sites: SiteFilter
}

interface ImportServices {
  readonly store: Store
  readonly definitions: Definitions
}

/** Every row of a file with what is wrong with it. Throws the 422 for a file that is none of queries. */
export async function previewImport(
  { store, definitions }: ImportServices,
  place: ImportPlace,
  text: string,
): Promise<{ rows: ImportRow[] }> {
  const rows = rowsOf(text)
  const pinnedAt = await definitions.bySite(place.studyId)
  const judged = await store.snapshot((queries) => judge({ store, queries, pinnedAt, place }, rows))
  return { rows: judged.map(({ view }) => view) }
}

export interface ImportWish {
  readonly text: string
  readonly fileName: string
  readonly leaveOut: readonly number[]
}

export interface Imported {
  readonly opened: number
  readonly leftOut: number
}

/**
 * Opens the queries of a file in one transaction. Throws the 422 naming each faulty row that is not
 * left out on purpose, and stores nothing then; the 422 too where no row is left.
 */
export async function importQueries(
  { store, definitions }: ImportServices,
  place: ImportPlace & {
    readonly actor: Actor
    readonly remember: (tx: Tx, answer: Imported) => Promise<void>
  },
  { text, fileName, leaveOut }: ImportWish,
): Promise<Imported> {
  const rows = rowsOf(text)
  const pinnedAt = await definitions.bySite(place.studyId)
  const { actor, studyId } = place
  return unitOfWork(store, actor, async (tx, { at }) => {
    const judged = await judge({ store, queries: tx, pinnedAt, place }, rows)
    const kept = judged.filter(({ view }) => !leaveOut.includes(view.line))
    refuseFaulty(kept)
    const openings = kept.flatMap(({ opening }) => opening ?? [])
    if (openings.length === 0) throw invalidField('/text', 'queryImport.nothingLeft')
    const drafts: AuditDraft[] = []
    for (let from = 0; from < openings.length; from += AT_ONCE) {
      const some = openings.slice(from, from + AT_ONCE)
      const opened = await writeOpenings({ store, tx, actor, at }, some)
      drafts.push(...opened.map(({ draft }) => draft))
    }
    const result = { opened: openings.length, leftOut: judged.length - kept.length }
    await place.remember(tx, result)
    const file: AuditDraft = {
      act: 'query.import',
      entity: 'study',
      entityId: studyId,
      before: null,
      after: { file: fileName, sha256: sha256(text), ...result, leftOutLines: [...leaveOut] },
    }
    return { result, audit: [file, ...drafts] }
  })
}

/** Rows of one statement: each has some twenty values. */
const AT_ONCE = 100

function rowsOf(text: string): readonly ReadRow[] {
  const file = readImportFile(text)
  switch (file.kind) {
    case 'rows':
      return file.rows
    case 'no-rows':
      throw invalidField('/text', 'queryImport.noRows')
    case 'too-many':
      throw faultyFile('queryImport.tooMany', { rows: file.rows })
    case 'columns-missing':
      throw faultyFile('queryImport.columnsMissing', { columns: file.columns.join(', ') })
    case 'columns-unknown':
      throw faultyFile('queryImport.columnsUnknown', { columns: file.columns.join(', ') })
  }
}

function faultyFile(key: string, params: Record<string, string | number>): ProblemError {
  const errors = [{ pointer: '/text', key, params }]
  return new ProblemError({ type: 'urn:problem:invalid-input', status: 422, errors })
}

function refuseFaulty(kept: readonly Judged[]): void {
  const errors = kept.flatMap(({ view }) =>
    view.faults.map(({ column, fault }) => ({
      pointer: `/text/${view.line}/${column}`,
      key: `queryImport.fault.${fault}`,
      params: { line: view.line, column },
    })),
  )
  if (errors.length === 0) return
  throw new ProblemError({ type: 'urn:problem:invalid-input', status: 422, errors })
}

interface Judging {
  readonly store: Store
  readonly queries: ReadQueries
  readonly pinnedAt: DefinitionBySite
  readonly place: ImportPlace
}

interface Judged {
  readonly view: ImportRow
  /** Null for a faulty row. */
  readonly opening: Opening | null
}

type Fault = ImportRow['faults'][number]

/** What the rows speak of: subjects by SUBJID, records by subject, and what is asked already. */
interface Spoken {
  readonly subjects: ReadonlyMap<string, { readonly id: string; readonly siteId: string }>
  readonly records: ReadonlyMap<string, readonly RecordRow[]>
  /** Open queries by place and words. */
  readonly asked: Set<string>
}

async function judge(judging: Judging, rows: readonly ReadRow[]): Promise<readonly Judged[]> {
  const spoken = await loadSpoken(judging, rows)
  const inFile = new Set<string>()
  return rows.map((row) => {
    const found = placeOf(judging, row, spoken)
    const faults =
      'faults' in found ? [...found.faults] : repeated(row, found.place, spoken, inFile)
    const view = { ...row, faults, leading: leadingWords(row.text) }
    if ('faults' in found || faults.length > 0) return { view, opening: null }
    return { view, opening: { ...found, kind: 'manual', check: null, text: row.text, said: null } }
  })
}

/** The same words at the same place, asked already or further up in the file. */
function repeated(
  { text }: ReadRow,
  place: QueryPlace,
  { asked }: Spoken,
  inFile: Set<string>,
): Fault[] {
  const key = askedKey({ ...place, text })
  if (asked.has(key)) return [{ column: 'text', fault: 'openAlready' }]
  if (inFile.has(key)) return [{ column: 'text', fault: 'twiceInFile' }]
  inFile.add(key)
  return []
}

function askedKey(of: {
  readonly recordId: string | null
  readonly item: string
  readonly groupRow: string
  readonly text: string | null
}): string {
  const { recordId, item, groupRow, text } = of
  return JSON.stringify([recordId, item, groupRow, text?.trim() ?? ''])
}

async function loadSpoken(
  { store, queries, place }: Judging,
  rows: readonly ReadRow[],
): Promise<Spoken> {
  const { subject, record, query, queryEntry } = store.t
  const names = [...new Set(rows.map(({ subjid }) => subjid))]
  const formKeys = [...new Set(rows.map(({ form }) => form))]
  const subjects = new Map<string, { id: string; siteId: string }>()
  const records = new Map<string, RecordRow[]>()
  const asked = new Set<string>()
  for (let from = 0; from < names.length; from += SUBJECTS_AT_ONCE) {
    const some = names.slice(from, from + SUBJECTS_AT_ONCE)
    const found = await queries
      .select({ id: subject.id, subjid: subject.subjid, siteId: subject.siteId })
      .from(subject)
      .where(and(eq(subject.studyId, place.studyId), inArray(subject.subjid, some)))
    const visible = found.filter(({ siteId }) => includesSite(place.sites, siteId))
    for (const { subjid, ...one } of visible) subjects.set(subjid, one)
    const ids = visible.map(({ id }) => id)
    const stored = await queries
      .select()
      .from(record)
      .where(
        and(
          inArray(record.subjectId, ids),
          eq(record.removed, false),
          inArray(record.form, formKeys),
        ),
      )
    for (const one of stored) {
      const others = records.get(one.subjectId)
      if (others === undefined) records.set(one.subjectId, [one])
      else others.push(one)
    }
    const standing = await queries
      .select({
        recordId: query.recordId,
        item: query.item,
        groupRow: query.groupRow,
        text: queryEntry.text,
      })
      .from(query)
      .innerJoin(queryEntry, and(eq(queryEntry.queryId, query.id), eq(queryEntry.number, 1)))
      .where(and(inArray(query.subjectId, ids), isNull(query.settledAt)))
    for (const one of standing) asked.add(askedKey(one))
  }
  return { subjects, records, asked }
}

const SUBJECTS_AT_ONCE = 200

type Found =
  | { readonly place: QueryPlace; readonly valueAtOpening: string | null }
  | { readonly faults: readonly Fault[] }

/** The place that a row asks about; what is wrong where it is none. */
function placeOf({ pinnedAt, place }: Judging, row: ReadRow, spoken: Spoken): Found {
  const subject = spoken.subjects.get(row.subjid)
  if (subject === undefined) {
    const own = ownFaults(row, null)
    return { faults: row.subjid === '' ? own : [faultAt('subjid', 'unknownSubject'), ...own] }
  }
  const pinned = pinnedAt(subject.siteId)
  const own = ownFaults(row, pinned.forms)
  if (own.length > 0) return { faults: own }
  const record = recordOf(row, spoken.records.get(subject.id) ?? [], pinned.forms.get(row.form))
  if ('fault' in record) return { faults: [record] }
  const form = versionOfRecord(pinned, record).forms.get(record.form)
  const asked = form === undefined ? null : valueIn(form, record, row)
  if (asked === null) return { faults: [faultAt('row', 'unknownRow')] }
  const { valueAtOpening, ...valueAt } = asked
  return {
    place: {
      studyId: place.studyId,
      siteId: subject.siteId,
      subjectId: subject.id,
      recordId: record.id,
      form: record.form,
      visit: record.visit,
      rowKey: record.rowKey,
      ...valueAt,
    },
    valueAtOpening,
  }
}

interface AskedValue {
  readonly item: string
  readonly groupRow: string
  /** JSON text; null for the form as a whole. */
  readonly valueAtOpening: string | null
}

/** The value that a row asks about; null where the form has no such row. */
function valueIn(
  form: FormDefinition,
  record: RecordRow,
  { item, row }: ReadRow,
): AskedValue | null {
  if (item === '') return { item, groupRow: '', valueAtOpening: null }
  const groupRow = isGroupItem(form, item) ? row : ''
  const content = verifiedContent(form, storedValues(record), { item, groupRow })
  return content === null ? null : { item, groupRow, valueAtOpening: JSON.stringify(content) }
}

function faultAt(column: Fault['column'], fault: ImportFault): Fault {
  return { column, fault }
}

/** The record that a row names by form, visit and row; `row` may be empty where there is one alone. */
function recordOf(
  { form, visit, item, row }: ReadRow,
  records: readonly RecordRow[],
  definition: FormDefinition | undefined,
): RecordRow | Fault {
  const here = records.filter((one) => one.form === form && (one.visit ?? '') === visit)
  const ofGroup = definition !== undefined && isGroupItem(definition, item)
  const named = ofGroup || row === '' ? here : here.filter(({ rowKey }) => rowKey === row)
  const [first, second] = named
  if (first === undefined) {
    return here.length === 0 ? faultAt('visit', 'noRecord') : faultAt('row', 'unknownRow')
  }
  return second === undefined ? first : faultAt('row', 'severalRecords')
}
