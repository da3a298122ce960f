import type * as routes from '../../shared/api/routes/data-state.ts'
import { plots } from '../../shared/plots/registry.ts'
import { stateSheet } from '../../shared/report/state-figures.ts'
import { drawnFile, figureWish, fileAnswer, recordFile } from '../exporting/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import { sitesHolding } from '../http/scope.ts'
import type { Handlers } from '../http/route-handler.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import type { StudyServices } from '../studies/service.ts'
import { readStateFigure, stateFigureSource } from './service.ts'

export function dataStateHandlers({
  store,
  definitions,
}: Pick<StudyServices, 'store' | 'definitions'>): Handlers<typeof routes> {
  return {
    async downloadStateFigure(call) {
      const { scope, query, params } = call
      const { study } = scope
      const wish = figureWish(params.file)
      const source = wish === null ? null : stateFigureSource(wish.key)
      if (wish === null || source === null) throw notFound('file')
      const sites = sitesHolding(call.caller, scope, source.permission)
      const place = { studyId: study.id, sites }
      const { figure, asOf, only, state, stateAt } = await readStateFigure(store, place, source)
      const { definition } = await definitions.of(study.id)
      const { language } = query
      const origin = {
        study: { key: study.key, title: definition.title.en },
        ...{ mark: study.mark, snapshot: null, stateAt },
        ...{ programVersion: PROGRAM_VERSION, deidentified: false },
        ...(only === null ? {} : { sites: only }),
      }
      const made = drawnFile(wish.kind, {
        ...{ name: figure.key, title: figure.title[language], language, origin },
        table: plots.get(figure.plot.kind).table(figure.plot),
        sheet: () => stateSheet(figure, origin, language),
      })
      const { purpose, recipient, country } = query
      const taken = {
        ...{ studyId: study.id, format: 'data-state' },
        reason: { purpose, recipient, country },
        more: {
          ...{ figure: figure.key, asOf, state },
          ...(made.language === undefined ? {} : { language: made.language }),
          ...(only === null ? {} : { sites: only }),
        },
      }
      return fileAnswer(study.mark, made, (file) => recordFile(store, actorOf(call), taken, file))
    },
  }
}
