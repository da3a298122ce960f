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
import { cutoffOf, loadTrial, type AnalysisServices } from '../analysis/service.ts'
import { defaultCutoff } from '../../shared/endpoints/default-cutoff.ts'
import { notFound } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'

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
  { store, families, definitions }: AnalysisServices,
  { studyId, sites, cutoff: wanted }: BoardWish,
): Promise<Board> {
  const { definition, forms } = await definitions.of(studyId)
  if (!looksForDose(definition)) throw notFound('dose-escalation')
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const trial = await loadTrial(store, { studyId, forms, siteIds })
  const cutoff = cutoffOf(wanted) ?? defaultCutoff(trial) ?? BEFORE_ALL
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
