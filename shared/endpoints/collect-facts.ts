import type { Day } from '../kernel/brand.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import { readAdverseEvents, type AdverseEvents } from './adverse-events.ts'
import { assessmentEntry } from './assessment-entry.ts'
import type { Contributed } from './contribution.ts'
import { judgeCriterion, originFact, type JudgedCriterion } from './criterion-facts.ts'
import type { AnalysisFamilies } from './derivation.ts'
import type { EndpointDefinition } from './define.ts'
import type { ResponseSource } from './results.ts'
import type { SubjectFacts } from './subject-facts.ts'
import { deriveTimeline, type Timeline } from './timeline.ts'

/** The facts of one subject with what stands behind them. */
export interface CollectedFacts {
  readonly facts: SubjectFacts
  /** One per criteria of the protocol, in its order. */
  readonly judged: readonly JudgedCriterion[]
  readonly uncertain: AdverseEvents['uncertain']
  /** What the subject adds to an endpoint, with its proof. */
  readonly contributed: (endpoint: EndpointDefinition) => Contributed
}

interface CollectOptions {
  readonly cutoff: Day
  readonly source: ResponseSource
  readonly families: AnalysisFamilies
}

/** Reads one subject's records at a cut-off and judges them under every criteria of the protocol. */
export function collectFacts(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  { cutoff, source, families }: CollectOptions,
): CollectedFacts {
  const timeline = deriveTimeline(subject, definition.conventions, cutoff)
  const judged = judgeAll(subject, definition, { timeline, source, families })
  return factsOf(subject, definition, { timeline, judged, families })
}

/** Judges one subject's assessments under every criteria of the protocol. */
export function judgeAll(
  subject: TrialSubject,
  { conventions, criteria }: ProtocolDefinition,
  { timeline, source, families }: Omit<CollectOptions, 'cutoff'> & { readonly timeline: Timeline },
): CollectedFacts['judged'] {
  return criteria.map((setting) => {
    const criterion = families.criteria.get(setting.key)
    return judgeCriterion({ subject, criterion, setting, conventions, timeline, source })
  })
}

interface Known {
  readonly timeline: Timeline
  readonly judged: CollectedFacts['judged']
  readonly families: AnalysisFamilies
}

/** What the endpoints rest on, of a subject whose dates and responses are known. */
export function factsOf(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  { timeline, judged, families }: Known,
): CollectedFacts {
  const { conventions } = definition
  const { records, uncertain } = readAdverseEvents(subject, { conventions, timeline })
  const made = new Map<string, Contributed>()
  const contributed = (endpoint: EndpointDefinition): Contributed => {
    const known = made.get(endpoint.id)
    if (known !== undefined) return known
    const value = families.endpoints.get(endpoint.kind).contribute(endpoint, facts)
    made.set(endpoint.id, value)
    return value
  }
  const response = (criteria: string): JudgedCriterion['facts'] =>
    found(judged, ({ facts: { criteria: key } }) => key === criteria, criteria).facts
  const facts: SubjectFacts = {
    trial: subject,
    cohort: cohortOf(subject, definition),
    conventions,
    timeline,
    adverseEvents: records,
    inSafety: timeline.enrolment !== null && timeline.firstDose !== null,
    originFact: originFact(conventions),
    response,
    assessmentEntry: (criteria, day) =>
      assessmentEntry(subject, response(criteria).points, { day, limits: timeline.limits }),
    contribution: (id) =>
      contributed(found(definition.endpoints, (endpoint) => endpoint.id === id, id)).value,
  }
  return { facts, judged, uncertain, contributed }
}

function cohortOf(subject: TrialSubject, definition: ProtocolDefinition): SubjectFacts['cohort'] {
  const recorded = rowsOf(subject, 'subjects')[0]?.['COHORT']
  return definition.cohorts.find((cohort) => cohort.key === recorded) ?? null
}

function found<T>(members: readonly T[], is: (member: T) => boolean, name: string): T {
  const member = members.find(is)
  if (member === undefined) throw new Error(`The protocol has no ${name}.`)
  return member
}
