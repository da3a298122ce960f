import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { MeasuredTime, Proof, TimeSpan } from './contribution.ts'
import { namedDateInput } from './date-steps.ts'
import type { TimeToEventEndpoint } from './define.ts'
import type { KnownDate } from './known-date.ts'
import { requireCriteria } from './require-criteria.ts'
import type { SubjectFacts } from './subject-facts.ts'

/** What decides a time: the endpoint's own rules, without its name and population. */
export type TimeRules = Pick<
  TimeToEventEndpoint,
  'id' | 'criteria' | 'origin' | 'events' | 'censorAt'
>

/** An event that was not attributed, because the last evaluable assessment lay too long before it. */
export interface MissedGap {
  readonly event: KnownDate
  readonly days: number
  /** The evaluable assessment before the event; null where there is none since the origin. */
  readonly seenAt: string | null
}

/** A time as it was measured, for its proof. */
export interface MeasuredSpan {
  readonly value: MeasuredTime
  readonly span: TimeSpan
  readonly gap: MissedGap | null
}

interface TimeProof {
  readonly rules: TimeRules
  readonly facts: SubjectFacts
  /** Names the steps of the time: the whole without a part. */
  readonly factOf: (part?: string) => string
}

/** From the first and the last day to the days between, and why the time ends where it does. */
export function timeSteps(proof: TimeProof, measured: MeasuredSpan): Proof {
  const { value, span } = measured
  const { criteria } = proof.rules
  const under = criteria === null ? {} : { under: criteria }
  const days: Trace = {
    fact: proof.factOf(),
    rule: 'E-4',
    ...under,
    inputs: [
      originInput(proof, span.start),
      { name: 'end', value: toIsoDate(span.end.day), of: proof.factOf('end') },
      { name: 'reason', value: value.reason, of: proof.factOf('end') },
    ],
    result: String(value.days),
    unit: 'd',
  }
  return [days, ...endSteps(proof, measured).map((step) => ({ ...step, ...under }))]
}

/** The day a time starts on, as an input; `null`: there is none. */
export function originInput(
  { rules, facts }: Pick<TimeProof, 'rules' | 'facts'>,
  day: KnownDate | null,
): TraceInput {
  const value = day === null ? 'none' : toIsoDate(day.day)
  return { name: rules.origin, value, of: originFactOf(rules, facts) }
}

function originFactOf({ id, criteria, origin }: TimeRules, facts: SubjectFacts): string {
  if (origin !== 'response') return FACTS.date(origin)
  const key = requireCriteria({ id, criteria })
  return FACTS.of(key, `${facts.response(key).mode}/response`)
}

function endSteps(proof: TimeProof, { value, span, gap }: MeasuredSpan): readonly Trace[] {
  const candidates = candidateInputs(proof)
  const fact = proof.factOf('end')
  const result = toIsoDate(span.end.day)
  if (gap !== null) return gapSteps(proof, { gap, start: span.start, result })
  if (value.event) return [{ fact, rule: 'E-2', inputs: candidates, result }]
  if (proof.rules.censorAt === 'last-known-alive') {
    const { timeline } = proof.facts
    const alive = namedDateInput('lastKnownAlive', 'lastKnownAlive', timeline)
    const exit = namedDateInput('exit', 'exit', timeline)
    const known = candidates.filter(({ name }) => name !== 'exit')
    const inputs = [...known, exit, alive, originInput(proof, span.start)]
    const rule = span.censoredAt === 'exit' ? 'E-exit' : 'E-alive'
    return [{ fact, rule, inputs, result }]
  }
  const inputs = [...candidates, lastEvaluableInput(proof), originInput(proof, span.start)]
  return [{ fact, rule: 'E-3', inputs, result }]
}

/** The progression and the death that may end the time, and what takes a death out of account. */
function candidateInputs({ rules, facts }: TimeProof): readonly TraceInput[] {
  const { timeline } = facts
  const inputs: TraceInput[] = []
  if (rules.events.includes('progression')) {
    const criteria = requireCriteria(rules)
    const day = facts.response(criteria).progression
    const value = day === null ? 'none' : toIsoDate(day)
    inputs.push({ name: 'progression', value, of: FACTS.of(criteria, 'progression') })
  }
  if (!rules.events.includes('death')) return inputs
  inputs.push(namedDateInput('death', 'death', timeline))
  const censors = rules.censorAt !== 'last-known-alive' && facts.conventions.newTherapy === 'censor'
  if (censors) inputs.push(namedDateInput('newTherapy', 'newTherapy', timeline))
  if (timeline.exit !== null) {
    const { deathAfterExit } = facts.conventions
    inputs.push(namedDateInput('exit', 'exit', timeline))
    inputs.push({ name: 'deathAfterExit', value: deathAfterExit, constant: 'definition' })
  }
  return inputs
}

function lastEvaluableInput({ rules, facts }: TimeProof): TraceInput {
  const criteria = requireCriteria(rules)
  const day = facts.response(criteria).lastEvaluable
  const value = day === null ? 'none' : toIsoDate(day)
  return { name: 'lastEvaluable', value, of: FACTS.of(criteria, 'lastEvaluable') }
}

interface GapProof {
  readonly gap: MissedGap
  readonly start: KnownDate
  readonly result: string
}

function gapSteps(proof: TimeProof, { gap, start, result }: GapProof): readonly Trace[] {
  const event = proof.factOf('event')
  const happened = toIsoDate(gap.event.day)
  const seen: TraceInput =
    gap.seenAt === null
      ? { name: 'lastEvaluable', value: 'none', absent: 'measurements' }
      : {
          name: 'lastEvaluable',
          value: result,
          of: FACTS.at(requireCriteria(proof.rules), gap.seenAt, 'date'),
        }
  return [
    { fact: event, rule: 'E-2', inputs: candidateInputs(proof), result: happened },
    {
      fact: proof.factOf('end'),
      rule: 'E-gap',
      inputs: [
        { name: 'event', value: happened, of: event },
        seen,
        originInput(proof, start),
        { name: 'maxGapDays', value: String(gap.days), unit: 'd', constant: 'definition' },
      ],
      result,
    },
  ]
}
