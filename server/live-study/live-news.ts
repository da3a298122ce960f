import { and, asc, count, eq, gt, inArray, max } from 'drizzle-orm'
import { aggregate } from '../../shared/endpoints/aggregate.ts'
import type { ResponseSource } from '../../shared/endpoints/results.ts'
import {
  changedEndpoints,
  newsInOrder,
  subjectNews,
  type ChangedSubject,
  type LiveNews,
} from '../../shared/live/news.ts'
import type { PlacedSubject } from '../../shared/live/subject.ts'
import { toReportSubject, type ReportSubject } from '../../shared/report/report-subject.ts'
import { pastSubjects } from '../snapshots/service.ts'
import { liveResults, type LiveResults, type LiveServices } from './live-results.ts'
import type { SeenPlace } from '../audit/last-saved.ts'
import { DEFINITION_ENTITIES } from './trail-place.ts'
import { earlierVisit, type EarlierVisit } from './visits.ts'

interface NewsWish {
  readonly accountId: string
  readonly cutoff?: string | undefined
  readonly source: ResponseSource
}

/**
 * What changed since a person's last visit: the subjects whose records changed are derived from their
 * state of then, at the present cut-off and by the present definition, and compared.
 */
export async function liveNews(
  services: LiveServices,
  place: SeenPlace,
  { accountId, ...wish }: NewsWish,
): Promise<LiveNews> {
  const visit = await earlierVisit(services.store, { accountId, studyId: place.studyId })
  const none = { subjects: 0, changed: [], items: [], endpoints: [], amended: false }
  if (visit === null) return { since: null, ...none }
  const results = await liveResults(services, { ...place, ...wish })
  const amended = await isAmended(services, place, visit)
  const changed = await changedSubjects(services, place, { results, seq: visit.seq })
  const names = new Set(changed.map(({ subject }) => subject))
  if (names.size === 0) return { since: visit.at, ...none, amended }
  const before = await stateBefore(services, place, { results, changed: names, seq: visit.seq })
  return {
    since: visit.at,
    amended,
    subjects: changed.length,
    changed,
    items: newsInOrder(newsOf(results, before, names)),
    endpoints: changedEndpoints(
      endpointsOf(services, results, withFormer(results.subjects, before, names)),
      endpointsOf(
        services,
        results,
        results.subjects.map(({ facts }) => facts),
      ),
    ),
  }
}

interface Since {
  readonly results: LiveResults
  readonly seq: number
}

/** The subjects that one may see with an entry on a record since, how many, and the last one's time. */
async function changedSubjects(
  { store }: LiveServices,
  { studyId, sites }: SeenPlace,
  { seq }: Since,
): Promise<readonly ChangedSubject[]> {
  const { auditEntry: e, subject } = store.t
  const rows = await store.read
    .select({ subject: subject.subjid, changes: count(), last: max(e.at) })
    .from(e)
    .innerJoin(subject, eq(subject.id, e.subjectId))
    .where(
      and(
        eq(e.chain, studyId),
        eq(e.entity, 'record'),
        gt(e.seq, seq),
        sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
      ),
    )
    .groupBy(subject.subjid)
    .orderBy(asc(subject.subjid))
  return rows.map(({ last, ...row }) => ({ ...row, last: last ?? '' }))
}

/** A newer version of the definition came; for people of some sites, one that is in force at one of theirs. */
async function isAmended(
  { store, definitions }: LiveServices,
  { studyId, sites }: SeenPlace,
  { seq, at }: EarlierVisit,
): Promise<boolean> {
  const { auditEntry: e } = store.t
  const since = and(eq(e.chain, studyId), gt(e.seq, seq))
  const { read } = store
  if (sites.kind === 'all') {
    // A version may have been approved before, and have taken effect by its date since.
    const [then, now] = [await definitions.asOf(studyId, at), await definitions.of(studyId)]
    if (then.hash !== now.hash) return true
    return (await read.$count(e, and(since, inArray(e.entity, [...DEFINITION_ENTITIES])))) > 0
  }
  const [then, now] = [await definitions.bySiteAsOf(studyId, at), await definitions.bySite(studyId)]
  return sites.ids.some((id) => {
    const before = then(id)
    return before !== null && before.number !== now(id).number
  })
}

interface Changed extends Since {
  readonly changed: ReadonlySet<string>
}

/** The changed subjects as they were; who was not there, or had not consented, has none. */
async function stateBefore(
  { store, families }: LiveServices,
  { studyId, sites }: SeenPlace,
  { results, changed, seq }: Changed,
): Promise<ReadonlyMap<string, ReportSubject>> {
  const { pinned, options } = results
  const before = new Map<string, ReportSubject>()
  if (seq === 0) return before
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const part = { studyId, seq, forms: pinned.forms, siteIds, subjids: changed }
  for await (const subject of pastSubjects(store, part)) {
    const facts = toReportSubject(subject, pinned.definition, options, families)
    if (facts !== null) before.set(subject.subjid, facts)
  }
  return before
}

function newsOf(
  { subjects, pinned }: LiveResults,
  before: ReadonlyMap<string, ReportSubject>,
  changed: ReadonlySet<string>,
) {
  const after = new Map(subjects.map(({ facts }) => [facts.addition.subject, facts]))
  const confirming = new Set(
    pinned.definition.criteria.flatMap(({ key, settings }) => (settings.confirmation ? [key] : [])),
  )
  return [...changed].flatMap((subjid) =>
    subjectNews(before.get(subjid) ?? null, after.get(subjid) ?? null, confirming),
  )
}

function withFormer(
  subjects: readonly PlacedSubject[],
  before: ReadonlyMap<string, ReportSubject>,
  changed: ReadonlySet<string>,
): readonly ReportSubject[] {
  const same = subjects.filter(({ facts }) => !changed.has(facts.addition.subject))
  return [...same.map(({ facts }) => facts), ...before.values()]
}

function endpointsOf(
  { families }: LiveServices,
  { pinned, options }: LiveResults,
  subjects: readonly ReportSubject[],
) {
  const additions = subjects.map(({ addition }) => addition)
  return aggregate(additions, pinned.definition, options, families).endpoints
}
