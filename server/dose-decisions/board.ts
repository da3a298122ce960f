import type { ReadQueries } from '../../db/store.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { aggregate } from '../../shared/endpoints/aggregate.ts'
import { toAddition } from '../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import {
  doseEscalation,
  hasLeftWindow,
  type DoseEscalation,
  type EscalationSubject,
} from '../../shared/endpoints/dose-escalation.ts'
import { looksForDose } from '../../shared/protocol/dose-decisions.ts'
import { cutoffOf, loadTrial, loadTrialBy, type AnalysisServices } from '../analysis/service.ts'
import { defaultCutoff } from '../../shared/endpoints/default-cutoff.ts'
import { notFound } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import type { Trial } from '../../shared/trial/trial.ts'

export interface BoardWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly cutoff?: string | undefined
}

export interface Board {
  readonly cutoff: IsoDate
  readonly course: DoseEscalation
}

const BEFORE_ALL = '1970-01-01' as IsoDate

/**
 * The dose levels at a cut-off (the latest date recorded where none is given), over the sites that the
 * caller may see. Throws the 404 where the protocol does not look for a dose.
 */
export async function readBoard(
  services: AnalysisServices,
  { studyId, sites, cutoff: wanted }: BoardWish,
): Promise<Board> {
  const pinned = await doseDefinition(services, studyId)
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const { forms } = pinned
  const trial = await loadTrial(services.store, { studyId, forms, siteIds })
  return boardOf(services, { pinned, trial, cutoff: cutoffOf(wanted) })
}

/** The dose levels of the whole study as the queries of a write see them, by the definition given. */
export async function readBoardBy(
  services: AnalysisServices,
  queries: ReadQueries,
  { studyId, pinned }: { readonly studyId: string; readonly pinned: PinnedDefinition },
): Promise<Board> {
  const { forms } = pinned
  const trial = await loadTrialBy(services.store, queries, { studyId, forms })
  return boardOf(services, { pinned, trial, cutoff: null })
}

/** The definition of a study that looks for a dose; the 404 of any other. */
export async function doseDefinition(
  { definitions }: Pick<AnalysisServices, 'definitions'>,
  studyId: string,
): Promise<PinnedDefinition> {
  const pinned = await definitions.of(studyId)
  if (!looksForDose(pinned.definition)) throw notFound('dose-escalation')
  return pinned
}

interface Known {
  readonly pinned: PinnedDefinition
  readonly trial: Trial
  readonly cutoff: IsoDate | null
}

function boardOf(
  { families }: Pick<AnalysisServices, 'families'>,
  { pinned: { definition }, trial, cutoff: wanted }: Known,
): Board {
  const cutoff = wanted ?? defaultCutoff(trial) ?? BEFORE_ALL
  const options = { cutoff, source: 'investigator' } as const
  const subjects = trial.subjects.map((one): EscalationSubject => {
    const derivation = deriveSubject(one, definition, options, families)
    const { dates, doseLimitingWindow } = derivation
    const hasLeft = hasLeftWindow(one, { cutoff, window: doseLimitingWindow })
    return { addition: toAddition(derivation), dates, doseLimitingWindow, hasLeft }
  })
  const additions = subjects.map(({ addition }) => addition)
  const { endpoints: rows } = aggregate(additions, definition, options, families)
  const course = doseEscalation(subjects, { definition, cutoff, rows })
  if (course === null) throw notFound('dose-escalation')
  return { cutoff, course }
}
