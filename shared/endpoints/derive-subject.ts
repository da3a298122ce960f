import type { Day, IsoDate } from '../kernel/brand.ts'
import { parseDay, toIsoDate } from '../kernel/dates.ts'
import { toMillimetres } from '../kernel/number-text.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { TimePoint } from '../response/define.ts'
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
import { imputationQueries, type CountedEndpoint } from './imputation-queries.ts'
import { traceDate, type KnownDate } from './known-date.ts'
import { isInPopulation, leadingCriteria } from './populations.ts'
import type { ImputationQuery, TimepointRow } from './results.ts'
import type { SubjectFacts } from './subject-facts.ts'
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
    dates: toDates(timeline, responseOrigin(definition.conventions, timeline)),
    timepoints: judged.flatMap((one) => toTimepoints(subject.subjid, one)),
    responses: judged.map((one) => toResponse(subject.subjid, one, timeline)),
    adverseEvents: facts.adverseEvents,
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

function deriveEndpoints(
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
    return { id, inPopulation, value: own.value, trace: own.trace }
  })
  return { endpoints, queries: imputationQueries(facts, counted, uncertain) }
}

function toTimepoints(subject: string, { facts }: JudgedCriterion): TimepointDerivation[] {
  return facts.points.map((point) => ({
    row: toTimepointRow(subject, facts.criteria, point),
    changeFromNadir: point.changeFromNadir === null ? null : toMillimetres(point.changeFromNadir),
    queries: point.queries,
    trace: point.trace,
  }))
}

function toTimepointRow(subject: string, criteria: string, point: TimePoint): TimepointRow {
  return {
    subject,
    criteria,
    visit: point.visit,
    date: toIsoDate(point.date),
    sum: point.sum === null ? null : toMillimetres(point.sum),
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
  return { row, baselineQueries, queries, trace }
}

function toDates(timeline: Timeline, origin: Day | null): SubjectDates {
  const { enrolment, firstDose, lastDose, newTherapy, death, lastKnownAlive } = timeline
  return {
    enrolment: isoOf(enrolment),
    origin: isoOrNull(origin),
    firstDose: isoOf(firstDose),
    lastDose: isoOf(lastDose),
    newTherapy: isoOf(newTherapy),
    death: isoOf(death),
    lastKnownAlive: isoOf(lastKnownAlive),
    trace: {
      rule: 'subject-dates',
      inputs: [
        traceDate('enrolment', enrolment),
        traceDate('first dose', firstDose),
        traceDate('last dose', lastDose),
        traceDate('new anticancer therapy', newTherapy),
        traceDate('death', death),
        traceDate('last known alive', lastKnownAlive),
      ],
      result: death === null ? 'alive' : 'dead',
    },
  }
}

function isoOf(date: KnownDate | null): IsoDate | null {
  return date === null ? null : toIsoDate(date.day)
}

function isoOrNull(day: Day | null): IsoDate | null {
  return day === null ? null : toIsoDate(day)
}
