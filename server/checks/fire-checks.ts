import type { Store, Tx } from '../../db/store.ts'
import type { FiredCheck } from '../../shared/checks/define.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import type { Families } from '../../shared/families.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { needsRanges } from '../../shared/laboratory/row-limits.ts'
import type { AfterSave, AheadOfSave } from '../entry/service.ts'
import { laboratoriesOfSite } from '../laboratories/service.ts'
import type { PresentRecords } from '../subjects/service.ts'
import { endedOtherwise } from './ended-otherwise.ts'
import { standingAhead } from './firings.ts'
import { createKnownSubjects, type KnownSubjects } from './known-subjects.ts'
import { settle } from './settle-subject.ts'

export interface CheckParts {
  readonly store: Store
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
}

interface FiringParts extends CheckParts {
  readonly presentRecords: PresentRecords
}

type Saved = Parameters<AfterSave>[1]

/**
 * Follows a saved record: every check of the subject is evaluated on what is stored now. What fires
 * anew is kept with the values it compared, confirmed where the person said why, and else asked as a
 * query by the program. What no longer fires is corrected, or ended by an amendment or by time, and
 * its query closes itself and says so. A reason for what does not fire is kept in the trail.
 */
export function fireChecks(parts: FiringParts): AfterSave {
  const { store, families } = parts
  const knownSubjects = createKnownSubjects()
  const fire: AfterSave = async (tx, saved) => {
    const fired = await firedNow(tx, { ...parts, knownSubjects }, saved)
    return settle({ store, tx, saved }, fired, (ended) =>
      endedOtherwise(tx, { store, families }, { saved, ended }),
    )
  }
  const ahead: AheadOfSave = (reads, { subjectId }) => {
    standingAhead(store, reads, subjectId)
  }
  return Object.assign(fire, { ahead })
}

async function firedNow(
  tx: Tx,
  {
    store,
    families,
    presentRecords,
    knownSubjects,
  }: FiringParts & { readonly knownSubjects: KnownSubjects },
  saved: Saved,
): Promise<readonly FiredCheck[]> {
  const { studyId, subject, pinned, at, before, record } = saved
  const of = { studyId, subjectId: subject.id, before, own: record, unit: saved }
  const records = await presentRecords(tx, of)
  const { subjid, siteId, timeZone } = subject
  const laboratories = needsRanges(records)
    ? await laboratoriesOfSite(store, tx, { studyId, siteId })
    : []
  const input = { subjid, records, today: dayAt(at, timeZone), laboratories }
  return evaluateChecks(pinned.definition, input, families, knownSubjects(subject.id))
}
