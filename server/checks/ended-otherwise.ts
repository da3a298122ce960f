import type { Store, Tx } from '../../db/store.ts'
import { placeKey, type CheckRecord, type FiredCheck } from '../../shared/checks/define.ts'
import { evaluateChecks } from '../../shared/checks/evaluate.ts'
import type { Families } from '../../shared/families.ts'
import { dayAt } from '../../shared/kernel/time-zone.ts'
import { needsRanges } from '../../shared/laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { AfterSave } from '../entry/service.ts'
import { laboratoriesOfSite } from '../laboratories/service.ts'
import { inOrderMade, recordsOfSubject, toPresent } from '../subjects/service.ts'
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
 * their identity, with what ended them. The save corrected the others.
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
  const firedBy: FiredBy = (definition) => evaluateChecks(definition, input, families)
  const fires = askedBy(firedBy(pinned.definition))
  return endingsWithout(
    ended.filter((row) => !fires(row)),
    pinned,
    firedBy,
  )
}

/** What fires of a subject's data today by a definition. */
export type FiredBy = (definition: ProtocolDefinition) => readonly FiredCheck[]

/**
 * What ended firings that the data did not end: an amendment where they fire by the definition before
 * it, else the day it is now, or a laboratory range.
 */
export function endingsWithout(
  ended: readonly FiringRow[],
  { earlier }: Saved['pinned'],
  firedBy: FiredBy,
): ReadonlyMap<string, Exclude<Ending, 'correction'>> {
  const former = earlier.at(-1)
  if (ended.length === 0 || former === undefined) {
    return new Map(ended.map(({ id }) => [id, 'time']))
  }
  const fired = askedBy(firedBy(former.definition))
  return new Map(ended.map((row) => [row.id, fired(row) ? 'amendment' : 'time']))
}

function askedBy(fired: readonly FiredCheck[]): (row: FiringRow) => boolean {
  const asked = new Set(fired.map(({ check, place }) => `${check} ${placeKey(place)}`))
  return (row) => asked.has(`${row.checkKey} ${row.place}`)
}

/** The subject's records as they were before the save, each in its place. */
async function recordsBefore(
  tx: Tx,
  store: Store,
  { subject, record, before }: Saved,
): Promise<readonly CheckRecord[]> {
  const now = await recordsOfSubject(store, tx, subject.id)
  const others = now.filter(({ id }) => id !== record.id)
  return inOrderMade(before === null ? others : [...others, before]).map(toPresent)
}
