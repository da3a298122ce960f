import type * as routes from '../../shared/api/routes/dose-decisions.ts'
import type { AnalysisServices } from '../analysis/service.ts'
import { actorOf } from '../http/actor.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import { forbidden } from '../http/scope.ts'
import { readBoard } from './board.ts'
import { asSeenAt, correctDecision, listDecisions, recordDecision } from './decisions.ts'

export function doseDecisionHandlers(services: AnalysisServices): Handlers<typeof routes> {
  const { store } = services
  return {
    async getDoseEscalation({ scope, query }) {
      const { study, sites } = scope
      const { cutoff, course } = await readBoard(services, { studyId: study.id, sites, ...query })
      const decisions = await listDecisions(store, store.read, { studyId: study.id })
      return {
        body: {
          cutoff,
          windowDays: course.endpoint.windowDays,
          everySite: sites.kind === 'all',
          levels: course.levels.map((one) => ({ ...one })),
          subjects: course.subjects.map((one) => ({ ...one })),
          decisions: asSeenAt(sites, decisions),
        },
      }
    },
    async recordDoseDecision(call) {
      expectEverySite(call.scope)
      const of = { studyId: call.scope.study.id, wish: call.body }
      const view = await recordDecision(services, actorOf(call), of, (tx, answer) =>
        call.remember(tx, answer),
      )
      return { body: view, version: view.version }
    },
    async correctDoseDecision(call) {
      expectEverySite(call.scope)
      const { correction, ...wish } = call.body
      const view = await correctDecision(services, actorOf(call), {
        ...{ studyId: call.scope.study.id, decisionId: call.params.decision },
        ...{ version: call.version ?? 0, wish, correction },
      })
      return { body: view, version: view.version }
    },
  }
}

/** A decision rests on the subjects of every site: who sees some of them alone may not record it. */
function expectEverySite({ sites }: Pick<StudyScope, 'sites'>): void {
  if (sites.kind !== 'all') throw forbidden('dose.decide')
}
