import type { z } from 'zod'
import type * as routes from '../../shared/api/routes/comparison.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { buildReport } from '../../shared/report/build-report.ts'
import type { Report } from '../../shared/report/define.ts'
import { isOfCohorts, isOfSensitivity, onlyParts } from '../../shared/report/page-parts.ts'
import { sensitivityPlaces } from '../../shared/report/sensitivity-tables.ts'
import { differingSubjects, type PlannedSubjects } from '../../shared/sensitivity/compare.ts'
import { derivePlans, type PlannedAdditions } from '../../shared/sensitivity/derive-plans.ts'
import { sensitivityPlans, type SensitivityPlans } from '../../shared/sensitivity/plans.ts'
import type { ResponseSource } from '../../shared/endpoints/results.ts'
import { createDerivedCache, type DerivedCache } from '../analysis/service.ts'
import { notFound } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { liveResults, type LiveResults, type LiveServices } from '../live-study/service.ts'

export interface ComparisonServices extends LiveServices {
  /** What each subject adds under every plan. */
  readonly planned: DerivedCache<{ readonly additions: PlannedAdditions }>
}

export function createPlannedCache({
  store,
  families,
}: Pick<LiveServices, 'store' | 'families'>): ComparisonServices['planned'] {
  return createDerivedCache(store, (subject, { definition }, { cutoff, source }) => ({
    additions: derivePlans(subject, plansOf(definition, source), cutoff, families),
  }))
}

/** Plans are made of a definition alone: the same one gives the same plans. */
const made = new WeakMap<ProtocolDefinition, Map<ResponseSource, SensitivityPlans>>()

function plansOf(definition: ProtocolDefinition, source: ResponseSource): SensitivityPlans {
  const known = made.get(definition) ?? new Map<ResponseSource, SensitivityPlans>()
  made.set(definition, known)
  const plans = known.get(source) ?? sensitivityPlans(definition, source)
  known.set(source, plans)
  return plans
}

/** Which data of a study, as of when, and whose responses. */
interface ComparisonWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly cutoff?: string | undefined
  readonly source: ResponseSource
}

type Answer<R extends keyof typeof routes> = z.input<(typeof routes)[R]['response']>

/** Cohorts and subgroups side by side: the numbers and figures of the report. */
export async function cohorts(
  services: ComparisonServices,
  wish: ComparisonWish,
): Promise<Answer<'getCohorts'>> {
  const results = await liveResults(services, wish)
  return { report: onlyParts(reportOf(services, results), isOfCohorts) }
}

/** The outcomes under every plan. */
export async function sensitivity(
  services: ComparisonServices,
  wish: ComparisonWish,
): Promise<Answer<'getSensitivity'>> {
  const results = await liveResults(services, wish)
  const planned = await plannedSubjects(services, results)
  return {
    report: onlyParts(reportOf(services, results, planned), isOfSensitivity),
    places: [...sensitivityPlaces(planned)],
  }
}

/** Who differs; the 404 where the protocol has no such outcome or plan. */
export async function differing(
  services: ComparisonServices,
  { outcome, variant, ...wish }: ComparisonWish & { outcome: string; variant: string },
): Promise<Answer<'getSensitivitySubjects'>> {
  const results = await liveResults(services, wish)
  const planned = await plannedSubjects(services, results)
  const { outcomes, variants } = planned.plans
  const endpoint = outcomes.find((one) => one.endpoint.id === outcome)?.endpoint
  const plan = variants.find(({ key }) => key === variant)
  if (endpoint === undefined || plan === undefined) throw notFound('endpoint')
  return {
    cutoff: results.options.cutoff,
    outcome: endpoint.label,
    variant: plan.label,
    subjects: [...differingSubjects(planned, { outcome, variant })],
  }
}

/** The subjects of the results under every plan, in the same state and at the same cut-off. */
async function plannedSubjects(
  services: ComparisonServices,
  { heads, pinned, options }: LiveResults,
): Promise<PlannedSubjects> {
  const derived = await services.planned.results(heads, pinned, options)
  return {
    plans: plansOf(pinned.definition, options.source),
    subjects: derived.map(({ additions }) => additions),
  }
}

function reportOf(
  { families }: ComparisonServices,
  { pinned, options, subjects }: LiveResults,
  sensitivity?: PlannedSubjects,
): Report {
  const { definition } = pinned
  const facts = subjects.map((one) => one.facts)
  return buildReport(facts, {
    ...{ ...options, definition, described: 'ENR', families },
    ...(sensitivity === undefined ? {} : { sensitivity }),
  })
}
