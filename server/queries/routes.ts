import type { Store, Tx } from '../../db/store.ts'
import type * as routes from '../../shared/api/routes/queries.ts'
import type { QueryView } from '../../shared/api/routes/queries.ts'
import { queriesWithoutRedacted } from '../audit-trail/service.ts'
import { savePlaceOf, type SubjectCall } from '../entry/service.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers } from '../http/route-handler.ts'
import { grantsFor } from '../http/scope.ts'
import type { Definitions } from '../studies/service.ts'
import { exportAgeing, exportQueries } from './export-queries.ts'
import { importQueries, previewImport, type Imported } from './import-queries.ts'
import {
  openQuery,
  readAgeing,
  readQueries,
  stepQuery,
  type SteppingBy,
  type StepWish,
} from './service.ts'

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
    async exportQueries(call) {
      const { study, sites } = call.scope
      const { forms } = await definitions.of(study.id)
      const { format, ...filter } = call.query
      const file = await exportQueries(store, actorOf(call), {
        study,
        sites,
        forms,
        filter,
        format,
      })
      return { body: '', file: { name: file.name, type: file.type }, stream: file.read() }
    },
    async getQueryAgeing({ scope }) {
      return { body: await readAgeing(store, { studyId: scope.study.id, sites: scope.sites }) }
    },
    exportQueryAgeing: (call) => exportAgeing(store, actorOf(call), call.scope),
    async previewQueryImport({ scope, body }) {
      const place = { studyId: scope.study.id, sites: scope.sites }
      return { body: await previewImport(services, place, body.text) }
    },
    async importQueries(call) {
      const place = { studyId: call.scope.study.id, sites: call.scope.sites }
      const remember = (tx: Tx, answer: Imported): Promise<void> => call.remember(tx, answer)
      const by = { ...place, actor: actorOf(call), remember }
      return { body: await importQueries(services, by, call.body) }
    },
    async openQuery(call) {
      const place = await savePlaceOf(services, call)
      const view = await openQuery(store, place, call.body, (tx, answer) =>
        call.remember(tx, answer),
      )
      return { body: await shown(place.studyId, view) }
    },
    answerQuery: (call) => step(call, { ...stepOf(call), step: 'answer' }),
    settleQuery: (call) => step(call, { ...stepOf(call), step: call.body.step }),
    commentQuery: (call) => step(call, { ...stepOf(call), step: 'comment' }),
  }
}

function stepOf({
  params,
  body,
}: {
  readonly params: { readonly query: string }
  readonly body: { readonly text: string | null }
}): Omit<StepWish, 'step'> {
  return { queryId: params.query, text: body.text }
}

function actingOn(call: SubjectCall): SteppingBy {
  const { subject, study } = call.scope
  const roles = grantsFor(call.caller, study.id)
    .filter(({ siteId }) => siteId === null || siteId === subject.siteId)
    .map(({ role }) => role)
  return { actor: actorOf(call), subject, roles }
}
