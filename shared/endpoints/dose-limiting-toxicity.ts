import type { Day } from '../kernel/brand.ts'
import { addDays } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import { contributed, notAtRisk, type Contributed, type Contribution } from './contribution.ts'
import type { DoseLimitingToxicityEndpoint, EndpointDefinition } from './define.ts'
import { deliveredPercent } from './delivered-dose.ts'
import { endpointKind } from './kind.ts'
import {
  cohortInputs,
  doseLimitingResult,
  doseSteps,
  drugInputs,
  safetyInput,
  windowProof,
} from './dose-limiting-steps.ts'
import { later, type KnownDate } from './known-date.ts'
import { summariseProportion } from './proportion.ts'
import type { SubjectFacts } from './subject-facts.ts'
import { firstDoseOf, type Timeline } from './timeline.ts'

/**
 * Dose-limiting toxicity in a window that opens on the first day on which every drug has been
 * given. Evaluable: in the safety set, in a dose-finding cohort, all drugs given, and either with
 * such a toxicity or followed through the last day of the window.
 * @source protocol 2, DLT; populations, DLT
 */
export const doseLimitingToxicityKind = endpointKind('dose-limiting-toxicity', {
  accepts: (endpoint: EndpointDefinition): endpoint is DoseLimitingToxicityEndpoint =>
    endpoint.kind === 'dose-limiting-toxicity',
  contribute,
  summarise: (_, members, context) => summariseProportion(members, context),
})

function contribute(endpoint: DoseLimitingToxicityEndpoint, facts: SubjectFacts): Contributed {
  const { id, drugs, windowDays } = endpoint
  if (!facts.inSafety) {
    return notAtRisk(id, 'not in the safety set', () => [safetyInput({ facts })])
  }
  if (facts.cohort?.doseFinding !== true) {
    return notAtRisk(id, 'not in a dose-finding cohort', () => cohortInputs({ facts }))
  }
  const start = firstDayOfAll(drugs, facts.timeline)
  if (start === null) return withoutDrug(endpoint, facts)
  const lastDay = lastDayOf(start.day, windowDays)
  const toxicity = facts.adverseEvents.find((event) => isWithin(event, start.day, lastDay))
  if (toxicity === undefined) {
    const gap = whyNotEvaluable(endpoint, facts, { start: start.day, lastDay })
    if (gap !== null) {
      return contributed({ kind: 'not-at-risk', reason: gap }, () =>
        windowProof({ endpoint, facts }, { first: start, lastDay }, gap),
      )
    }
  }
  const value: Contribution = { kind: 'counted', hit: toxicity !== undefined }
  return contributed(value, () =>
    windowProof({ endpoint, facts }, { first: start, lastDay }, doseLimitingResult(value)),
  )
}

function withoutDrug(endpoint: DoseLimitingToxicityEndpoint, facts: SubjectFacts): Contributed {
  const { id } = endpoint
  const reason = 'not given every drug'
  return contributed({ kind: 'not-at-risk', reason }, () => [
    {
      fact: FACTS.endpoint(id),
      rule: 'not-at-risk',
      inputs: drugInputs({ endpoint, facts }),
      result: reason,
    },
    ...doseSteps({ endpoint, facts }),
  ])
}

function lastDayOf(first: Day, windowDays: number): Day {
  return addDays(first, windowDays - 1)
}

/** Days in which a dose-limiting toxicity counts; null while a drug was not given. */
export function windowOf(
  { drugs, windowDays }: Pick<DoseLimitingToxicityEndpoint, 'drugs' | 'windowDays'>,
  timeline: Pick<Timeline, 'doses'>,
): { readonly first: Day; readonly last: Day } | null {
  const start = firstDayOfAll(drugs, timeline)
  return start === null ? null : { first: start.day, last: lastDayOf(start.day, windowDays) }
}

/** The first day on which all the drugs have been given; null while one was not. */
export function firstDayOfAll(
  drugs: readonly string[],
  { doses }: Pick<Timeline, 'doses'>,
): KnownDate | null {
  let day: KnownDate | null = null
  for (const drug of drugs) {
    const first = firstDoseOf(doses.filter((dose) => dose.drug === drug))
    if (first === null) return null
    day = later(day, first)
  }
  return day
}

function isWithin(event: AdverseEventRecord, first: Day, last: Day): boolean {
  const { doseLimiting, onsetDay } = event
  return doseLimiting && onsetDay !== null && onsetDay >= first && onsetDay <= last
}

function whyNotEvaluable(
  { drugs, minDosePercent }: DoseLimitingToxicityEndpoint,
  facts: SubjectFacts,
  window: { readonly start: Day; readonly lastDay: Day },
): string | null {
  const { lastKnownAlive, death } = facts.timeline
  const followed = later(lastKnownAlive, death)
  if (followed === null || followed.day < window.lastDay) return 'not followed through the window'
  if (minDosePercent === null) return null
  const enough = drugs.every(
    (drug) => deliveredPercent(facts.timeline, drug, window) >= minDosePercent,
  )
  return enough ? null : 'less than the demanded share of the planned dose'
}
