import { and, asc, eq, inArray } from 'drizzle-orm'
import type { AuditEntryRow, RecordRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type {
  ReviewCause,
  ReviewedAssessment,
  ReviewedBestResponse,
} from '../../shared/api/routes/reviews.ts'
import type { SubjectAddition } from '../../shared/endpoints/derivation.ts'
import { isByInvestigator, isReviewForm } from '../../shared/forms/review-form.ts'
import { reviewState } from '../../shared/response/review-state.ts'
import { studyResults, type AnalysisServices } from '../analysis/service.ts'
import { toViews } from '../audit-trail/service.ts'
import { storedDerivation, storedValues } from '../entry/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { assessmentKey } from './derive-responses.ts'
import { readBestResponses } from './read-best.ts'

export interface ResponsesWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly subjid?: string | undefined
}

interface ResponseList {
  readonly assessments: ReviewedAssessment[]
  readonly best: ReviewedBestResponse[]
}

/** A recorded or read response, with the subject it belongs to. */
interface Given {
  readonly row: RecordRow
  readonly subjid: string
  readonly site: string
}

/** The derived, recorded and read responses of the subjects that the caller may see, side by side. */
export async function listResponses(
  services: AnalysisServices,
  wish: ResponsesWish,
): Promise<ResponseList> {
  const investigator = await studyResults(services, { ...wish, source: 'investigator' })
  const derived = await studyResults(services, { ...wish, source: 'derived' })
  const given = await givenResponses(services.store, investigator.pinned, wish)
  const causes = await causesOf(services, wish.studyId, given)
  const bySubject = groupBySubject(given)
  const siteOf = await sitesOf(services.store, wish)
  const read = await readBestResponses(services, { studyId: wish.studyId, given })
  const mine = (addition: SubjectAddition): boolean =>
    wish.subjid === undefined || addition.subject === wish.subjid
  const derivedOf = new Map(derived.results.map(({ addition }) => [addition.subject, addition]))
  const additions = investigator.results.map(({ addition }) => addition).filter(mine)
  return {
    assessments: additions.flatMap((addition) =>
      assessmentsOf(addition, {
        site: siteOf.get(addition.subject) ?? '',
        own: bySubject.get(addition.subject) ?? [],
        causes,
      }),
    ),
    best: additions.flatMap((addition) =>
      bestOf(addition, {
        site: siteOf.get(addition.subject) ?? '',
        own: bySubject.get(addition.subject) ?? [],
        derived: derivedOf.get(addition.subject),
        read,
      }),
    ),
  }
}

async function sitesOf(
  { read, t: { subject, site } }: Store,
  { studyId }: ResponsesWish,
): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .select({ subjid: subject.subjid, site: site.siteKey })
    .from(subject)
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(eq(subject.studyId, studyId))
  return new Map(rows.map((row) => [row.subjid, row.site]))
}

async function givenResponses(
  { read, t: { record, subject, site } }: Store,
  { definition }: PinnedDefinition,
  { studyId, sites, subjid }: ResponsesWish,
): Promise<readonly Given[]> {
  const form = definition.forms.find(isReviewForm)
  if (form === undefined) return []
  return read
    .select({ row: record, subjid: subject.subjid, site: site.siteKey })
    .from(record)
    .innerJoin(subject, eq(subject.id, record.subjectId))
    .innerJoin(site, eq(site.id, subject.siteId))
    .where(
      and(
        eq(record.studyId, studyId),
        eq(record.form, form.key),
        eq(record.removed, false),
        sites.kind === 'all' ? undefined : inArray(subject.siteId, [...sites.ids]),
        subjid === undefined ? undefined : eq(subject.subjid, subjid),
      ),
    )
    .orderBy(asc(record.createdSeq), asc(record.id))
}

function groupBySubject(given: readonly Given[]): ReadonlyMap<string, readonly Given[]> {
  const groups = new Map<string, Given[]>()
  for (const one of given) {
    const known = groups.get(one.subjid)
    if (known === undefined) groups.set(one.subjid, [one])
    else known.push(one)
  }
  return groups
}

/** The changes that reopened reviews, by seq, as people may read them. */
async function causesOf(
  services: AnalysisServices,
  studyId: string,
  given: readonly Given[],
): Promise<ReadonlyMap<number, ReviewCause>> {
  const seqs = given.flatMap(({ row }) => {
    const seen = storedDerivation(row)
    return seen?.reopened === true ? (seen.causes ?? []) : []
  })
  const entries = await entriesAt(services.store, studyId, [...new Set(seqs)])
  const views = await toViews(services, studyId, entries)
  return new Map(
    views.map((view) => {
      const { seq, at, displayName: by, entityId: record, form, visit, reason } = view
      const fields = view.changes
        .filter(({ pointer }) => pointer.startsWith('/items/') || pointer.startsWith('/rows/'))
        .map((change) => ({ ...change, redacted: [...change.redacted] }))
      return [seq, { seq, at, by, record, form: form ?? '', visit, reason, fields }]
    }),
  )
}

