import type * as routes from '../../shared/api/routes/live.ts'
import { getLiveView } from '../../shared/api/routes/live.ts'
import { leadingCriteria } from '../../shared/endpoints/populations.ts'
import { liveRows } from '../../shared/live/rows.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import { sitesHolding } from '../http/scope.ts'
import { liveFigure, type LiveFigureServices } from './live-figure.ts'
import { liveNews } from './live-news.ts'
import type { SeenPlace } from '../audit/last-saved.ts'
import { chosenSubjects, liveView } from './live-view.ts'
import type { StudyWatch } from './study-watch.ts'
import { lastSeq } from './trail-place.ts'
import { noteVisit } from './visits.ts'

interface LiveParts extends LiveFigureServices {
  readonly watch: StudyWatch
}

export function liveHandlers(services: LiveParts): Handlers<typeof routes> {
  return {
    async getLiveView({ scope, query }) {
      return { body: await liveView(services, placeOf(scope), query) }
    },
    async getLiveRows({ scope, query }) {
      const { endpoint: id } = query
      const place = placeOf(scope)
      const { mark, results, subset, ...chosen } = await chosenSubjects(services, place, query)
      const { definition } = results.pinned
      const endpoint = definition.endpoints.find((one) => one.id === id)
      if (id !== undefined && endpoint === undefined) throw notFound('endpoint')
      const placed = subset.subjects.map(({ facts, site }) => ({ addition: facts.addition, site }))
      const rows = liveRows(placed, endpoint ?? null, leadingCriteria(definition))
      const snapshot = results.snapshot?.name ?? null
      const sites = place.sites.kind === 'all' ? null : [...chosen.sites]
      const { cutoff } = results.options
      return { body: { cutoff, mark, snapshot, sites, rows: [...rows] } }
    },
    downloadLiveFigure(call) {
      const { query, params } = call
      // Its file needs what the page needs, of a script too.
      const sites = sitesHolding(call.caller, call.scope, getLiveView.access)
      const scope = { ...call.scope, sites }
      return liveFigure(services, actorOf(call), { scope, query, name: params.file })
    },
    async getLiveNews({ scope, caller, query }) {
      const { accountId } = caller
      return { body: await liveNews(services, placeOf(scope), { accountId, ...query }) }
    },
    async noteLiveVisit({ scope, caller, body }) {
      const { store } = services
      const visitor = { accountId: caller.accountId, studyId: scope.study.id }
      // Nobody has seen more than there is: news would not come until the trail is as long.
      const seq = Math.min(body.seq, await lastSeq(store, placeOf(scope)))
      await noteVisit(store, visitor, seq)
      return { body: null }
    },
    watchStudy({ scope }) {
      const place = placeOf(scope)
      return Promise.resolve({
        body: '',
        events: (send, end) => {
          const tell = (mark: string): void => {
            send({ name: 'change', data: mark })
          }
          return services.watch.watch(place, tell, end)
        },
      })
    },
  }
}

function placeOf({ study, sites }: StudyScope): SeenPlace {
  return { studyId: study.id, sites }
}
