import { eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import { derivedBook } from '../../shared/casebook/derived-book.ts'
import type { AnalysisFamilies } from '../../shared/endpoints/derivation.ts'
import {
  firingsWithoutRedacted,
  queriesWithoutRedacted,
  subjectHistory,
  withoutRedactedValues,
} from '../audit-trail/service.ts'
import { readFirings } from '../checks/service.ts'
import { loadRecordViews } from '../entry/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { notFound } from '../http/problem-error.ts'
import { locksOfSubject } from '../locks/service.ts'
import { readQueries } from '../queries/service.ts'
import { signaturesOf } from '../signatures/service.ts'
import type { Definitions } from '../studies/service.ts'
import { createOverviews, loadSubject } from '../subjects/service.ts'
import { listVerifications } from '../verification/service.ts'

export interface CasebookServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly families: AnalysisFamilies
}

export interface CasebookPlace {
  readonly studyId: string
  readonly subjectId: string
  readonly siteId: string
  /** Of the site: IANA name. */
  readonly timeZone: string
  readonly sites: SiteFilter
}

/** What is recorded of the subject; who takes the copy is added by the service. */
export type CasebookContent = Omit<TakenCasebook, 'takenAt' | 'takenBy' | 'seq' | 'sha256'>

/** What was entered and done, without what is derived from it. */
export type RecordedContent = Omit<CasebookContent, 'derived'>

/** Reads everything of one subject; on a store held still, all parts belong together. */
export async function readCasebook(
  services: CasebookServices,
  place: CasebookPlace,
): Promise<CasebookContent> {
  const recorded = await readRecorded(services, place)
  const { definition } = await services.definitions.at(place)
  return { ...recorded, derived: derivedBook({ ...recorded, definition }, services.families) }
}

export async function readRecorded(
  { store, definitions }: CasebookServices,
  place: CasebookPlace,
): Promise<RecordedContent> {
  const { studyId, subjectId, siteId, timeZone, sites } = place
  const pinned = await definitions.at({ studyId, siteId })
  const overviews = createOverviews(store)
  const { view } = await loadSubject({ store, definitions, overviews }, { studyId, subjectId })
  const stored = await loadRecordViews(store, { id: subjectId, timeZone }, pinned)
  const { forms } = pinned
  const records = await withoutRedactedValues(store, { studyId, forms }, stored)
  const history = await subjectHistory({ store, definitions }, { studyId, subjectId })
  const subject = view.subjid
  const queries = await allPages(async (skip, limit) => {
    const page = await readQueries(store, { studyId, sites, query: { subject, skip, limit } })
    return page.queries
  })
  const firings = await allPages(async (skip, limit) => {
    const page = await readFirings(store, { studyId, sites, query: { subject, skip, limit } })
    return page.firings
  })
  return {
    subject: view,
    siteName: await siteName(store, siteId),
    definitionVersion: String(pinned.number),
    definitionHash: pinned.hash,
    records: [...records],
    history,
    queries: (await queriesWithoutRedacted({ store, studyId, forms }, queries)).reverse(),
    firings: (await firingsWithoutRedacted({ store, studyId, forms }, firings)).reverse(),
    verifications: await listVerifications(store, subjectId),
    signatures: await signaturesOf(store, store.read, { studyId, subjectId }),
    locks: await locksOfSubject(store, { studyId, subject: { id: subjectId, siteId } }),
  }
}

const PAGE = 500

/** Page after page until one is not full: a copy leaves nothing out. */
async function allPages<T>(
  read: (skip: number, limit: number) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = []
  for (;;) {
    const page = await read(all.length, PAGE)
    all.push(...page)
    if (page.length < PAGE) return all
  }
}

async function siteName({ t: { site }, read }: Store, siteId: string): Promise<string> {
  const [row] = await read.select({ name: site.name }).from(site).where(eq(site.id, siteId))
  if (row === undefined) throw notFound('site')
  return row.name
}
