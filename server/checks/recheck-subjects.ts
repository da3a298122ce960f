import { eq, inArray } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { storedValues } from '../entry/service.ts'
import type { SubjectPlace } from '../http/route-handler.ts'
import { laboratoriesOfSite, type Recheck } from '../laboratories/service.ts'
import type { Definitions, PinnedDefinition } from '../studies/service.ts'
import { recordsOfSubject } from '../subjects/service.ts'
import type { CheckParts } from './fire-checks.ts'
import { settle, type CheckedChange, type EndingsOf } from './settle-subject.ts'

interface RecheckParts extends CheckParts {
  readonly definitions: Definitions
}

/**
 * Evaluates the checks of subjects again whose results are held against other limits: what fires
 * anew is asked, what fires no longer is closed, as at a save.
 */
export function recheckSubjects(parts: RecheckParts): Recheck {
  return async (studyId) => {
    const pinnedAt = await definitionsBySite(parts, studyId)
    return async (tx, { actor, at, subjects }) => {
      const drafts: AuditDraft[] = []
      for (const subject of await placesOf(parts.store, tx, subjects)) {
        const pinned = pinnedAt.get(subject.siteId)
        if (pinned === undefined) continue
        const change = { actor, studyId, subject, at, confirmations: [], record: null }
        drafts.push(...(await recheck(parts, tx, { change, pinned })))
      }
      return drafts
    }
  }
}

/** Read before the transaction begins: inside it nothing else is read. */
async function definitionsBySite(
  { store, definitions }: RecheckParts,
  studyId: string,
): Promise<ReadonlyMap<string, PinnedDefinition>> {
  const { site } = store.t
  const rows = await store.read.select({ id: site.id }).from(site).where(eq(site.studyId, studyId))
  const found = new Map<string, PinnedDefinition>()
  for (const { id: siteId } of rows) found.set(siteId, await definitions.at({ studyId, siteId }))
  return found
}

const SUBJECTS_PER_STATEMENT = 400

async function placesOf(
  { t: { subject, site } }: Store,
  tx: Tx,
  ids: ReadonlySet<string>,
): Promise<readonly SubjectPlace[]> {
  const all = [...ids].sort()
  const places: SubjectPlace[] = []
  for (let from = 0; from < all.length; from += SUBJECTS_PER_STATEMENT) {
    const some = all.slice(from, from + SUBJECTS_PER_STATEMENT)
    const rows = await tx
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

async function recheck(
  { store, families }: RecheckParts,
  tx: Tx,
  { change, pinned }: { readonly change: CheckedChange; readonly pinned: PinnedDefinition },
): Promise<readonly AuditDraft[]> {
  const { studyId, subject, at } = change
  const { id, subjid, siteId, timeZone } = subject
  const records = (await recordsOfSubject(store, tx, id)).map((row) => ({
    ...{ id: row.id, form: row.form, visit: row.visit, rowKey: row.rowKey },
    values: storedValues(row),
  }))
  const laboratories = await laboratoriesOfSite(store, tx, { studyId, siteId })
  const input = { subjid, records, today: dayAt(at, timeZone), laboratories }
  const fired = evaluateChecks(pinned.definition, input, families)
  return settle({ store, tx, saved: change }, fired, byRange)
}

/** Nobody corrected a value. */
const byRange: EndingsOf = (ended) => Promise.resolve(new Map(ended.map(({ id }) => [id, 'time'])))
