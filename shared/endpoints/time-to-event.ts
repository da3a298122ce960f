import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { TraceInput } from '../kernel/trace.ts'
import {
  notAtRisk,
  type Contributed,
  type DecidingDate,
  type MeasuredTime,
  type Proof,
  type TimeCause,
  type TimeSpan,
} from './contribution.ts'
import type { EndpointDefinition, TimeToEventEndpoint } from './define.ts'
import { endpointKind } from './kind.ts'
import type { KnownDate } from './known-date.ts'
import type { TimePoint } from '../response/define.ts'
import { requireCriteria } from './require-criteria.ts'
import type { SubjectFacts } from './subject-facts.ts'
import { summariseTimes } from './survival-summary.ts'
import {
  originInput,
  timeSteps,
  type MeasuredSpan,
  type MissedGap,
  type TimeRules,
} from './time-steps.ts'

/** Time from an origin to progression or death. @source protocol conventions; response criteria, E */
export const timeToEventKind = endpointKind('time-to-event', {
  accepts: (endpoint: EndpointDefinition): endpoint is TimeToEventEndpoint =>
    endpoint.kind === 'time-to-event',
  contribute,
  summarise: (_, members, context) => summariseTimes(members, context),
})

function contribute(endpoint: TimeToEventEndpoint, facts: SubjectFacts): Contributed {
  const measured = measure(endpoint, facts)
  if (measured === null) {
    const inputs = (): readonly TraceInput[] => [originInput({ rules: endpoint, facts }, null)]
    return notAtRisk(endpoint.id, `no ${endpoint.origin} date`, inputs)
  }
  const { value, span } = measured
  const { start: origin, end } = span
  const decides = value.event ? 'event' : 'censoring'
  const dates: DecidingDate[] = [{ decides, date: end }]
  if (origin !== end) dates.push({ decides, date: origin })
  const factOf = (part?: string): string => FACTS.endpoint(endpoint.id, part)
  return {
    value,
    dates,
    span,
    proof: () => timeSteps({ rules: endpoint, facts, factOf }, measured),
  }
}

/** Days from the first CR or PR that counts, with the steps that show them. */
export interface ResponseDuration {
  readonly days: number
  readonly proof: (factOf: (part?: string) => string) => Proof
}

/**
 * Days from the first CR or PR that counts to progression or death, or to the last evaluable
 * assessment; null without a response. @source response criteria, E-1 to E-4
 */
export function durationOfResponse(criteria: string, facts: SubjectFacts): ResponseDuration | null {
  const rules: TimeRules = {
    id: 'DOR',
    criteria,
    origin: 'response',
    events: ['progression', 'death'],
    censorAt: 'last-evaluable-assessment',
  }
  const measured = measure(rules, facts)
  if (measured === null) return null
  return {
    days: measured.value.days,
    proof: (factOf) => timeSteps({ rules, facts, factOf }, measured),
  }
}

interface End {
  readonly date: KnownDate
  readonly event: boolean
  readonly reason: string
  readonly cause: TimeCause
  readonly censoredAt: TimeSpan['censoredAt']
  /** Where an event was not attributed for a gap before it. */
  readonly gap?: MissedGap
}

function measure(rules: TimeRules, facts: SubjectFacts): MeasuredSpan | null {
  const origin = originOf(rules, facts)
  if (origin === null) return null
  const event = gapChecked(rules, facts, { origin, event: firstEvent(rules, facts) })
  const end = event ?? censoring(rules, facts, origin)
  const value: MeasuredTime = {
    kind: 'time',
    days: end.date.day - origin.day + 1,
    event: end.event,
    date: toIsoDate(end.date.day),
    reason: end.reason,
  }
  const { date, cause, censoredAt, gap = null } = end
  return { value, span: { start: origin, end: date, cause, censoredAt }, gap }
}

function originOf({ id, criteria, origin }: TimeRules, facts: SubjectFacts): KnownDate | null {
  if (origin === 'firstDose') return facts.timeline.firstDose
  if (origin === 'enrolment') return facts.timeline.enrolment
  const key = requireCriteria({ id, criteria })
  const day = facts.response(key).firstResponse
  return day === null ? null : facts.assessmentEntry(key, day)
}

/** First PD that counts, or a death that counts, whichever is first; on one day the PD. */
function firstEvent(rules: TimeRules, facts: SubjectFacts): End | null {
  const progression = rules.events.includes('progression') ? progressionOf(rules, facts) : null
  const death = rules.events.includes('death') ? deathThatCounts(rules, facts) : null
  if (death !== null && (progression === null || death.day < progression.day)) {
    return eventAt(death, 'death')
  }
  return progression === null ? null : eventAt(progression, 'progression')
}

