import type { Store } from '../../db/store.ts'
import {
  entryLagFigure,
  queryAgesFigure,
  type StateFigure,
} from '../../shared/report/state-figures.ts'
import { lastChange, type DataState } from '../audit/as-of.ts'
import { siteLags } from '../audit-trail/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { readAgeing } from '../queries/service.ts'

interface SeenSites {
  readonly studyId: string
  readonly sites: SiteFilter
}

/** A figure of the state of the data as it stands, with the sites it is of where they are not all. */
export interface ReadFigure {
  readonly figure: StateFigure
  readonly asOf: string
  readonly only: readonly string[] | null
}

const FIGURES: Readonly<
  Record<StateFigure['key'], (store: Store, seen: SeenSites) => Promise<ReadFigure>>
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
 * of; null where there is none.
 */
export async function readStateFigure(
  store: Store,
  seen: SeenSites,
  key: string,
): Promise<(ReadFigure & { readonly state: DataState }) | null> {
  const [, read] = Object.entries(FIGURES).find(([one]) => one === key) ?? []
  if (read === undefined) return null
  for (let attempt = 1; ; attempt += 1) {
    const state = await lastChange(store, store.read, seen.studyId)
    const figure = await read(store, seen)
    const after = await lastChange(store, store.read, seen.studyId)
    if (after.seq === state.seq || attempt === ATTEMPTS) return { ...figure, state }
  }
}
