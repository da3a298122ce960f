import { setImmediate } from 'node:timers/promises'
import { eq, inArray } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { SubjectPlace } from '../http/route-handler.ts'
import { laboratoriesOfSite, type MovedLimits, type Recheck } from '../laboratories/service.ts'
import type { Definitions } from '../studies/service.ts'
import { recordsOfSubject, toPresent } from '../subjects/service.ts'
import { endingsWithout, type FiredBy } from './ended-otherwise.ts'
import type { CheckParts } from './fire-checks.ts'
import { settle, type EndingsOf } from './settle-subject.ts'

interface RecheckParts extends CheckParts {
  readonly definitions: Definitions
}

/**
 * Evaluates the checks of subjects again whose results are held against other limits: what fires
 * anew is asked, what fires no longer is closed, as at a save. Other requests are answered between two
 * subjects; a subject at which nothing changes is not written to.
 */
export function recheckSubjects(parts: RecheckParts): Recheck {
  return async (moved) => {
    for (const subject of await placesOf(parts.store, moved.subjects)) {
      await recheck(parts, moved, subject)
      await setImmediate()
    }
  }
}

const SUBJECTS_PER_STATEMENT = 400

async function placesOf(
  { read, t: { subject, site } }: Store,
  ids: ReadonlySet<string>,
): Promise<readonly SubjectPlace[]> {
  const all = [...ids].sort()
  const places: SubjectPlace[] = []
  for (let from = 0; from < all.length; from += SUBJECTS_PER_STATEMENT) {
    const some = all.slice(from, from + SUBJECTS_PER_STATEMENT)
    const rows = await read
      .select({
        id: subject.id,
        subjid: subject.subjid,
        siteId: subject.siteId,
        timeZone: site.timeZone,
      })
      .from(subject)
      .innerJoin(site, eq(site.id, subject.siteId))
      .where(inArray(subject.id, some))
    places.push(...rows)
  }
  return places.sort((a, b) => (a.subjid < b.subjid ? -1 : 1))
}

/** The checks of a subject fire as they did: nothing is written. */
class NothingMoved extends Error {
  constructor() {
    super('nothing moved')
  }
}

async function recheck(
  { store, families, definitions }: RecheckParts,
  { studyId, actor }: MovedLimits,
  subject: SubjectPlace,
): Promise<void> {
  const { subjid, siteId, timeZone } = subject
  const pinned = await definitions.at({ studyId, siteId })
  try {
    await unitOfWork(store, actor, async (tx, { at }) => {
      const records = (await recordsOfSubject(store, tx, subject.id)).map(toPresent)
      const laboratories = await laboratoriesOfSite(store, tx, { studyId, siteId })
      const input = { subjid, records, today: dayAt(at, timeZone), laboratories }
      const firedBy: FiredBy = (definition) => evaluateChecks(definition, input, families)
      const saved = { actor, studyId, subject, at, confirmations: [], record: null }
      const endings: EndingsOf = (ended) => Promise.resolve(endingsWithout(ended, pinned, firedBy))
      const fired = firedBy(pinned.definition)
      const [first, ...more] = await settle({ store, tx, saved }, fired, endings)
      if (first === undefined) throw new NothingMoved()
      return { result: undefined, audit: [first, ...more] }
    })
  } catch (error) {
    if (!(error instanceof NothingMoved)) throw error
  }
}
