import type { Day, IsoDate, Tenths } from '../kernel/brand.ts'
import { parseDay, toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import { toMillimetres } from '../kernel/number-text.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { TimePoint } from '../response/define.ts'
import { baselineSum } from '../response/sums.ts'
import type { TrialSubject } from '../trial/trial.ts'
import { collectFacts, type CollectedFacts } from './collect-facts.ts'
import { responseOrigin, type JudgedCriterion } from './criterion-facts.ts'
import type {
  AnalysisFamilies,
  DeriveOptions,
  EndpointDerivation,
  ResponseDerivation,
  SubjectDates,
  SubjectDerivation,
  TimepointDerivation,
} from './derivation.ts'
import { toEntry, toSpan } from './dated-entry.ts'
import { windowOf } from './dose-limiting-toxicity.ts'
import { imputationQueries, type CountedEndpoint } from './imputation-queries.ts'
import { namedDateInput, timelineSteps } from './date-steps.ts'
import { adverseEventSteps } from './event-steps.ts'
import type { Proof } from './contribution.ts'
import type { KnownDate } from './known-date.ts'
import { populationSteps } from './population-steps.ts'
import { doseLimitingToxicityOf, isInPopulation, leadingCriteria } from './populations.ts'
import type { ImputationQuery, TimepointRow } from './results.ts'
import { subjectEnds } from './subject-ends.ts'
import type { CriterionFacts, SubjectFacts } from './subject-facts.ts'
import type { Timeline } from './timeline.ts'

/**
 * Everything the analysis makes of one subject's records at a cut-off, with its proof. Depends on
 * this subject alone. Throws when the cut-off is no complete date.
 */
export function deriveSubject(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  { cutoff, source }: DeriveOptions,
  families: AnalysisFamilies,
): SubjectDerivation {
  const options = { cutoff: dayOfCutoff(cutoff), source, families }
  const collected = collectFacts(subject, definition, options)
  const { facts, judged } = collected
  const { timeline } = facts
  return {
    subject: subject.subjid,
    cohort: facts.cohort?.key ?? null,
    enrolled: timeline.enrolment !== null,
    populations: populationsOf(definition, facts),
    ends: subjectEnds(subject, timeline, definition.conventions),
    dates: toDates(subject, timeline, responseOrigin(definition.conventions, timeline)),
    trace: () => [
      ...timelineSteps(subject, timeline, definition.conventions),
      ...adverseEventSteps(facts),
      ...populationSteps({ definition, facts }),
    ],
    timepoints: toTimepoints(subject.subjid, judged),
    responses: toResponses(subject.subjid, judged, timeline),
    adverseEvents: facts.adverseEvents,
    doseLimitingWindow: doseLimitingWindow(definition, timeline),
    ...deriveEndpoints(definition, collected),
  }
}

/** The day of a cut-off. Throws when it is no complete date. */
export function dayOfCutoff(cutoff: IsoDate): Day {
  const day = parseDay(cutoff)
  if (day === null) throw new Error(`The cut-off "${cutoff}" is no complete date.`)
  return day
}

function populationsOf(
  definition: ProtocolDefinition,
  facts: SubjectFacts,
): SubjectDerivation['populations'] {
  const leading = leadingCriteria(definition)
  const at = { definition, facts }
  return {
    ENR: isInPopulation('ENR', leading, at),
    SAF: isInPopulation('SAF', leading, at),
    EVAL: isInPopulation('EVAL', leading, at),
    DLT: isInPopulation('DLT', leading, at),
    RESP: isInPopulation('RESP', leading, at),
  }
}

/** What each endpoint makes of a subject, and the imputed dates that decide. */
export function deriveEndpoints(
  definition: ProtocolDefinition,
  { facts, uncertain, contributed }: CollectedFacts,
): {
  readonly endpoints: readonly EndpointDerivation[]
  readonly queries: readonly ImputationQuery[]
} {
  const counted: CountedEndpoint[] = []
  const endpoints = definition.endpoints.map((endpoint) => {
    const own = contributed(endpoint)
    const { id, population, criteria } = endpoint
    const inPopulation = isInPopulation(population, criteria, { definition, facts })
    if (inPopulation) counted.push({ endpoint, contributed: own })
    const span = own.span === undefined ? null : toSpan(facts.trial, own.span)
    return {
      id,
      inPopulation,
      value: own.value,
      proof: (): Proof => {
        const [value, ...steps] = own.proof()
        return [{ fact: FACTS.endpoint(id), ...value }, ...steps]
      },
      span,
    }
  })
  return { endpoints, queries: imputationQueries(facts, counted, uncertain) }
}

/** The assessments of a subject under each criterion. */
export function toTimepoints(
  subject: string,
  judged: readonly JudgedCriterion[],
): readonly TimepointDerivation[] {
  return judged.flatMap(({ facts }) =>
    facts.points.map((point) => ({
      row: toTimepointRow(subject, facts.criteria, point),
      inForce: point.inForce,
      counts: facts.counted.has(point.visit),
      earliest: toIsoDate(point.earliest),
      nadir: lengthOf(point.nadirBefore),
      changeFromNadir: lengthOf(point.changeFromNadir),
      diameters: point.diameters.map(lengthOf),
      queries: point.queries,
      trace: point.trace,
      basis: point.basis,
    })),
  )
}

/** The best response of a subject under each criterion. */
export function toResponses(
  subject: string,
  judged: readonly JudgedCriterion[],
  timeline: Timeline,
): readonly ResponseDerivation[] {
  return judged.map((one) => toResponse(subject, one, timeline))
}

function toTimepointRow(subject: string, criteria: string, point: TimePoint): TimepointRow {
  return {
    subject,
    criteria,
    visit: point.visit,
    date: toIsoDate(point.date),
    sum: lengthOf(point.sum),
    percentFromBaseline: point.percentFromBaseline,
    percentFromNadir: point.percentFromNadir,
    target: point.target,
    nonTarget: point.nonTarget,
    newLesion: point.newLesion,
    derived: point.overall,
    investigator: point.recorded,
  }
}

function toResponse(
  subject: string,
  { facts, baselineQueries, queries, trace }: JudgedCriterion,
  timeline: Timeline,
): ResponseDerivation {
  const row = {
    subject,
    criteria: facts.criteria,
    bor: facts.bor,
    confirmedBor: facts.confirmedBor,
    firstResponse: isoOrNull(facts.firstResponse),
    progression: isoOrNull(facts.progression),
    death: isoOf(timeline.death),
    lastEvaluable: isoOrNull(facts.lastEvaluable),
    newTherapy: isoOf(timeline.newTherapy),
  }
  return {
    row,
    ...toResponseDates(facts),
    ...toBaseline(facts),
    baselineQueries,
    queries,
    trace,
  }
}

function toResponseDates(
  facts: CriterionFacts,
): Pick<
  ResponseDerivation,
  'borDate' | 'confirmedBorDate' | 'anyResponse' | 'confirmedResponse' | 'measurable'
> {
  return {
    borDate: isoOrNull(facts.borDay),
    confirmedBorDate: isoOrNull(facts.confirmedBorDay),
    anyResponse: isoOrNull(facts.anyResponse),
    confirmedResponse: isoOrNull(facts.confirmedResponse),
    measurable: facts.measuredTarget,
  }
}

function toBaseline({
  targets,
  baselineDays,
}: CriterionFacts): Pick<ResponseDerivation, 'targets' | 'baselineSum' | 'baselineDate'> {
  const last = baselineDays.length === 0 ? null : (Math.max(...baselineDays) as Day)
  return {
    targets: targets.map(({ id, baseline, column = 'LDIAM' }) => ({
      id,
      baseline: toMillimetres(baseline),
      column,
    })),
    baselineSum: lengthOf(baselineSum(targets)),
    baselineDate: isoOrNull(last),
  }
}

function lengthOf(tenths: Tenths | null): number | null {
  return tenths === null ? null : toMillimetres(tenths)
}

function doseLimitingWindow(
  definition: ProtocolDefinition,
  timeline: Timeline,
): SubjectDerivation['doseLimitingWindow'] {
  const endpoint = doseLimitingToxicityOf(definition)
  const window = endpoint === undefined ? null : windowOf(endpoint, timeline)
  if (window === null) return null
  return { first: toIsoDate(window.first), last: toIsoDate(window.last) }
}

function toDates(subject: TrialSubject, timeline: Timeline, origin: Day | null): SubjectDates {
  const { enrolment, firstDose, lastDose, newTherapy, death, lastKnownAlive } = timeline
  return {
    enrolment: isoOf(enrolment),
    origin: isoOrNull(origin),
    firstDose: isoOf(firstDose),
    lastDose: isoOf(lastDose),
    newTherapy: isoOf(newTherapy),
    death: isoOf(death),
    lastKnownAlive: isoOf(lastKnownAlive),
    trace: () => ({
      fact: 'dates',
      rule: 'subject-dates',
      inputs: [
        namedDateInput('enrolment', 'enrolment', timeline),
        namedDateInput('first dose', 'firstDose', timeline),
        namedDateInput('last dose', 'lastDose', timeline),
        namedDateInput('new anticancer therapy', 'newTherapy', timeline),
        namedDateInput('death', 'death', timeline),
        namedDateInput('last known alive', 'lastKnownAlive', timeline),
      ],
      result: death === null ? 'alive' : 'dead',
    }),
    entries: {
      enrolment: toEntry(subject, enrolment),
      firstDose: toEntry(subject, firstDose),
      lastDose: toEntry(subject, lastDose),
      death: toEntry(subject, death),
      lastKnownAlive: toEntry(subject, lastKnownAlive),
    },
  }
}

function isoOf(date: KnownDate | null): IsoDate | null {
  return date === null ? null : toIsoDate(date.day)
}

function isoOrNull(day: Day | null): IsoDate | null {
  return day === null ? null : toIsoDate(day)
}
