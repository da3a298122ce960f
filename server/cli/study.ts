import type { Store } from '../../db/store.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { loadTrial } from '../analysis/service.ts'
import { dataOfSnapshot, listSnapshots, type PastData } from '../snapshots/service.ts'
import { createDefinitions, findStudyId } from '../studies/service.ts'
import { FaultyInputError } from './fault.ts'

export interface LoadedStudy {
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly trial: Trial
}

/** A whole study from the database, all sites. Throws `FaultyInputError` when there is none of that name. */
export async function loadStudy(store: Store, studyKey: string): Promise<LoadedStudy> {
  const studyId = await expectStudyId(store, studyKey)
  const pinned = await createDefinitions(store).of(studyId)
  return {
    studyId,
    definition: pinned.definition,
    trial: await loadTrial(store, { studyId, forms: pinned.forms }),
  }
}

/** A whole study as one of its snapshots keeps it. Throws `FaultyInputError` when there is none of that name. */
export async function loadSnapshot(
  store: Store,
  studyKey: string,
  name: string,
): Promise<LoadedStudy & Pick<PastData, 'snapshot'>> {
  const studyId = await expectStudyId(store, studyKey)
  const found = (await listSnapshots(store, studyId)).find((one) => one.name === name)
  if (found === undefined) {
    throw new FaultyInputError([`The study ${studyKey} has no snapshot "${name}".`])
  }
  const of = { studyId, id: found.id, sites: { kind: 'all' } } as const
  const services = { store, definitions: createDefinitions(store) }
  const { snapshot, pinned, trial } = await dataOfSnapshot(services, of)
  return { studyId, definition: pinned.definition, trial, snapshot }
}

async function expectStudyId(store: Store, studyKey: string): Promise<string> {
  const studyId = await findStudyId(store, studyKey)
  if (studyId === null) throw new FaultyInputError([`There is no study ${studyKey}.`])
  return studyId
}
