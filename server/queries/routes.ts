import type { Store } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/queries.ts'
import { savePlaceOf, type SavePlace, type SubjectCall } from '../entry/service.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import type { Definitions } from '../studies/service.ts'
import { openQuery, readQueries, stepQuery } from './service.ts'

interface QueryServices {
  readonly store: Store
  readonly definitions: Definitions
}

export function queryHandlers(services: QueryServices): Handlers<typeof routes> {
  const { store } = services
  return {
    async listQueries({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, query }
      return { body: await readQueries(store, wish) }
    },
    async openQuery(call) {
      const place = await savePlaceOf(services, call)
      const view = await openQuery(store, place, call.body, (tx, answer) =>
        call.remember(tx, answer),
      )
      return { body: view }
    },
    async answerQuery(call) {
      const wish = { queryId: call.params.query, step: 'answer', text: call.body.text } as const
      return { body: await stepQuery(store, actingOn(call), wish) }
    },
    async settleQuery(call) {
      return {
        body: await stepQuery(store, actingOn(call), { queryId: call.params.query, ...call.body }),
      }
    },
    async commentQuery(call) {
      const wish = { queryId: call.params.query, step: 'comment', text: call.body.text } as const
      return { body: await stepQuery(store, actingOn(call), wish) }
    },
  }
}

function actingOn(call: SubjectCall): Pick<SavePlace, 'actor' | 'subject'> {
  return { actor: actorOf(call), subject: call.scope.subject }
}
