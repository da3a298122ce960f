import type { z } from 'zod'
import type * as routes from '../../shared/api/routes/comparison.ts'
import { ADJUST_FOR_NONE, characteristicsOf } from '../../shared/comparison/characteristics.ts'
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
import { invalidField, notFound } from '../http/problem-error.ts'
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
  readonly snapshot?: string | undefined
}

type Answer<R extends keyof typeof routes> = z.input<(typeof routes)[R]['response']>

/**
 * Cohorts and subgroups side by side: the numbers and figures of the report, hazard ratios adjusted for
 * what was asked. Throws the 422 for a characteristic that the study does not ask.
 */
export async function cohorts(
  services: ComparisonServices,
  { adjust, ...wish }: ComparisonWish & { readonly adjust?: string | undefined },
): Promise<Answer<'getCohorts'>> {
  const results = await liveResults(services, wish)
  const adjustFor = adjustedFor(adjust, results.pinned.definition)
  return { report: onlyParts(reportOf(services, results, { adjustFor }), isOfCohorts) }
}

/** The characteristics asked for; undefined: nobody asked, the usual ones are taken. */
function adjustedFor(
  text: string | undefined,
  definition: ProtocolDefinition,
): readonly string[] | undefined {
  if (text === undefined || text === '') return undefined
  if (text === ADJUST_FOR_NONE) return []
  const asked = text.split(',')
  const known = new Set(characteristicsOf(definition).map(({ key }) => key))
  const strange = asked.find((key) => !known.has(key))
  if (strange !== undefined) throw invalidField('/adjust', 'live.noSuch', { text: strange })
  return asked
}

/** The outcomes under every plan. */
export async function sensitivity(
  services: ComparisonServices,
  wish: ComparisonWish,
): Promise<Answer<'getSensitivity'>> {
  const results = await liveResults(services, wish)
  const planned = await plannedSubjects(services, results)
  return {
    report: onlyParts(reportOf(services, results, { sensitivity: planned }), isOfSensitivity),
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
  { planned, families }: ComparisonServices,
  { heads, pinned, options, past }: LiveResults,
): Promise<PlannedSubjects> {
  const { cutoff, source } = options
  const plans = plansOf(pinned.definition, source)
  if (past !== null) {
    return {
      plans,
      subjects: past.subjects.map((one) => derivePlans(one, plans, cutoff, families)),
    }
  }
  const derived = await planned.results(heads, pinned, options)
  return { plans, subjects: derived.map(({ additions }) => additions) }
}

function reportOf(
  { families }: ComparisonServices,
  { pinned, options, subjects }: LiveResults,
  more: Pick<Parameters<typeof buildReport>[1], 'sensitivity' | 'adjustFor'>,
): Report {
  const { definition } = pinned
  const facts = subjects.map((one) => one.facts)
  return buildReport(facts, {
    ...{ ...options, definition, described: 'ENR', families },
    ...more,
  })
}
