import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/queries.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import { queriesWithoutRedacted } from '../audit-trail/service.ts'
import { savePlaceOf, type SavePlace, type SubjectCall } from '../entry/service.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { Definitions } from '../studies/service.ts'
import { openQuery, readQueries, stepQuery, type StepWish } from './service.ts'

interface QueryServices {
  readonly store: Store
  readonly definitions: Definitions
}

export function queryHandlers(services: QueryServices): Handlers<typeof routes> {
  const { store, definitions } = services
  /** The query as its readers may see it. */
  async function shown(studyId: string, view: QueryView): Promise<QueryView> {
    const { forms } = await definitions.of(studyId)
    const [readable] = await queriesWithoutRedacted({ store, studyId, forms }, [view])
    return readable ?? view
  }
  async function step(call: SubjectCall, wish: StepWish) {
    return { body: await shown(call.scope.study.id, await stepQuery(store, actingOn(call), wish)) }
  }
  return {
    async listQueries({ scope, query }) {
      const studyId = scope.study.id
      const page = await readQueries(store, { studyId, sites: scope.sites, query })
      const { forms } = await definitions.of(studyId)
      const queries = await queriesWithoutRedacted({ store, studyId, forms }, page.queries)
      return { body: { ...page, queries } }
    },
    async openQuery(call) {
      const place = await savePlaceOf(services, call)
      const view = await openQuery(store, place, call.body, (tx, answer) =>
        call.remember(tx, answer),
      )
      return { body: await shown(place.studyId, view) }
    },
    answerQuery: (call) =>
      step(call, { queryId: call.params.query, step: 'answer', text: call.body.text }),
    settleQuery: (call) => step(call, { queryId: call.params.query, ...call.body }),
    commentQuery: (call) =>
      step(call, { queryId: call.params.query, step: 'comment', text: call.body.text }),
  }
}

function actingOn(call: SubjectCall): Pick<SavePlace, 'actor' | 'subject'> {
  return { actor: actorOf(call), subject: call.scope.subject }
}
