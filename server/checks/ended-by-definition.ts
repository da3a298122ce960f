import type { Store, Tx } from '../../db/store.ts'
import { placeKey } from '../../shared/checks/define.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import type { Families } from '../../shared/families.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { needsRanges } from '../../shared/laboratory/row-limits.ts'
import { storedValues, type AfterSave } from '../entry/service.ts'
import { laboratoriesOfSite } from '../laboratories/service.ts'
import { recordsOfSubject } from '../subjects/service.ts'
import type { FiringRow } from './firings.ts'

interface Evaluating {
  readonly store: Store
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
}

/**
 * Of firings that fire no longer, the identities of those which the definition in force would not
 * have fired on the data before this save either: an amendment ended them, and no correction. Without
 * an amendment there are none.
 */
export async function endedByDefinition(
  tx: Tx,
  { store, families }: Evaluating,
  {
    saved,
    ended,
  }: { readonly saved: Parameters<AfterSave>[1]; readonly ended: readonly FiringRow[] },
): Promise<ReadonlySet<string>> {
  const { studyId, subject, pinned, record, before, at } = saved
  if (ended.length === 0 || pinned.earlier.length === 0) return new Set()
  const now = await recordsOfSubject(store, tx, subject.id)
  const others = now.filter(({ id }) => id !== record.id)
  const records = (before === null ? others : [...others, before]).map((row) => {
    const { id, form, visit, rowKey } = row
    return { id, form, visit, rowKey, values: storedValues(row) }
  })
  const { subjid, siteId, timeZone } = subject
  const laboratories = needsRanges(records)
    ? await laboratoriesOfSite(store, tx, { studyId, siteId })
    : []
  const input = { subjid, records, today: dayAt(at, timeZone), laboratories }
  const fired = evaluateChecks(pinned.definition, input, families)
  const asked = new Set(fired.map(({ check, place }) => `${check} ${placeKey(place)}`))
  return new Set(
    ended.filter((row) => !asked.has(`${row.checkKey} ${row.place}`)).map(({ id }) => id),
  )
}
