import type { Store } from '../../db/store.ts'
import {
  entryLagFigure,
  queryAgesFigure,
  type StateFigure,
} from '../../shared/report/state-figures.ts'
import { lastChange, type DataState } from '../audit/as-of.ts'
import type { SeenPlace } from '../audit/last-saved.ts'
import { siteLags } from '../audit-trail/service.ts'
import { readAgeing } from '../queries/service.ts'

/** A figure of the state of the data as it stands, with the sites it is of where they are not all. */
export interface ReadFigure {
  readonly figure: StateFigure
  /** Null: no record is saved yet. */
  readonly asOf: string | null
  readonly only: readonly string[] | null
}

const FIGURES: Readonly<
  Record<StateFigure['key'], (store: Store, seen: SeenPlace) => Promise<ReadFigure>>
> = {
  'entry-lag': async (store, seen) => {
    const lags = await siteLags(store, seen)
    return { figure: entryLagFigure(lags), asOf: lags.asOf, only: lags.only }
  },
  'query-ages': async (store, seen) => {
    const ages = await readAgeing(store, seen)
    return { figure: queryAgesFigure(ages), asOf: ages.asOf, only: ages.only }
  },
}

/** How often the data are read again where something was saved in between. */
const ATTEMPTS = 5

/**
 * The figure of that name, of the sites that the caller may see, with the state of the data that it is
 * of, and when these sites came to it; null where there is none.
 */
export async function readStateFigure(
  store: Store,
  seen: SeenPlace,
  key: string,
): Promise<(ReadFigure & { readonly state: DataState; readonly stateAt: string }) | null> {
  const [, read] = Object.entries(FIGURES).find(([one]) => one === key) ?? []
  if (read === undefined) return null
  for (let attempt = 1; ; attempt += 1) {
    const state = await lastChange(store, store.read, seen.studyId)
    const { at: stateAt } = await lastChange(store, store.read, seen.studyId, seen.sites)
    const figure = await read(store, seen)
    const after = await lastChange(store, store.read, seen.studyId)
    if (after.seq === state.seq || attempt === ATTEMPTS) return { ...figure, state, stateAt }
  }
}
