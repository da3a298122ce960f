import { analyse } from '../../shared/endpoints/analyse.ts'
import type { Analysis, ResponseSource } from '../../shared/endpoints/results.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { dataOfSnapshot } from '../snapshots/service.ts'
import { cutoffOf, type AnalysisServices } from './analyse-study.ts'

interface SnapshotWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly snapshot: string
  readonly cutoff?: string | undefined
  readonly source: ResponseSource
}

/**
 * The analysis of a snapshot's data by the definition of that time, at the cut-off asked for, else the
 * snapshot's own, else its latest date. Asked again, it gives the same results.
 */
export async function analyseSnapshot(
  { store, definitions, families }: AnalysisServices,
  { snapshot: id, studyId, sites, ...wish }: SnapshotWish,
): Promise<Analysis> {
  const { snapshot, pinned, trial } = await dataOfSnapshot(
    { store, definitions },
    { studyId, id, sites },
  )
  const cutoff = cutoffOf(wish.cutoff) ?? cutoffOf(snapshot.cutoff ?? undefined)
  const options = { source: wish.source, ...(cutoff === null ? {} : { cutoff }) }
  return analyse(trial, pinned.definition, options, families)
}
