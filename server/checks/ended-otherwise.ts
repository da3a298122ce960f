import type { Store, Tx } from '../../db/store.ts'
import { placeKey, type CheckRecord, type FiredCheck } from '../../shared/checks/define.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import type { Families } from '../../shared/families.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { needsRanges } from '../../shared/laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { storedValues, type AfterSave } from '../entry/service.ts'
import { laboratoriesOfSite } from '../laboratories/service.ts'
import { inOrderMade, recordsOfSubject } from '../subjects/service.ts'
import type { FiringRow } from './firings.ts'

/** What made a check fire no longer. */
export type Ending = 'correction' | 'amendment' | 'time'

interface Evaluating {
  readonly store: Store
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
}

type Saved = Parameters<AfterSave>[1]

/**
 * Of firings that fire no longer, those which would not fire on the data before this save either, by
 * their identity, with what ended them: an amendment where they fire today by the definition before
 * it, else the day it is now, or a laboratory range. The save corrected the others.
 */
export async function endedOtherwise(
  tx: Tx,
  { store, families }: Evaluating,
  { saved, ended }: { readonly saved: Saved; readonly ended: readonly FiringRow[] },
): Promise<ReadonlyMap<string, Exclude<Ending, 'correction'>>> {
  if (ended.length === 0) return new Map()
  const { studyId, subject, pinned, at } = saved
  const records = await recordsBefore(tx, store, saved)
  const { subjid, siteId, timeZone } = subject
  const laboratories = needsRanges(records)
    ? await laboratoriesOfSite(store, tx, { studyId, siteId })
    : []
  const input = { subjid, records, today: dayAt(at, timeZone), laboratories }
  const asks = (definition: ProtocolDefinition): ((row: FiringRow) => boolean) => {
    const asked = new Set(evaluateChecks(definition, input, families).map(keyOf))
    return (row) => asked.has(`${row.checkKey} ${row.place}`)
  }
  const now = asks(pinned.definition)
  const otherwise = ended.filter((row) => !now(row))
  const former = pinned.earlier.at(-1)
  if (otherwise.length === 0 || former === undefined) {
    return new Map(otherwise.map(({ id }) => [id, 'time']))
  }
  const before = asks(former.definition)
  return new Map(otherwise.map((row) => [row.id, before(row) ? 'amendment' : 'time']))
}

/** The subject's records as they were before the save, each in its place. */
async function recordsBefore(
  tx: Tx,
  store: Store,
  { subject, record, before }: Saved,
): Promise<readonly CheckRecord[]> {
  const now = await recordsOfSubject(store, tx, subject.id)
  const others = now.filter(({ id }) => id !== record.id)
  return inOrderMade(before === null ? others : [...others, before]).map((row) => {
    const { id, form, visit, rowKey } = row
    return { id, form, visit, rowKey, values: storedValues(row) }
  })
}

function keyOf({ check, place }: FiredCheck): string {
  return `${check} ${placeKey(place)}`
}
