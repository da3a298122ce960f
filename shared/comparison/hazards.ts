import type { TimeToEventSubject } from '../endpoints/results.ts'
import { chiSquareUpperTail } from '../statistics/chi-square.ts'
import { coxEfron } from '../statistics/cox.ts'
import { coxRegression, type CovariateEstimate } from '../statistics/cox-regression.ts'
import type { Characteristic, SidesOf } from './characteristics.ts'

/** A cohort against the reference, over the subjects that were used. */
interface CohortHazard {
  readonly cohort: string
  readonly n: number
  readonly events: number
  /** Null for the reference. */
  readonly estimate: CovariateEstimate | null
}

export interface CohortHazards {
  /** The first of the cohorts given that has a subject; null without any. */
  readonly reference: string | null
  readonly n: number
  readonly events: number
  readonly cohorts: readonly CohortHazard[]
}

interface Question {
  /** In the order of the protocol. */
  readonly cohorts: readonly string[]
  readonly level: number
}

/** Hazard ratios of the cohorts against the first of them, by nothing but the cohort. */
export function plainHazards(
  subjects: readonly TimeToEventSubject[],
  question: Question,
): CohortHazards {
  const { used, present, summary } = membersOf(subjects, question.cohorts)
  // Groups are taken in text order: their places keep the protocol's.
  const place = (cohort: string | null): string => String(present.indexOf(cohort ?? '') + 1000)
  const fit = coxEfron({ ...timesOf(used), group: used.map((one) => place(one.cohort)), level: question.level }) // prettier-ignore
  const byPlace = new Map(fit.coefficients.map((found) => [found.level, found]))
  return {
    ...summary,
    cohorts: present.map((cohort, at) => ({
      ...countsOf(used, cohort),
      estimate: at === 0 ? null : toEstimate(byPlace.get(place(cohort))),
    })),
  }
}

function toEstimate(
  found: ReturnType<typeof coxEfron>['coefficients'][number] | undefined,
): CovariateEstimate {
  // prettier-ignore
  if (found === undefined || found.kind === 'unknown') return { kind: 'not-determined' }
  if (found.kind !== 'finite') return { kind: found.kind }
  const { coef, se, hr, lower, upper, p } = found
  return { kind: 'finite', coef, se, hr, lower, upper, p }
}

export interface AdjustedHazards extends CohortHazards {
  /** Subjects that lack a characteristic and take no part. */
  readonly leftOut: number
  readonly covariates: readonly {
    readonly characteristic: Characteristic
    readonly estimate: CovariateEstimate
  }[]
  /** Hazard ratios that were estimated together. */
  readonly df: number
}

/** The same, each adjusted for the characteristics; who lacks one of them takes no part. */
export function adjustedHazards(
  subjects: readonly TimeToEventSubject[],
  question: Question & {
    readonly characteristics: readonly Characteristic[]
    readonly sides: SidesOf
  },
): AdjustedHazards {
  const { cohorts, characteristics, sides, level } = question
  const all = membersOf(subjects, cohorts).used
  const whole = all.filter(({ subject }) =>
    characteristics.every((one) => sides(subject, one) !== 'unknown'),
  )
  const { used, present, summary } = membersOf(whole, cohorts)
  const others = present.slice(1)
  const model = coxRegression({
    ...timesOf(used),
    covariates: [
      ...others.map((cohort) => used.map((one) => (one.cohort === cohort ? 1 : 0))),
      ...characteristics.map((one) => used.map(({ subject }) => (sides(subject, one) === 'in' ? 1 : 0))), // prettier-ignore
    ],
    level,
  })
  const estimateAt = (at: number): CovariateEstimate =>
    model.estimates[at] ?? { kind: 'not-determined' }
  return {
    ...summary,
    leftOut: all.length - used.length,
    cohorts: present.map((cohort, at) => ({
      ...countsOf(used, cohort),
      estimate: at === 0 ? null : estimateAt(at - 1),
    })),
    covariates: characteristics.map((characteristic, at) => ({
      characteristic,
      estimate: estimateAt(others.length + at),
    })),
    df: model.df,
  }
}

/**
 * Whether the ratio of a cohort to the first one differs between the sides of a characteristic:
 * likelihood-ratio test of their product, those of the other cohorts held free. Null where the data
 * do not determine it.
 */
export function interaction(
  subjects: readonly TimeToEventSubject[],
  { cohorts, cohort }: { readonly cohorts: readonly string[]; readonly cohort: string },
  side: (subject: string) => ReturnType<SidesOf>,
): number | null {
  const known = subjects.filter(({ subject }) => side(subject) !== 'unknown')
  const { used, present } = membersOf(known, cohorts)
  const inside = used.map(({ subject }) => (side(subject) === 'in' ? 1 : 0))
  const isIn = (key: string): number[] => used.map((one) => (one.cohort === key ? 1 : 0))
  const product = (column: readonly number[]): number[] =>
    column.map((value, at) => value * (inside[at] ?? 0))
  const others = present.slice(1)
  const rest = others.filter((key) => key !== cohort).map((key) => product(isIn(key)))
  const without = [...others.map(isIn), inside, ...rest]
  const times = timesOf(used)
  const larger = coxRegression({ ...times, covariates: [...without, product(isIn(cohort))] })
  if (larger.estimates.some(({ kind }) => kind !== 'finite')) return null
  const smaller = coxRegression({ ...times, covariates: without })
  const gain = 2 * (larger.loglik.fitted - smaller.loglik.fitted)
  return chiSquareUpperTail(Math.max(0, gain), 1)
}

function membersOf(
  subjects: readonly TimeToEventSubject[],
  cohorts: readonly string[],
): {
  readonly used: readonly TimeToEventSubject[]
  readonly present: readonly string[]
  readonly summary: Pick<CohortHazards, 'reference' | 'n' | 'events'>
} {
  const used = subjects.filter(({ cohort }) => cohort !== null && cohorts.includes(cohort))
  const present = cohorts.filter((key) => used.some(({ cohort }) => cohort === key))
  const events = used.filter(({ event }) => event).length
  return { used, present, summary: { reference: present[0] ?? null, n: used.length, events } }
}

function timesOf(used: readonly TimeToEventSubject[]): {
  readonly time: readonly number[]
  readonly event: readonly boolean[]
} {
  return { time: used.map(({ days }) => days), event: used.map(({ event }) => event) }
}

function countsOf(
  used: readonly TimeToEventSubject[],
  cohort: string,
): Pick<CohortHazard, 'cohort' | 'n' | 'events'> {
  const own = used.filter((one) => one.cohort === cohort)
  return { cohort, n: own.length, events: own.filter(({ event }) => event).length }
}
