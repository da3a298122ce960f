import type { FiredCheck } from './define.ts'
import { placeKey } from './define.ts'

/** A firing that stands: open, or confirmed for the values it compared. */
export interface StandingFiring {
  readonly check: string
  readonly place: string
  readonly compared: Readonly<Record<string, string>>
}

export interface FiringChanges<S extends StandingFiring> {
  /** Stands, and fires on the same values still. */
  readonly kept: readonly { readonly standing: S; readonly fired: FiredCheck }[]
  /** Fires no longer: the data were corrected. */
  readonly corrected: readonly S[]
  /** Fires still, on other values: what was said of the former ones does not hold for these. */
  readonly superseded: readonly { readonly standing: S; readonly fired: FiredCheck }[]
  readonly fresh: readonly FiredCheck[]
}

/**
 * Compares what fires now with what stands. A check fires once at a place: of several firings there
 * (rows of a group with the same identity) the first counts.
 */
export function settleFirings<S extends StandingFiring>(
  standing: readonly S[],
  fired: readonly FiredCheck[],
): FiringChanges<S> {
  const now = new Map<string, FiredCheck>()
  for (const one of fired) {
    const key = keyOf(one.check, placeKey(one.place))
    if (!now.has(key)) now.set(key, one)
  }
  const kept: { standing: S; fired: FiredCheck }[] = []
  const superseded: { standing: S; fired: FiredCheck }[] = []
  const corrected: S[] = []
  for (const one of standing) {
    const key = keyOf(one.check, one.place)
    const found = now.get(key)
    now.delete(key)
    if (found === undefined) corrected.push(one)
    else if (isSame(one.compared, found.compared)) kept.push({ standing: one, fired: found })
    else superseded.push({ standing: one, fired: found })
  }
  return { kept, corrected, superseded, fresh: [...now.values()] }
}

/** Whether two firings compared the same values. */
export function isSame(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
  )
}

function keyOf(check: string, place: string): string {
  return `${check} ${place}`
}
