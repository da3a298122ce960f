import type { Report } from '../../shared/report/define.ts'
import type { Trial, TrialSubject } from '../../shared/trial/trial.ts'
import { cutoffOf, loadTrial } from '../analysis/service.ts'
import type { Actor } from '../audit/actor.ts'
import type { StudyScope } from '../http/route-handler.ts'
import { dataOfSnapshot } from '../snapshots/service.ts'
import type { StudyServices } from '../studies/service.ts'
import { formatInput } from './format-input.ts'
import type { FormatInput } from './format.ts'

/** Of which data a report, or a figure of it, is asked for. */
export interface ReportCall {
  readonly scope: StudyScope
  readonly query: {
    readonly snapshot?: string | undefined
    readonly cutoff?: string | undefined
    readonly source: Report['source']
  }
}

/**
 * The input of a report, its subjects read at once because somebody waits for them, and what else is
 * read of the same state. What was written in between is read again, so that the state named is the
 * state shown.
 */
export async function reportInput<Also>(
  services: StudyServices,
  actor: Actor,
  call: ReportCall,
  also: () => Promise<Also>,
): Promise<{ readonly input: FormatInput; readonly also: Also }> {
  const { scope, query } = call
  const wish = {
    study: scope.study,
    sites: scope.sites,
    snapshot: query.snapshot ?? null,
    profile: 'full',
    language: 'en',
    cutoff: cutoffOf(query.cutoff),
    responses: query.source,
  } as const
  for (let attempt = 1; ; attempt += 1) {
    const { seq } = await formatInput(services, actor, wish)
    const trial = await trialOf(services, call)
    const found = await also()
    const input = await formatInput(services, actor, wish)
    if (input.seq === seq || attempt === ATTEMPTS) {
      return { input: { ...input, subjects: () => eachOf(trial) }, also: found }
    }
  }
}

const ATTEMPTS = 5

/** An input of some of its subjects alone. */
export function inputOfSome(input: FormatInput, subjids: ReadonlySet<string>): FormatInput {
  return {
    ...input,
    subjectCount: subjids.size,
    subjects: async function* () {
      for await (const subject of input.subjects()) if (subjids.has(subject.subjid)) yield subject
    },
  }
}

/** The present data, or those of a snapshot, of the sites that one may see. */
async function trialOf(
  { store, definitions }: StudyServices,
  { scope, query }: ReportCall,
): Promise<Trial> {
  const { study, sites } = scope
  if (query.snapshot !== undefined) {
    const of = { studyId: study.id, id: query.snapshot, sites }
    return (await dataOfSnapshot({ store, definitions }, of)).trial
  }
  const { forms } = await definitions.of(study.id)
  const siteIds = sites.kind === 'all' ? null : sites.ids
  return loadTrial(store, { studyId: study.id, forms, siteIds })
}

async function* eachOf({ subjects }: Trial): AsyncGenerator<TrialSubject> {
  for (const subject of subjects) yield await Promise.resolve(subject)
}
