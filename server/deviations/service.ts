import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { DeviationView, SuggestionView } from '../../shared/api/routes/deviations.ts'
import { isRecorded, suggestDeviations } from '../../shared/protocol/deviation-suggestions.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import {
  allSubjects,
  loadSubject,
  scheduleOf,
  today,
  walkOverviews,
  type ListedSubject,
  type SubjectOverview,
  type SubjectServices,
} from '../subjects/service.ts'

const DISMISSAL = 'deviation.dismiss'

/** Deviations on record at some sites, the latest first, and suggestions that nobody decided yet. */
export async function listDeviations(
  services: SubjectServices,
  part: { readonly studyId: string; readonly sites: SiteFilter },
): Promise<{ deviations: DeviationView[]; suggestions: SuggestionView[] }> {
  const { store, definitions, overviews } = services
  const pinnedAt = await definitions.bySite(part.studyId)
  const subjects = await allSubjects(store, part)
  const dismissed = await loadDismissals(store, store.read, part.studyId)
  const deviations: DeviationView[] = []
  const suggestions: SuggestionView[] = []
  for await (const { subject, overview } of walkOverviews(overviews, subjects, { pinnedAt })) {
    const { subjid, site } = subject
    for (const { id, ...rest } of overview.deviations) {
      deviations.push({ subjid, site, record: id, ...rest })
    }
    const pinned = pinnedAt(subject.siteId)
    const open = openSuggestions(store, { subject, overview, pinned })
    suggestions.push(...open.filter(({ key }) => !dismissed.has(`${subject.id} ${key}`)))
  }
  deviations.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
  return { deviations, suggestions }
}

interface SubjectPlace {
  readonly subject: Pick<ListedSubject, 'subjid' | 'site' | 'state' | 'timeZone'>
  readonly overview: SubjectOverview
  readonly pinned: PinnedDefinition
}

/** What the data of a subject suggest, without what is on record as a deviation. */
function openSuggestions(store: Store, place: SubjectPlace): readonly SuggestionView[] {
  const { subject, overview, pinned } = place
  if (subject.state === 'screen-failure') return []
  const { enrolment, answers, deviations, visits } = overview
  const found = suggestDeviations({
    visits: scheduleOf(overview, pinned, today(store, subject)),
    notDone: new Set(
      [...visits].flatMap(([name, { notDone }]) => (notDone === null ? [] : [name])),
    ),
    enrolment,
    eligibility: pinned.definition.eligibility,
    answers,
  })
  const { subjid, site } = subject
  return found
    .filter((suggestion) => !isRecorded(suggestion, deviations))
    .map(({ criteria, ...rest }) => ({ subjid, site, ...rest, criteria: [...criteria] }))
}

const dismissalSchema = z.object({ suggestion: z.string() })

/** Suggestions that a person dismissed, as `<subject id> <key>`: the trail alone keeps them. */
async function loadDismissals(
  { t: { auditEntry } }: Pick<Store, 't'>,
  queries: ReadQueries,
  studyId: string,
): Promise<ReadonlySet<string>> {
  const entries = await queries
    .select({ subjectId: auditEntry.entityId, after: auditEntry.after })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), eq(auditEntry.act, DISMISSAL)))
  return new Set(
    entries.map(({ subjectId, after }) => {
      const { suggestion } = dismissalSchema.parse(JSON.parse(after ?? '{}'))
      return `${subjectId} ${suggestion}`
    }),
  )
}

interface Dismissal {
  readonly studyId: string
  readonly subjectId: string
  readonly suggestion: string
  readonly reason: string
}

/**
 * Records a person's decision that a suggestion is no deviation. Throws the 404 for what the data do
 * not suggest, the 409 for what was dismissed before.
 */
export async function dismissSuggestion(
  services: SubjectServices,
  actor: Actor,
  { studyId, subjectId, suggestion, reason }: Dismissal,
): Promise<void> {
  const { store, definitions } = services
  const { subject, overview } = await loadSubject(services, { studyId, subjectId })
  const pinned = await definitions.at({ studyId, siteId: subject.siteId })
  const open = openSuggestions(store, { subject, overview, pinned })
  if (!open.some(({ key }) => key === suggestion)) throw notFound('suggestion')
  await unitOfWork(store, actor, async (tx) => {
    const dismissed = await loadDismissals(store, tx, studyId)
    if (dismissed.has(`${subjectId} ${suggestion}`)) {
      const key = suggestion
      throw new ProblemError({
        type: 'urn:problem:already-exists',
        status: 409,
        entity: 'suggestion',
        key,
      })
    }
    return {
      result: null,
      audit: [
        {
          act: DISMISSAL,
          entity: 'subject',
          entityId: subjectId,
          subjectId,
          siteId: subject.siteId,
          before: null,
          after: { suggestion },
          reason,
        },
      ],
    }
  })
}