const SEQS_AT_A_TIME = 400

async function entriesAt(
  { read, t: { auditEntry: e } }: Store,
  studyId: string,
  seqs: readonly number[],
): Promise<readonly AuditEntryRow[]> {
  const found: AuditEntryRow[] = []
  for (let from = 0; from < seqs.length; from += SEQS_AT_A_TIME) {
    const some = seqs.slice(from, from + SEQS_AT_A_TIME)
    const rows = await read
      .select()
      .from(e)
      .where(and(eq(e.chain, studyId), inArray(e.seq, some)))
    found.push(...rows)
  }
  return found
}

interface Beside {
  readonly site: string
  readonly own: readonly Given[]
  readonly causes: ReadonlyMap<number, ReviewCause>
}

/** The assessments of a subject in their order; reviews and readings without one at the end. */
function assessmentsOf(
  { subject, timepoints }: SubjectAddition,
  { site, own, causes }: Beside,
): readonly ReviewedAssessment[] {
  const assessed = new Set(timepoints.map(({ row }) => assessmentKey(row.visit, row.criteria)))
  const alone = new Map(
    own
      .map(placeOf)
      .filter((place) => !assessed.has(assessmentKey(place.visit, place.criteria)))
      .map((place) => [assessmentKey(place.visit, place.criteria), place]),
  )
  const places = [
    ...timepoints.map(({ row }) => row),
    ...[...alone.values()].map((place) => ({ ...place, date: null, derived: null })),
  ]
  return places.map(({ visit, criteria, date, derived }) => {
    const here = own.filter((one) => {
      const place = placeOf(one)
      return place.visit === visit && place.criteria === criteria
    })
    const review = here.find(({ row }) => isByInvestigator(storedValues(row).items))
    const readings = here.filter((one) => one !== review).map(toReading)
    const said = reviewParts(review, causes)
    const responses = [derived, said.recorded, ...readings.map(({ response }) => response)]
    return {
      ...{ subjid: subject, site, criteria, visit, date, derived, readings },
      ...said,
      state: reviewState({ ...said, derived, reopened: said.reopened !== null }),
      discordant: isDiscordant(responses),
    }
  })
}

function placeOf({ row }: Given): { readonly visit: string; readonly criteria: string } {
  return { visit: row.visit ?? '', criteria: storedValues(row).items['RSCAT'] ?? '' }
}

/** Whether not all that is known says the same. */
function isDiscordant(responses: readonly (string | null)[]): boolean {
  return new Set(responses.filter((one) => one !== null)).size > 1
}

function toReading({ row }: Given): ReviewedAssessment['readings'][number] {
  const { items } = storedValues(row)
  return {
    record: row.id,
    reader: items['RSEVALID'] ?? '',
    response: items['OVRLRESP'] ?? '',
    date: items['RSDAT'] ?? null,
  }
}

type ReviewParts = Pick<ReviewedAssessment, 'recorded' | 'reviewDate' | 'reason' | 'reopened'>

const NO_REVIEW: ReviewParts = { recorded: null, reviewDate: null, reason: null, reopened: null }

function reviewParts(
  review: Given | undefined,
  causes: ReadonlyMap<number, ReviewCause>,
): ReviewParts {
  if (review === undefined) return NO_REVIEW
  const { items } = storedValues(review.row)
  const seen = storedDerivation(review.row)
  const reopened =
    seen?.reopened === true
      ? { seen: seen.derived, causes: (seen.causes ?? []).flatMap((seq) => causes.get(seq) ?? []) }
      : null
  return {
    recorded: items['OVRLRESP'] ?? null,
    reviewDate: items['RSDAT'] ?? null,
    reason: items['RSREASON'] ?? null,
    reopened,
  }
}

interface BestBeside {
  readonly site: string
  readonly own: readonly Given[]
  readonly derived: SubjectAddition | undefined
  /** By subject and criterion. */
  readonly read: ReadonlyMap<string, string>
}

function bestOf(
  { subject, responses }: SubjectAddition,
  { site, own, derived, read }: BestBeside,
): readonly ReviewedBestResponse[] {
  return responses.flatMap(({ row }) => {
    const { criteria } = row
    const other = derived?.responses.find((one) => one.row.criteria === criteria)
    if (other === undefined) return []
    const isRecorded = own.some(
      (one) => placeOf(one).criteria === criteria && isByInvestigator(storedValues(one.row).items),
    )
    const best = {
      derived: other.row.confirmedBor,
      recorded: isRecorded ? row.confirmedBor : null,
      read: read.get(assessmentKey(subject, criteria)) ?? null,
    }
    const discordant = isDiscordant([best.derived, best.recorded, best.read])
    return [{ subjid: subject, site, criteria, ...best, discordant }]
  })
}
