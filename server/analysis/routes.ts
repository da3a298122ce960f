import type * as analysisRoutes from '../../shared/api/routes/analysis.ts'
import type { EndpointDefinition } from '../../shared/endpoints/define.ts'
import type { Analysis } from '../../shared/endpoints/results.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Handlers } from '../http/route-handler.ts'
import { studyProgress } from '../work/service.ts'
import type { SubjectServices } from '../subjects/service.ts'
import * as analysis from './service.ts'

type AnalysisRoutes = Pick<
  typeof analysisRoutes,
  'getAnalysis' | 'getDerivation' | 'getAdverseEventTable' | 'getHome'
>

export function analysisHandlers(
  services: analysis.AnalysisServices,
  subjects: SubjectServices,
): Handlers<AnalysisRoutes> {
  const { definitions } = services
  return {
    async getAnalysis({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, ...query }
      return { body: await analysis.analyseStudy(services, wish) }
    },
    async getDerivation({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, ...query }
      const subjectId = scope.subject.id
      return { body: await analysis.deriveOne(services, { ...wish, subjectId }) }
    },
    async getAdverseEventTable({ scope, query }) {
      const { related, cohort = null, ...at } = query
      const wish = { studyId: scope.study.id, sites: scope.sites, ...at }
      const { results, options } = await analysis.studyResults(services, wish)
      const table = analysis.adverseEventTable(results, { related, cohort })
      return { body: { cutoff: options.cutoff, ...table } }
    },
    async getHome({ scope }) {
      const part = { studyId: scope.study.id, sites: scope.sites }
      const { definition } = await definitions.of(scope.study.id)
      const wish = { ...part, source: 'investigator' } as const
      const { latest } = await analysis.studyResults(services, wish)
      const { endpoints } = await analysis.analyseStudy(services, wish)
      const progress = await studyProgress(subjects, part)
      return {
        body: {
          planned: definition.plannedSubjects,
          ...progress,
          cutoff: latest,
          headline: headlineRows(endpoints, definition),
        },
      }
    },
  }
}

/** Primary endpoints, and survival counted from the start; by cohort where the protocol reads it so. */
function headlineRows(
  rows: Analysis['endpoints'],
  { endpoints, conventions }: ProtocolDefinition,
): Analysis['endpoints'][number][] {
  const chosen = new Set(endpoints.filter(isHeadline).map(({ id }) => id))
  return rows.filter(
    ({ id, cohort }) => chosen.has(id) && (cohort === null) === conventions.pooledHeadline,
  )
}

function isHeadline(endpoint: EndpointDefinition): boolean {
  if (endpoint.primary === true) return true
  return endpoint.kind === 'time-to-event' && endpoint.origin !== 'response'
}
