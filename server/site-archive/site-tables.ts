import { and, asc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm'
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Tables } from '../../db/tables.ts'
import type { Cell, TableRow } from './table-file.ts'

/** Whose rows are asked for. */
export interface SitePlace {
  readonly studyId: string
  readonly siteId: string
}

type Row = Readonly<Record<string, Cell>>
type TableName = keyof Tables
type ReadRows = (queries: ReadQueries, t: Tables, place: SitePlace) => Promise<readonly Row[]>

interface SiteTable {
  /** Name of the files in the package, without their ending. */
  readonly file: string
  readonly table: TableName
  /** Columns with people's own words: what was redacted is taken out of them. */
  readonly words?: readonly string[]
  readonly read: ReadRows
}

/** Everything of a site that is no record and no entry of the trail, table by table. */
export const SITE_TABLES: readonly SiteTable[] = [
  {
    file: 'site',
    table: 'site',
    read: (q, { site }, { siteId }) => ordered(q, site, eq(site.id, siteId)),
  },
  {
    file: 'subjects',
    table: 'subject',
    read: (q, { subject }, { siteId }) => ordered(q, subject, eq(subject.siteId, siteId)),
  },
  {
    file: 'queries',
    table: 'query',
    words: ['groupRow', 'valueAtOpening'],
    read: (q, { query }, { siteId }) => ordered(q, query, eq(query.siteId, siteId)),
  },
  {
    file: 'query-entries',
    table: 'queryEntry',
    words: ['text', 'textValues'],
    read: queryEntriesOf,
  },
  {
    file: 'checks-fired',
    table: 'checkFiring',
    words: ['groupRow', 'place', 'compared', 'reason'],
    read: (q, { checkFiring }, { siteId }) =>
      ordered(q, checkFiring, eq(checkFiring.siteId, siteId)),
  },
  {
    file: 'verifications',
    table: 'verification',
    words: ['groupRow'],
    read: (q, t, place) => ordered(q, t.verification, ofSubjects(q, t, place, t.verification)),
  },
  {
    file: 'signatures',
    table: 'signature',
    read: (q, t, place) => ordered(q, t.signature, ofSubjects(q, t, place, t.signature)),
  },
  {
    file: 'locks',
    table: 'dataLock',
    words: ['reason', 'releaseReason'],
    read: (q, t, place) => ordered(q, t.dataLock, ofLocks(q, t, place)),
  },
  {
    file: 'safety-reports',
    table: 'safetyReport',
    words: ['note', 'content'],
    read: (q, { safetyReport }, { siteId }) =>
      ordered(q, safetyReport, eq(safetyReport.siteId, siteId)),
  },
  {
    file: 'coding',
    table: 'coding',
    words: ['verbatim'],
    read: (q, t, place) => ordered(q, t.coding, ofSubjects(q, t, place, t.coding)),
  },
  {
    file: 'dose-decisions',
    table: 'doseDecision',
    read: doseDecisionsOf,
  },
  {
    file: 'dictionaries',
    table: 'dictionary',
    read: (q, { dictionary }, { studyId }) =>
      ordered(q, dictionary, eq(dictionary.studyId, studyId)),
  },
  {
    file: 'attachments',
    table: 'attachment',
    words: ['fileName'],
    read: (q, t, place) => ordered(q, t.attachment, ofSubjects(q, t, place, t.attachment)),
  },
  {
    file: 'laboratories',
    table: 'laboratory',
    read: (q, { laboratory }, place) => ordered(q, laboratory, ofSiteOrAll(laboratory, place)),
  },
  {
    file: 'laboratory-ranges',
    table: 'labRange',
    read: (q, { labRange }, place) => ordered(q, labRange, ofSiteOrAll(labRange, place)),
  },
  {
    file: 'laboratory-names',
    table: 'labMapping',
    read: (q, { labMapping }, place) => ordered(q, labMapping, ofSiteOrAll(labMapping, place)),
  },
  {
    file: 'form-versions',
    table: 'studyVersionSite',
    read: (q, { studyVersionSite, studyVersion }, { siteId }) =>
      q
        .select({
          number: studyVersion.number,
          definitionHash: studyVersion.definitionHash,
          note: studyVersion.note,
          createdAt: studyVersion.createdAt,
          effectiveFrom: studyVersionSite.effectiveFrom,
          setBy: studyVersionSite.setBy,
          setAt: studyVersionSite.setAt,
        })
        .from(studyVersionSite)
        .innerJoin(studyVersion, eq(studyVersion.id, studyVersionSite.studyVersionId))
        .where(eq(studyVersionSite.siteId, siteId))
        .orderBy(asc(studyVersion.number)),
  },
  {
    file: 'rights',
    table: 'accountGrant',
    read: (q, t, place) => ordered(q, t.accountGrant, ofRights(t, place)),
  },
  {
    file: 'training',
    table: 'training',
    read: (q, t, place) => ordered(q, t.training, ofTrained(q, t, place)),
  },
  {
    file: 'archives',
    table: 'siteArchive',
    read: (q, { siteArchive }, { siteId }) =>
      ordered(q, siteArchive, eq(siteArchive.siteId, siteId)),
  },
]

type AnyTable = SQLiteTable & { readonly id: AnySQLiteColumn }

