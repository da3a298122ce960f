import { and, eq } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { CheckRow, FiringView } from '../../shared/api/routes/checks.ts'
import { catalogueOf, mayRetire } from '../../shared/checks/catalogue-rows.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { refuseOtherOwner, type SavePlace } from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { confirmFiring } from './settle-subject.ts'
import { countFirings, readFiring, type FiringWish } from './firings.ts'

export { fireChecks } from './fire-checks.ts'
export { fireImported } from './fire-imported.ts'
export { recheckSubjects } from './recheck-subjects.ts'
export { readFirings } from './firings.ts'

/**
 * Confirms a firing that stands open, with the reason: 403 on a form of the investigator for anybody
 * else, 409 where it was settled already.
 */
export async function confirmStanding(
  store: Store,
  { actor, subject, studyId, pinned, asInvestigator }: SavePlace,
  { firingId, reason }: { readonly firingId: string; readonly reason: string },
): Promise<FiringView> {
  const { checkFiring } = store.t
  return unitOfWork(store, actor, async (tx, { at }) => {
    const [row] = await tx
      .select()
      .from(checkFiring)
      .where(and(eq(checkFiring.id, firingId), eq(checkFiring.subjectId, subject.id)))
    if (row === undefined) throw notFound('firing')
    const form = newestOf(pinned, row.form)
    if (form !== undefined) refuseOtherOwner(form, asInvestigator)
    if (row.state !== 'open') {
      throw new ProblemError({
        type: 'urn:problem:wrong-order',
        status: 409,
        step: 'check.confirm',
        requires: ['check.open'],
      })
    }
    const program = systemActor({ part: 'edit-checks', studyId })
    const [first, ...more] = await confirmFiring(
      { store, tx, program, saved: { actor, at } },
      row,
      reason,
    )
    if (first === undefined) throw new Error('A confirmation left no entry.')
    const view = await readFiring(store, tx, row.id)
    if (view === null) throw new Error('A firing is gone inside its own transaction.')
    return { result: view, audit: [first, ...more] }
  })
}

/** A form of the version in force, or of the last before it that had the form. */
function newestOf(pinned: PinnedDefinition, form: string): FormDefinition | undefined {
  return [...pinned.earlier, pinned].findLast(({ forms }) => forms.has(form))?.forms.get(form)
}

/** The catalogue of a study with how each check did at the sites that the caller may see. */
export async function checkRows(
  store: Store,
  definition: ProtocolDefinition,
  within: Pick<FiringWish, 'studyId' | 'sites'>,
): Promise<CheckRow[]> {
  const counts = await countFirings(store, within)
  const none = { open: 0, confirmed: 0, corrected: 0, superseded: 0 }
  return catalogueOf(definition).map((row) => {
    const { open, confirmed, corrected, superseded } = counts.get(row.key) ?? none
    const fired = open + confirmed + corrected + superseded
    const retire = mayRetire({ corrected, confirmed })
    return { ...row, fired, open, confirmed, corrected, superseded, retire }
  })
}
