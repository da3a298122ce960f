import type { Store } from '../../db/store.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { loadTrial } from '../analysis/service.ts'
import { listSnapshots } from '../snapshots/service.ts'
import { createDefinitions, findStudyId } from '../studies/service.ts'
import { FaultyInputError } from './fault.ts'

export interface LoadedStudy {
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly trial: Trial
}

/** A whole study from the database, all sites. Throws `FaultyInputError` when there is none of that name. */
export async function loadStudy(store: Store, studyKey: string): Promise<LoadedStudy> {
  const { id: studyId } = await findStudy(store, studyKey)
  const pinned = await createDefinitions(store).of(studyId)
  return {
    studyId,
    definition: pinned.definition,
    trial: await loadTrial(store, { studyId, forms: pinned.forms }),
  }
}

export interface FoundStudy {
  readonly id: string
  readonly key: string
}

/** A study by its key. Throws `FaultyInputError` when there is none of that name. */
export async function findStudy(store: Store, key: string): Promise<FoundStudy> {
  const id = await findStudyId(store, key)
  if (id === null) throw new FaultyInputError([`There is no study ${key}.`])
  return { id, key }
}

/** The id of a study's snapshot. Throws `FaultyInputError` when there is none of that name. */
export async function findSnapshotId(
  store: Store,
  { id, key }: FoundStudy,
  name: string,
): Promise<string> {
  const found = (await listSnapshots(store, id)).find((one) => one.name === name)
  if (found !== undefined) return found.id
  throw new FaultyInputError([`The study ${key} has no snapshot "${name}".`])
}
