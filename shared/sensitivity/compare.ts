import { aggregate } from '../endpoints/aggregate.ts'
import type { Contribution } from '../endpoints/contribution.ts'
import type { AnalysisFamilies, SubjectAddition } from '../endpoints/derivation.ts'
import type { BestResponse, EndpointRow } from '../endpoints/results.ts'
import type { IsoDate } from '../kernel/brand.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { isEqual } from '../kernel/is-equal.ts'
import type { PlannedAdditions } from './derive-plans.ts'
import type { PlanVariant } from './define.ts'
import type { SensitivityPlans } from './plans.ts'

/** Subjects under every plan, all at the same cut-off. */
export interface PlannedSubjects {
  readonly plans: SensitivityPlans
  readonly subjects: readonly PlannedAdditions[]
}

/** One outcome under one plan. */
interface PlannedResult {
  readonly row: EndpointRow
  /** Subjects whose value, or whose being counted, is not that of the protocol's own analysis. */
  readonly differing: number
}

/** The results of every outcome under every plan, by the keys of both. */
export type PlannedResults = ReadonlyMap<string, ReadonlyMap<string, PlannedResult>>

/** Each plan through the one analysis, and how many subjects differ from the protocol's own. */
export function comparePlans(
  { plans, subjects }: PlannedSubjects,
  cutoff: IsoDate,
  families: Pick<AnalysisFamilies, 'endpoints'>,
): PlannedResults {
  const { outcomes, variants } = plans
  return new Map(
    variants.map(({ key, plan }, at): [string, ReadonlyMap<string, PlannedResult>] => {
      const additions = subjects.flatMap((one) => one[at] ?? [])
      const { definition, source } = plan
      const { endpoints } = aggregate(additions, definition, { cutoff, source }, families)
      const results = outcomes.flatMap(({ endpoint: { id } }): [string, PlannedResult][] => {
        const row = endpoints.find((one) => one.id === id && one.cohort === null)
        const differing = subjects.filter((one) => isDifferent(one, at, id)).length
        return row === undefined ? [] : [[id, { row, differing }]]
      })
      return [key, new Map(results)]
    }),
  )
}

/** What one subject adds to an outcome; null: it is not counted. */
export interface CountedValue {
  readonly value: Contribution | null
  /** By the outcome's criterion; null where it needs none. */
  readonly best: BestResponse | null
}

/** A subject whose value under a plan is not that of the protocol's own analysis. */
export interface DifferingSubject {
  readonly subject: string
  readonly cohort: string | null
  readonly own: CountedValue
  readonly other: CountedValue
}

/** The subjects that differ, by subject number; nobody where there is no such plan or outcome. */
export function differingSubjects(
  { plans, subjects }: PlannedSubjects,
  { variant, outcome }: { readonly variant: string; readonly outcome: string },
): readonly DifferingSubject[] {
  const at = plans.variants.findIndex(({ key }) => key === variant)
  const [own] = plans.variants
  const other = plans.variants[at]
  if (own === undefined || other === undefined) return []
  return subjects
    .filter((one) => isDifferent(one, at, outcome))
    .flatMap((one): readonly DifferingSubject[] => {
      const [first] = one
      const second = one[at]
      if (first === undefined || second === undefined) return []
      return [
        {
          subject: first.subject,
          cohort: first.cohort,
          own: valueOf(first, own, outcome),
          other: valueOf(second, other, outcome),
        },
      ]
    })
    .sort((a, b) => compareCodePoints(a.subject, b.subject))
}

/** Another word for the same time is no difference. */
function isDifferent(one: PlannedAdditions, at: number, outcome: string): boolean {
  const [own, other] = [one[0], one[at]].map((addition) => contributionOf(addition, outcome))
  if (own?.kind !== 'time' || other?.kind !== 'time') return !isEqual(own, other)
  return own.days !== other.days || own.event !== other.event
}

/** What a subject adds where it is counted; null where it is not. */
function contributionOf(addition: SubjectAddition | undefined, id: string): Contribution | null {
  const found = addition?.endpoints.find((one) => one.id === id)
  if (addition?.enrolled !== true || found?.inPopulation !== true) return null
  return found.value.kind === 'not-at-risk' ? null : found.value
}

function valueOf(addition: SubjectAddition, { plan }: PlanVariant, id: string): CountedValue {
  const endpoint = plan.definition.endpoints.find((one) => one.id === id)
  const row = addition.responses.find(({ row: of }) => of.criteria === endpoint?.criteria)?.row
  const confirmed = endpoint?.kind === 'proportion' && endpoint.confirmed
  const best = row === undefined ? null : confirmed ? row.confirmedBor : row.bor
  return { value: contributionOf(addition, id), best }
}
