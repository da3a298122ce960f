import type { Day } from '../kernel/brand.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace } from '../kernel/trace.ts'
import type { AnalysisConventions, CriterionSetting } from '../protocol/define.ts'
import { bestOverall } from '../response/best-overall.ts'
import type { DatedResponse } from '../response/dated-response.ts'
import type { ResponseCriterion, ResponseQueryCode, TimePoint } from '../response/define.ts'
import { baselineSteps } from '../response/baseline-steps.ts'
import { readTumourRows, type BaselineQuery } from '../response/from-rows.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { ResponseSource } from './results.ts'
import type { CriterionFacts } from './subject-facts.ts'
import type { Timeline } from './timeline.ts'

interface CriterionQuestion {
  readonly subject: TrialSubject
  readonly criterion: ResponseCriterion
  readonly setting: CriterionSetting
  readonly conventions: AnalysisConventions
  readonly timeline: Timeline
  readonly source: ResponseSource
}

export interface JudgedCriterion {
  readonly facts: CriterionFacts
  readonly baselineQueries: readonly BaselineQuery[]
  readonly queries: readonly ResponseQueryCode[]
  readonly trace: () => readonly Trace[]
}

/**
 * Judges one subject's assessments under one criterion. Those count that are on or after the
 * protocol's origin and, where new therapy censors, on or before its start, to the first PD; a
 * subject without an origin has none.
 * @source protocol conventions, "Assessments that count"
 */
export function judgeCriterion(question: CriterionQuestion): JudgedCriterion {
  const { subject, criterion, setting, conventions, timeline, source } = question
  const { settings } = setting
  const options = { markers: conventions.tumourMarkers, death: timeline.limits.death }
  const { cutoff } = timeline.limits
  const rows = readTumourRows(subject, criterion, settings, cutoff, options)
  const points = criterion.derive(rows.baseline, rows.assessments, settings, source)
  const measuredTarget = rows.baseline.targets.length > 0
  const input = {
    responses: points.map(toResponse),
    origin: responseOrigin(conventions, timeline),
    newTherapy: conventions.newTherapy === 'censor' ? (timeline.newTherapy?.day ?? null) : null,
    settings,
    measurableAtBaseline: measuredTarget,
    names: {
      criterion: criterion.key,
      origin: originFact(conventions),
      newTherapy: FACTS.date('newTherapy'),
    },
  }
  const plain = bestOverall({ ...input, confirmation: false })
  const confirmed = bestOverall({ ...input, confirmation: true })
  const asked = settings.confirmation ? confirmed : plain
  return {
    facts: {
      criteria: criterion.key,
      mode: settings.confirmation ? 'confirmed' : 'plain',
      points,
      counted: new Set(asked.counted.flatMap(({ visit }) => visit ?? [])),
      bor: plain.bor,
      confirmedBor: confirmed.bor,
      borDay: plain.borDay,
      confirmedBorDay: confirmed.borDay,
      anyResponse: plain.responseDay,
      confirmedResponse: confirmed.responseDay,
      firstResponse: asked.responseDay,
      progression: asked.firstPdDay,
      lastEvaluable: asked.lastEvaluableDay,
      measuredTarget,
      targets: rows.baseline.targets,
      baselineDays: rows.baselineDates,
    },
    baselineQueries: rows.baselineQueries,
    queries: asked.queries,
    trace: () => [
      ...baselineSteps(criterion.key, rows),
      ...asked.countTrace(),
      ...plain.trace(),
      ...confirmed.trace(),
    ],
  }
}

/** Name of the step that derived the day from which assessments count. */
export function originFact({ origin }: Pick<AnalysisConventions, 'origin'>): string {
  return FACTS.date(origin === 'firstDose' ? 'firstDose' : 'enrolment')
}

/** The day from which assessments count; null for a subject that never reached it. */
export function responseOrigin(
  conventions: Pick<AnalysisConventions, 'origin'>,
  timeline: Timeline,
): Day | null {
  const origin = conventions.origin === 'firstDose' ? timeline.firstDose : timeline.enrolment
  return origin?.day ?? null
}

function toResponse({ visit, date, inForce, earliest }: TimePoint): DatedResponse {
  return { day: date, response: inForce, earliest, visit }
}