function eventAt(date: KnownDate, cause: 'death' | 'progression'): End {
  return { date, event: true, reason: cause, cause, censoredAt: null }
}

function progressionOf(rules: TimeRules, facts: SubjectFacts): KnownDate | null {
  const criteria = requireCriteria(rules)
  const day = facts.response(criteria).progression
  return day === null ? null : facts.assessmentEntry(criteria, day)
}

/**
 * A death after new anticancer therapy is no event where that therapy censors (on its day it is);
 * survival itself is not censored by it. A death after leaving the study counts unless the protocol
 * says otherwise.
 */
function deathThatCounts(rules: TimeRules, facts: SubjectFacts): KnownDate | null {
  const { death, exit } = facts.timeline
  if (death === null) return null
  const therapy = censoringTherapy(rules, facts)
  if (therapy !== null && death.day > therapy.day) return null
  const left = facts.conventions.deathAfterExit === 'censor' ? exit : null
  return left !== null && death.day > left.day ? null : death
}

function censoringTherapy(rules: TimeRules, facts: SubjectFacts): KnownDate | null {
  if (rules.censorAt === 'last-known-alive') return null
  return facts.conventions.newTherapy === 'censor' ? facts.timeline.newTherapy : null
}

/** With a gap rule, an event so long after the last evaluable assessment is not attributed to it. */
function gapChecked(
  rules: TimeRules,
  facts: SubjectFacts,
  found: { readonly origin: KnownDate; readonly event: End | null },
): End | null {
  const limit = facts.conventions.maxGapDays
  const { event, origin } = found
  if (limit === null || event === null || rules.censorAt === 'last-known-alive') return event
  const criteria = requireCriteria(rules)
  const before = lastEvaluableBefore(criteria, facts, event.date.day)
  const seen = before === null ? origin : facts.assessmentEntry(criteria, before.date)
  const since = seen.day < origin.day ? origin : seen
  if (event.date.day - since.day <= limit) return event
  return {
    date: since,
    event: false,
    reason: 'missed assessments: last evaluable assessment',
    cause: 'missed-assessments',
    censoredAt: since === origin ? 'start' : 'last-evaluable-assessment',
    gap: {
      event: event.date,
      days: limit,
      seenAt: since === origin || before === null ? null : before.visit,
    },
  }
}

function lastEvaluableBefore(criteria: string, facts: SubjectFacts, day: Day): TimePoint | null {
  let last: TimePoint | null = null
  for (const point of facts.response(criteria).points) {
    if (point.inForce !== 'NE' && point.date < day) last = point
  }
  return last
}

function censoring(rules: TimeRules, facts: SubjectFacts, origin: KnownDate): End {
  if (rules.censorAt === 'last-known-alive') return aliveEnd(facts, origin)
  const criteria = requireCriteria(rules)
  const day = facts.response(criteria).lastEvaluable
  const cause = censoringCause(rules, facts)
  if (day === null || day < origin.day) {
    return {
      date: origin,
      event: false,
      reason: `${REASONS[cause]}: no evaluable assessment`,
      cause: 'no-assessment',
      censoredAt: 'start',
    }
  }
  return {
    date: facts.assessmentEntry(criteria, day),
    event: false,
    reason: `${REASONS[cause]}: last evaluable assessment`,
    cause,
    censoredAt: 'last-evaluable-assessment',
  }
}

/** For people. */
const REASONS = {
  'new-therapy': 'new anticancer therapy',
  lost: 'lost to follow-up',
  withdrawn: 'withdrew consent',
  'death-not-counted': 'death without progression',
  'no-event': 'no event',
} as const

/** Why there is no event: what happened first of leaving the study and a death that is none. */
function censoringCause(rules: TimeRules, facts: SubjectFacts): keyof typeof REASONS {
  const { death, exit } = facts.timeline
  if (censoringTherapy(rules, facts) !== null) return 'new-therapy'
  if (exit !== null && (death === null || exit.day <= death.day)) return exit.why
  return death === null ? 'no-event' : 'death-not-counted'
}

function aliveEnd(facts: SubjectFacts, origin: KnownDate): End {
  const { lastKnownAlive, exit, death } = facts.timeline
  if (death !== null && exit !== null) {
    return {
      date: exit,
      event: false,
      reason: 'left the study: last date known alive',
      cause: exit.why,
      censoredAt: 'exit',
    }
  }
  return {
    date: lastKnownAlive ?? origin,
    event: false,
    reason: 'alive: last date known alive',
    cause: exit?.why ?? 'no-event',
    censoredAt: lastKnownAlive === null ? 'start' : 'last-known-alive',
  }
}
