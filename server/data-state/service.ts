import type { Store } from '../../db/store.ts'
import type { Permission } from '../../shared/access/permissions.ts'
import { getQueryAgeing } from '../../shared/api/routes/queries.ts'
import { getLagReport } from '../../shared/api/routes/trail.ts'
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

interface FigureSource {
  /** What its page needs: its file needs that too. */
  readonly permission: Permission
  readonly read: (store: Store, seen: SeenPlace) => Promise<ReadFigure>
}

const FIGURES: Readonly<Record<StateFigure['key'], FigureSource>> = {
  'entry-lag': {
    permission: getLagReport.access,
    read: async (store, seen) => {
      const lags = await siteLags(store, seen)
      return { figure: entryLagFigure(lags), asOf: lags.asOf, only: lags.only }
    },
  },
  'query-ages': {
    permission: getQueryAgeing.access,
    read: async (store, seen) => {
      const ages = await readAgeing(store, seen)
      return { figure: queryAgesFigure(ages), asOf: ages.asOf, only: ages.only }
    },
  },
}

/** How often the data are read again where something was saved in between. */
const ATTEMPTS = 5

/** How a figure of that name is read, and what one needs to; null where there is none. */
export function stateFigureSource(key: string): FigureSource | null {
  return Object.entries(FIGURES).find(([one]) => one === key)?.[1] ?? null
}

/**
 * A figure, of the sites that the caller may see, with the state of the data that it is
 * of, and when these sites came to it.
 */
export async function readStateFigure(
  store: Store,
  seen: SeenPlace,
  { read }: FigureSource,
): Promise<ReadFigure & { readonly state: DataState; readonly stateAt: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const state = await lastChange(store, store.read, seen.studyId)
    const { at: stateAt } = await lastChange(store, store.read, seen.studyId, seen.sites)
    const figure = await read(store, seen)
    const after = await lastChange(store, store.read, seen.studyId)
    if (after.seq === state.seq || attempt === ATTEMPTS) return { ...figure, state, stateAt }
  }
}