/** Rows in an order that does not depend on when they were read. */
async function ordered(
  queries: ReadQueries,
  table: AnyTable,
  where: SQL | undefined,
): Promise<readonly Row[]> {
  const rows = await queries.select().from(table).where(where).orderBy(asc(table.id))
  return rows
}

/** What speaks of subjects of other sites: what the level came to, and the committee's own words. */
const OF_EVERY_SITE = new Set(['basis', 'members', 'reason', 'correction'])

async function doseDecisionsOf(
  queries: ReadQueries,
  { doseDecision }: Tables,
  { studyId }: SitePlace,
): Promise<readonly Row[]> {
  const rows = await ordered(queries, doseDecision, eq(doseDecision.studyId, studyId))
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => !OF_EVERY_SITE.has(column))),
  )
}

/** Each step of a query with the subject that it speaks of: what was redacted is known by subject. */
async function queryEntriesOf(
  queries: ReadQueries,
  { query, queryEntry }: Tables,
  { siteId }: SitePlace,
): Promise<readonly Row[]> {
  const rows = await queries
    .select({ entry: queryEntry, subjectId: query.subjectId })
    .from(queryEntry)
    .innerJoin(query, eq(query.id, queryEntry.queryId))
    .where(eq(query.siteId, siteId))
    .orderBy(asc(queryEntry.id))
  return rows.map(({ entry, subjectId }) => ({ ...entry, subjectId }))
}

/** Locks of the site, of its subjects and what belongs to them, and those of the whole study. */
function ofLocks(queries: ReadQueries, t: Tables, place: SitePlace): SQL | undefined {
  const { dataLock } = t
  const ofStudy = and(eq(dataLock.level, 'study'), eq(dataLock.studyId, place.studyId))
  return or(ofStudy, eq(dataLock.siteId, place.siteId), ofSubjects(queries, t, place, dataLock))
}

/** Who holds or held a right at the site, be it for the site, the study or the installation. */
function ofRights({ accountGrant }: Tables, { studyId, siteId }: SitePlace): SQL | undefined {
  const ofStudy = or(eq(accountGrant.studyId, studyId), isNull(accountGrant.studyId))
  return and(ofStudy, or(eq(accountGrant.siteId, siteId), isNull(accountGrant.siteId)))
}

/** Training for the study of those who hold or held a right at the site. */
function ofTrained(queries: ReadQueries, t: Tables, place: SitePlace): SQL | undefined {
  const { training, accountGrant } = t
  const holders = queries
    .select({ id: accountGrant.accountId })
    .from(accountGrant)
    .where(ofRights(t, place))
  return and(eq(training.studyId, place.studyId), inArray(training.accountId, holders))
}

function ofSubjects(
  queries: ReadQueries,
  { subject }: Tables,
  { siteId }: SitePlace,
  of: { readonly subjectId: AnySQLiteColumn },
): SQL {
  const own = queries.select({ id: subject.id }).from(subject).where(eq(subject.siteId, siteId))
  return inArray(of.subjectId, own)
}

function ofSiteOrAll(
  of: { readonly studyId: AnySQLiteColumn; readonly siteId: AnySQLiteColumn },
  { studyId, siteId }: SitePlace,
): SQL | undefined {
  return and(eq(of.studyId, studyId), or(eq(of.siteId, siteId), isNull(of.siteId)))
}

/** Columns that name a person by the account's id. */
const PEOPLE = new Set([
  ...['openedBy', 'authorId', 'verifiedBy', 'signerId', 'setBy', 'releasedBy', 'firedBy'],
  ...['settledBy', 'codedBy', 'approvedBy', 'submittedBy', 'grantedBy', 'withdrawnBy'],
  ...['identityVerifiedBy', 'loadedBy', 'accountId', 'createdBy', 'madeBy', 'receivedBy'],
  'recordedBy',
])

interface ReadNames {
  readonly person: (accountId: string) => string
  readonly subjid: (subjectId: string) => string
  /** Takes out of words about a subject what was redacted. */
  readonly hide: (subjid: string | null, text: string) => string
}

/**
 * The rows of a table as people read them: every column as it is stored, the name beside each person,
 * the subject's number beside each subject.
 */
export function readableRows(
  { words = [] }: Pick<SiteTable, 'words'>,
  rows: readonly Row[],
  { person, subjid, hide }: ReadNames,
): readonly TableRow[] {
  return rows.map((row) => {
    const { subjectId } = row
    const subject = typeof subjectId === 'string' ? subjid(subjectId) : null
    const shown = ([key, value]: readonly [string, Cell]): readonly (readonly [string, Cell])[] => {
      if (typeof value !== 'string') return [[key, value]]
      if (key === 'subjectId')
        return [
          [key, value],
          ['subjid', subject],
        ]
      if (PEOPLE.has(key))
        return [
          [key, value],
          [`${key}Name`, person(value)],
        ]
      return [[key, words.includes(key) ? hide(subject, value) : value]]
    }
    return Object.fromEntries(Object.entries(row).flatMap(shown))
  })
}

/** The names of everybody who has an account, as `Name (user name)`. */
export async function peopleNames(
  queries: ReadQueries,
  { t: { account } }: Pick<Store, 't'>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await queries
    .select({ id: account.id, name: account.displayName, username: account.username })
    .from(account)
  return new Map(rows.map(({ id, name, username }) => [id, `${name} (${username})`]))
}
