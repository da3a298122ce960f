import type * as analysisRoutes from '../../shared/api/routes/analysis.ts'
import { headlineIds } from '../../shared/endpoints/headline.ts'
import type { Analysis } from '../../shared/endpoints/results.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Handlers } from '../http/route-handler.ts'
import { studyProgress, type WorkServices } from '../work/service.ts'
import { analyseSnapshot } from './analyse-snapshot.ts'
import { proofOf } from './proof-of.ts'
import * as analysis from './service.ts'

type AnalysisRoutes = Pick<
  typeof analysisRoutes,
  'getAnalysis' | 'getDerivation' | 'getProof' | 'getAdverseEventTable' | 'getHome'
>

export function analysisHandlers(
  services: analysis.AnalysisServices,
  subjects: WorkServices,
): Handlers<AnalysisRoutes> {
  const { definitions } = services
  return {
    async getAnalysis({ scope, query }) {
      const { snapshot, ...at } = query
      const wish = { studyId: scope.study.id, sites: scope.sites, ...at }
      const body =
        snapshot === undefined
          ? await analysis.analyseStudy(services, wish)
          : await analyseSnapshot(services, { ...wish, snapshot })
      return { body }
    },
    async getDerivation({ scope, query }) {
      const wish = { studyId: scope.study.id, sites: scope.sites, ...query }
      const subjectId = scope.subject.id
      return { body: await analysis.deriveOne(services, { ...wish, subjectId }) }
    },
    async getProof({ scope, query }) {
      const { fact, ...at } = query
      const wish = { studyId: scope.study.id, sites: scope.sites, ...at }
      const { id: subjectId, siteId } = scope.subject
      return { body: await proofOf(services, { ...wish, subjectId, siteId, fact }) }
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

/** What the study home shows of the results; by cohort where the protocol reads it so. */
function headlineRows(
  rows: Analysis['endpoints'],
  definition: ProtocolDefinition,
): Analysis['endpoints'][number][] {
  const chosen = new Set(headlineIds(definition))
  const { pooledHeadline } = definition.conventions
  return rows.filter(({ id, cohort }) => chosen.has(id) && (cohort === null) === pooledHeadline)
}
