import type { OpenMark } from '../../shared/plots/story-data.ts'
import { buildStory } from '../../shared/course/build-story.ts'
import { openMarks } from '../../shared/course/open-marks.ts'
import { sampledIn } from '../../shared/laboratory/sampled-in.ts'
import { flaggedSubjects } from '../../shared/subject/withdrawal.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import type { StoryView } from '../../shared/api/routes/subject-story.ts'
import { cutoffOf, deriveLoaded, type AnalysisServices } from '../analysis/service.ts'
import { lastChange } from '../audit/as-of.ts'
import { withoutRedactedValues } from '../audit-trail/service.ts'
import { loadRecordViews } from '../entry/service.ts'
import type { SubjectScope } from '../http/route-handler.ts'
import { laboratoriesOfSite } from '../laboratories/service.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { cellsOf, loadSubject, today, type MarkedServices } from '../subjects/service.ts'

export interface StoryServices extends AnalysisServices, MarkedServices {}

/** How often the subject is read again where something was saved in between. */
const ATTEMPTS = 5

/**
 * The figures of one subject at a cut-off (the latest date of the study where none is given): its
 * records, what the engine derived from them, and what is open. All of it is of one state of the data.
 */
export async function readStory(
  services: StoryServices,
  scope: SubjectScope,
  cutoff: string | undefined,
): Promise<StoryView> {
  const { store } = services
  for (let attempt = 1; ; attempt += 1) {
    const before = await lastChange(store, store.read, scope.study.id)
    const { at: stateAt } = await lastChange(store, store.read, scope.study.id, scope.sites)
    const view = await readOnce(services, scope, { cutoff, stateAt })
    const after = await lastChange(store, store.read, scope.study.id)
    if (after.seq === before.seq || attempt === ATTEMPTS) return view
  }
}

async function readOnce(
  services: StoryServices,
  scope: SubjectScope,
  at: { readonly cutoff: string | undefined; readonly stateAt: string },
): Promise<StoryView> {
  const { store, definitions } = services
  const { study, subject, sites } = scope
  const wish = { studyId: study.id, sites, source: 'investigator', subjectId: subject.id } as const
  const cutoffAsked = cutoffOf(at.cutoff) ?? undefined
  const { derivation, trial, cutoff } = await deriveLoaded(services, {
    ...wish,
    cutoff: cutoffAsked,
  })
  const pinned = await definitions.at({ studyId: study.id, siteId: subject.siteId })
  const { definition, forms } = pinned
  const stored = await loadRecordViews(store, subject, pinned)
  const views = await withoutRedactedValues(store, { studyId: study.id, forms }, stored)
  const records = views.filter(({ removed }) => !removed)
  const laboratories = await laboratoriesOfSite(store, store.read, {
    ...{ studyId: study.id, siteId: subject.siteId },
  })
  const figures = buildStory({
    ...{ subject: subject.subjid, records, definition, derivation, cutoff },
    sources: { laboratories, sampled: sampledIn(records) },
    open: await openOf(services, scope, pinned),
  })
  const withdrawal = withdrawalShown(trial, definition)
  const origin = {
    study: { key: study.key, title: definition.title.en },
    ...{ mark: study.mark, snapshot: null, stateAt: at.stateAt },
    ...{ programVersion: PROGRAM_VERSION, deidentified: false },
  }
  return {
    story: { ...figures.story, ...withdrawal },
    lesions: { ...figures.lesions, ...withdrawal },
    liver: { ...figures.liver, ...withdrawal },
    ...{ cutoff, origin },
  }
}

/** What figures say of withdrawn consent, where the protocol flags whose data they hold. @source PR-04 */
function withdrawalShown(
  subject: TrialSubject,
  definition: PinnedDefinition['definition'],
): Pick<StoryView['story'], 'withdrawal'> {
  const [flagged] = flaggedSubjects({ subjects: [subject] }, definition)
  return flagged === undefined ? {} : { withdrawal: { day: flagged.withdrawn } }
}

async function openOf(
  services: StoryServices,
  { study, subject: { id } }: SubjectScope,
  pinned: PinnedDefinition,
): Promise<readonly OpenMark[]> {
  const { store } = services
  const place = { studyId: study.id, subjectId: id }
  const { subject, view, overview } = await loadSubject(services, place)
  const marks = (await services.marks.of(study.id, [subject]))(id)
  const day = today(store, subject)
  const cells = cellsOf({ state: view.state, overview, pinned, marks, today: day })
  const { definition } = pinned
  const outside = definition.forms
    .filter(({ scope: of }) => of !== 'visit')
    .map(({ key }) => ({
      form: key,
      queries: marks.queriesAt({ visit: null, form: key }),
      partial: overview.partialForms.filter((form) => form === key).length,
    }))
  return openMarks(cells, outside, definition)
}
