import { leadingCriteria } from '../endpoints/populations.ts'
import type { SubjectAddition } from '../endpoints/derivation.ts'
import type { BestResponse } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { DRAWN_RESPONSES } from '../plots/response-look.ts'
import { confirmsBest } from '../protocol/confirms-best.ts'
import { cohensKappa } from '../statistics/kappa.ts'
import type { PlannedSubjects } from './compare.ts'
import type { AnalysisPlan } from './define.ts'
import { SOURCES } from './responses.ts'

/** Best responses of the same subjects under two judgements. */
export interface Agreement {
  /** Key of the plan that judges otherwise. */
  readonly variant: string
  readonly own: { readonly label: Bilingual; readonly criteria: string }
  readonly other: { readonly label: Bilingual; readonly criteria: string }
  /** Responses that either gave. */
  readonly responses: readonly BestResponse[]
  /** Rows: the protocol's own; columns: the other. */
  readonly counts: readonly (readonly number[])[]
  readonly kappa: ReturnType<typeof cohensKappa>
}

/**
 * The best responses of all enrolled subjects, by the protocol's own analysis and by each plan that
 * judges responses anew. What is not evaluable is an answer of its own.
 */
export function agreements({ plans, subjects }: PlannedSubjects): readonly Agreement[] {
  const [own] = plans.variants
  const leading = own === undefined ? null : leadingCriteria(own.plan.definition)
  if (own === undefined || leading === null) return []
  return plans.variants.flatMap(({ key, label, judgedBy, plan }, at) => {
    if (judgedBy === undefined) return []
    const pairs = subjects.flatMap((one): [BestResponse, BestResponse][] => {
      const first = bestOf(one[0], own.plan, leading)
      const second = bestOf(one[at], plan, judgedBy)
      return first === null || second === null ? [] : [[first, second]]
    })
    const responses = DRAWN_RESPONSES.filter((response) =>
      pairs.some((pair) => pair.includes(response)),
    )
    const counts = responses.map((row) =>
      responses.map((column) => pairs.filter(([a, b]) => a === row && b === column).length),
    )
    const level = plan.definition.conventions.confidenceLevel
    return [
      {
        variant: key,
        own: { label: SOURCES[own.plan.source], criteria: leading },
        other: { label, criteria: judgedBy },
        ...{ responses, counts, kappa: cohensKappa(counts, level) },
      },
    ]
  })
}

/** Confirmed where the plan asks for it; null for who is not enrolled. */
function bestOf(
  addition: SubjectAddition | undefined,
  { definition }: AnalysisPlan,
  criteria: string,
): BestResponse | null {
  const row = addition?.responses.find(({ row: of }) => of.criteria === criteria)?.row
  if (addition?.enrolled !== true || row === undefined) return null
  return confirmsBest(definition, criteria) ? row.confirmedBor : row.bor
}
