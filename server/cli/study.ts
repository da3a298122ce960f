import type { Store } from '../../db/store.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { loadTrial } from '../analysis/service.ts'
import { createDefinitions, findStudyId } from '../studies/service.ts'
import { FaultyInputError } from './fault.ts'

export interface LoadedStudy {
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly trial: Trial
}

/** A whole study from the database, all sites. Throws `FaultyInputError` when there is none of that name. */
export async function loadStudy(store: Store, studyKey: string): Promise<LoadedStudy> {
  const studyId = await findStudyId(store, studyKey)
  if (studyId === null) throw new FaultyInputError([`There is no study ${studyKey}.`])
  const pinned = await createDefinitions(store).of(studyId)
  return {
    studyId,
    definition: pinned.definition,
    trial: await loadTrial(store, { studyId, forms: pinned.forms }),
  }
}
